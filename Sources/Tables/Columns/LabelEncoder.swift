/// Codes labels by their bytes: a hash table with open addressing over a ``LabelDictionary``.
///
/// Labels are compared as strings, so that two encodings of one character (é, e + ´) are one label;
/// since that is rare, labels are told apart by their bytes first, and a label beyond ASCII that is
/// new by its bytes is looked up as a string once.
struct LabelEncoder {
  /// The labels that differ by their bytes, in order of first appearance.
  private(set) var entries = LabelDictionary()
  /// For each entry the row given where it came first; for merging encoders.
  private(set) var firstRows: [Int] = []
  /// Entries that are another spelling of an earlier one, with that one's code.
  private(set) var aliases: [Int32: Int32] = [:]
  /// The code of each label beyond ASCII, as strings compare.
  private var codesBeyondASCII: [String: Int32] = [:]
  /// Upper half the hash, lower half the entry's index + 1; 0 where free. At most half are taken.
  private var slots = [UInt64](repeating: 0, count: 16)
  private let seed: UInt64

  /// An encoder without labels. The seed makes it costly to write a file whose labels collide; codes
  /// don't depend on it.
  init(seed: UInt64 = .random(in: .min ... .max)) { self.seed = seed }

  /// The code of a label; a new one where it was not seen before.
  @inline(__always)
  mutating func code(_ label: UnsafeBufferPointer<UInt8>, row: Int) -> Int32 {
    let entry = entry(label, row: row)
    return aliases.isEmpty ? entry : aliases[entry] ?? entry
  }

  /// The index of a label among ``entries``.
  mutating func entry(_ label: UnsafeBufferPointer<UInt8>, row: Int) -> Int32 {
    let hash = hash(label)
    var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[place] != 0 {
      let slot = slots[place]
      if slot >> 32 == hash >> 32 {
        let entry = Int32(truncatingIfNeeded: slot) - 1
        if entries.isEqual(Int(entry), to: label) { return entry }
      }
      place = (place + 1) & (slots.count - 1)
    }
    return insert(label, hash: hash, place: place, row: row)
  }

  private mutating func insert(
    _ label: UnsafeBufferPointer<UInt8>, hash: UInt64, place: Int, row: Int
  ) -> Int32 {
    let entry = Int32(entries.count)
    slots[place] = (hash & ~0xFFFF_FFFF) | UInt64(entry + 1)
    entries.append(label)
    firstRows.append(row)
    if entries.count * 2 > slots.count { grow() }
    guard label.contains(where: { $0 >= 0x80 }) else { return entry }
    let text = String(decoding: label, as: UTF8.self)
    if let code = codesBeyondASCII[text] {
      aliases[entry] = code
    } else {
      codesBeyondASCII[text] = entry
    }
    return entry
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    let entries = entries
    entries.bytes.withUnsafeBufferPointer { bytes in
      for entry in 0..<entries.count {
        let hash = hash(UnsafeBufferPointer(rebasing: bytes[entries.range(entry)]))
        var place = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = (hash & ~0xFFFF_FFFF) | UInt64(entry + 1)
      }
    }
  }

  /// Multiplies and folds eight bytes at a time.
  private func hash(_ label: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = seed ^ UInt64(label.count)
    guard let start = label.baseAddress else { return mixed(hash, 0) }
    let bytes = UnsafeRawPointer(start)
    var i = 0
    while i + 8 <= label.count {
      hash = mixed(hash, bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      i += 8
    }
    var tail: UInt64 = 0
    while i < label.count {
      tail = tail << 8 | UInt64(label[i])
      i += 1
    }
    return mixed(hash, tail)
  }

  private func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ b ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}

extension LabelEncoder {
  /// One dictionary for the labels of several encoders, ordered by the row where each came first,
  /// and for each encoder the new code of each of its entries (nil where nothing changes).
  static func merged(_ encoders: [LabelEncoder]) -> (LabelDictionary, codes: [[Int32]?]) {
    if encoders.count == 1, encoders[0].aliases.isEmpty { return (encoders[0].entries, [nil]) }
    var order: [(row: Int, encoder: Int, entry: Int)] = []
    for (i, encoder) in encoders.enumerated() {
      order += encoder.firstRows.enumerated().map { ($1, i, $0) }
    }
    order.sort { ($0.row, $0.encoder, $0.entry) < ($1.row, $1.encoder, $1.entry) }
    var merged = LabelEncoder()
    var codes = encoders.map { [Int32](repeating: -1, count: $0.entries.count) }
    var newCode: [Int32] = []
    var dictionary = LabelDictionary()
    for place in order {
      let entries = encoders[place.encoder].entries
      let code = entries.bytes.withUnsafeBufferPointer { bytes in
        merged.code(
          UnsafeBufferPointer(rebasing: bytes[entries.range(place.entry)]), row: place.row)
      }
      // Entries that turn out as spellings of earlier ones get no code of their own.
      while newCode.count < merged.entries.count { newCode.append(-1) }
      if newCode[Int(code)] < 0 {
        newCode[Int(code)] = Int32(dictionary.count)
        dictionary.append(place.entry, of: entries)
      }
      codes[place.encoder][place.entry] = newCode[Int(code)]
    }
    return (dictionary, codes)
  }
}
