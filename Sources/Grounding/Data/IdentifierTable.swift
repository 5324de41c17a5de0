/// Finds facts by their identifiers, which stay where they stand in a text.
struct IdentifierTable: Sendable {
  /// The hashes of the identifiers.
  private let hashes: [Int]
  /// The facts by their hashes: open addressing, -1 for no fact, half of it empty.
  private var slots: [Int32]

  /// - Parameters:
  ///   - hashes: The ``hash(_:)`` of each identifier.
  ///   - areSame: Whether two of the identifiers are the same.
  /// - Complexity: O(identifiers).
  init(hashes: [Int], areSame: (Int, Int) -> Bool) {
    var size = 2
    while size < 2 * hashes.count { size *= 2 }
    self.hashes = hashes
    slots = [Int32](repeating: -1, count: size)
    for (i, hash) in hashes.enumerated() {
      let slot = slot(hash) { areSame($0, i) }
      // The first of several with one identifier stays.
      if slots[slot] < 0 { slots[slot] = Int32(i) }
    }
  }

  /// The first fact with an identifier; nil for none.
  ///
  /// - Parameter isWanted: Whether that is the identifier of a fact.
  func firstIndex(of identifier: String, isWanted: (Int) -> Bool) -> Int? {
    var identifier = identifier
    let slot = slot(identifier.withUTF8 { Self.hash($0) }, isWanted: isWanted)
    return slots[slot] < 0 ? nil : Int(slots[slot])
  }

  /// The slot of the fact that is wanted, or the empty one where it would be.
  private func slot(_ hash: Int, isWanted: (Int) -> Bool) -> Int {
    var slot = hash & (slots.count - 1)
    while slots[slot] >= 0 {
      let index = Int(slots[slot])
      if hashes[index] == hash, isWanted(index) { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  /// A hash of an identifier, of this process.
  static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    return hasher.finalize()
  }
}
