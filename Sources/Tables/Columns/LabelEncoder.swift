import CTextKernels

/// Codes labels by their bytes: a hash table with open addressing over a ``LabelDictionary``.
///
/// Labels are compared as strings, so that two encodings of one character (é, e + ´) are one label;
/// since that is rare, labels are told apart by their bytes first, and a label beyond ASCII that is
/// new by its bytes is looked up as a string once. Labels beyond ``longestCompared`` bytes are told
/// apart by their bytes alone: to compare strings takes time that can grow with the square of their
/// length.
struct LabelEncoder {
  /// The longest label, in bytes, that is compared as a string.
  static let longestCompared = 1024

  /// The labels that differ by their bytes, in order of first appearance.
  private(set) var entries = LabelDictionary()
  /// For each entry the row given where it came first; for merging encoders.
  private(set) var firstRows: [Int] = []
  /// Entries that are another spelling of an earlier one, with that one's code.
  private(set) var aliases: [Int32: Int32] = [:]
  /// The code of each label beyond ASCII, as strings compare.
  private var codesBeyondASCII: [String: Int32] = [:]
  /// Eight bytes, so that the table of very many labels stays as near as can be.
  private struct Slot {
    var hash: UInt32 = 0
    /// The entry's index; -1 where the slot is free.
    var entry: Int32 = -1
  }
  /// A power of two of slots, at most half of them taken.
  private var slots = [Slot](repeating: Slot(), count: 16)
  private let seed: UInt64

  /// An encoder without labels. The seed makes it costly to write a file whose labels collide;
  /// codes don't depend on it.
  init(seed: UInt64 = .random(in: .min ... .max)) { self.seed = seed }

  /// The code of a label; a new one where it was not seen before.
  @inline(__always)
  mutating func code(_ label: UnsafeBufferPointer<UInt8>, row: Int) -> Int32 {
    let entry = entry(label, row: row)
    return aliases.isEmpty ? entry : aliases[entry] ?? entry
  }

  /// The index of a label among ``entries``.
  mutating func entry(_ label: UnsafeBufferPointer<UInt8>, row: Int) -> Int32 {
    let hash = UInt32(truncatingIfNeeded: hash(label))
    var place = Int(hash) & (slots.count - 1)
    while true {
      let slot = slots[place]
      if slot.entry < 0 { return insert(label, hash: hash, place: place, row: row) }
      if slot.hash == hash, entries.has(label, at: Int(slot.entry)) { return slot.entry }
      place = (place + 1) & (slots.count - 1)
    }
  }

  /// Makes room for so many labels, and for their bytes.
  private mutating func reserve(_ count: Int, bytes: Int) {
    entries.reserve(count, bytes: bytes)
    firstRows.reserveCapacity(count)
    var size = slots.count
    while size < count * 2 { size *= 2 }
    if size > slots.count { spread(over: size) }
  }

  /// Whether the table is so large that it is worth while to ``prefetch(_:)``.
  var isLarge: Bool { slots.count > 1 << 14 }

  /// Asks for the memory that the next look-up of a label will touch, so that many wait together.
  func prefetch(_ label: UnsafeBufferPointer<UInt8>) {
    let place = Int(truncatingIfNeeded: hash(label)) & (slots.count - 1)
    slots.withUnsafeBufferPointer { bs_prefetch($0.baseAddress! + place) }
  }

  private mutating func insert(
    _ label: UnsafeBufferPointer<UInt8>, hash: UInt32, place: Int, row: Int
  ) -> Int32 {
    let entry = Int32(entries.count)
    entries.append(label)
    slots[place] = Slot(hash: hash, entry: entry)
    firstRows.append(row)
    if entries.count * 2 > slots.count { spread(over: slots.count * 2) }
    guard label.count <= Self.longestCompared, !TextBytes.isASCII(label) else { return entry }
    let text = String(decoding: label, as: UTF8.self)
    if let code = codesBeyondASCII[text] {
      aliases[entry] = code
    } else {
      codesBeyondASCII[text] = entry
    }
    return entry
  }

