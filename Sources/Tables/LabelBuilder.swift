/// Codes labels while a column is read.
///
/// A hash table with open addressing that keeps the hashes: a growing `Dictionary` would hash every
/// label again, which for columns of a million labels is most of the time of reading.
struct LabelBuilder {
  private struct Slot {
    var hash = 0
    /// The label's index in the dictionary; -1 where the slot is free.
    var code: Int32 = -1
  }

  private(set) var labels = Column.Labels()
  /// A power of two of slots, at most half of them taken.
  private var slots = [Slot](repeating: Slot(), count: 16)

  /// The number of rows so far.
  var count: Int { labels.codes.count }

  mutating func reserveCapacity(_ capacity: Int) { labels.codes.reserveCapacity(capacity) }

  /// Adds a row; nil is missing.
  mutating func append(_ label: String?) {
    guard let label else {
      labels.codes.append(-1)
      return
    }
    let hash = label.hashValue
    let place = slot(of: hash) { labels.dictionary[Int($0)] == label }
    if slots[place].code < 0 {
      slots[place] = Slot(hash: hash, code: Int32(labels.dictionary.count))
      labels.dictionary.append(label)
      labels.codes.append(slots[place].code)
      if labels.dictionary.count * 2 > slots.count { grow() }
    } else {
      labels.codes.append(slots[place].code)
    }
  }

  /// The slot that holds the label of this hash, or the free one where it belongs.
  private func slot(of hash: Int, isSame: (Int32) -> Bool) -> Int {
    var place = hash & (slots.count - 1)
    while slots[place].code >= 0, slots[place].hash != hash || !isSame(slots[place].code) {
      place = (place + 1) & (slots.count - 1)
    }
    return place
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(), count: old.count * 2)
    for entry in old where entry.code >= 0 {
      slots[slot(of: entry.hash) { _ in false }] = entry
    }
  }
}