  private mutating func spread(over size: Int) {
    let old = slots
    slots = [Slot](repeating: Slot(), count: size)
    for slot in old where slot.entry >= 0 {
      var place = Int(slot.hash) & (slots.count - 1)
      while slots[place].entry >= 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }

  /// Multiplies and folds sixteen bytes at a time; the last may overlap those before.
  private func hash(_ label: UnsafeBufferPointer<UInt8>) -> UInt64 {
    let count = label.count
    let hash = seed ^ UInt64(count)
    guard count > 0, let start = label.baseAddress else { return mixed(hash, 0) }
    let bytes = UnsafeRawPointer(start)
    func word(_ i: Int) -> UInt64 { bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self) }
    func half(_ i: Int) -> UInt64 {
      UInt64(bytes.loadUnaligned(fromByteOffset: i, as: UInt32.self))
    }
    switch count {
    case 16...:
      var folded = hash
      var i = 0
      while i + 16 < count {
        folded = mixed(folded ^ word(i), word(i + 8))
        i += 16
      }
      return mixed(folded ^ word(count - 16), word(count - 8))
    case 8...: return mixed(hash ^ word(0), word(count - 8))
    case 4...: return mixed(hash, half(0) << 32 | half(count - 4))
    default:
      // One to three bytes: the first, the middle and the last tell them.
      let low = UInt64(label[0]) << 16 | UInt64(label[count / 2]) << 8
      return mixed(hash, low | UInt64(label[count - 1]))
    }
  }

  private func mixed(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ 0xD6E8_FEB8_6659_FD93)
    return product.high ^ product.low
  }
}

/// Whether `count` bytes are the same, more than none; eight at a time, of which the last may
/// overlap those before.
@inline(__always)
func equalBytes(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  let (left, right) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
  guard count >= 8 else {
    for i in 0..<count where a[i] != b[i] { return false }
    return true
  }
  func isEqual(_ i: Int) -> Bool {
    left.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      == right.loadUnaligned(fromByteOffset: i, as: UInt64.self)
  }
  var i = 0
  while i + 8 < count {
    if !isEqual(i) { return false }
    i += 8
  }
  return isEqual(count - 8)
}

extension LabelDictionary {
  /// Whether a label has these bytes.
  @inline(__always)
  fileprivate func has(_ label: UnsafeBufferPointer<UInt8>, at code: Int) -> Bool {
    let range = range(code)
    guard range.count == label.count else { return false }
    guard let start = label.baseAddress, label.count > 0 else { return true }
    return bytes.withUnsafeBufferPointer { own in
      equalBytes(own.baseAddress! + range.lowerBound, start, label.count)
    }
  }
}

extension LabelEncoder {
  /// One dictionary for the labels of several encoders, ordered by the row where each came first,
  /// and for each encoder the new code of each of its entries (nil where nothing changes).
  ///
  /// - Precondition: each encoder was given its rows in ascending order.
  static func merged(_ encoders: [LabelEncoder]) -> (LabelDictionary, codes: [[Int32]?]) {
    if encoders.count == 1, encoders[0].aliases.isEmpty { return (encoders[0].entries, [nil]) }
    var merged = LabelEncoder()
    let entries = encoders.map(\.entries)
    merged.reserve(
      entries.reduce(0) { $0 + $1.count }, bytes: entries.reduce(0) { $0 + $1.byteCount })
    var codes = entries.map { [Int32](repeating: -1, count: $0.count) }
    forEachInOrder(encoders.map(\.firstRows)) { encoder, entry, row in
      if merged.isLarge, entry + 16 < entries[encoder].count {
        entries[encoder].withBytes(entry + 16) { merged.prefetch($0) }
      }
      codes[encoder][entry] = entries[encoder].withBytes(entry) { merged.code($0, row: row) }
    }
    if merged.aliases.isEmpty { return (merged.entries, codes) }
    let (dictionary, new) = merged.withoutAliases()
    return (dictionary, codes.map { codes in codes.map { new[Int($0)] } })
  }

  /// Calls `body` with the encoder, the entry and the row of all entries, in the order of the rows.
  private static func forEachInOrder(_ rows: [[Int]], _ body: (Int, Int, Int) -> Void) {
    var next = [Int](repeating: 0, count: rows.count)
    while true {
      var first: (encoder: Int, row: Int)?
      for (i, rows) in rows.enumerated() where next[i] < rows.count {
        if first.map({ rows[next[i]] < $0.row }) ?? true { first = (i, rows[next[i]]) }
      }
      guard let (encoder, row) = first else { return }
      body(encoder, next[encoder], row)
      next[encoder] += 1
    }
  }

  /// The entries but those that are spellings of others, and for each of the others its code.
  private func withoutAliases() -> (LabelDictionary, codes: [Int32]) {
    var dictionary = LabelDictionary()
    let codes = entries.indices.map { entry -> Int32 in
      if aliases[Int32(entry)] != nil { return -1 }
      dictionary.append(entry, of: entries)
      return Int32(dictionary.count - 1)
    }
    return (dictionary, codes)
  }
}
