/// Runs of combining marks that no text needs and that would take hours: to compare or hash a
/// string takes time that grows with the square of the marks on one character.
///
/// The Stream-Safe Text Format (Unicode Standard Annex #15) allows 30 marks; here it is thousands.
enum CombiningRun {
  /// The bytes of marks on one character from which on a text is refused.
  static let refused = 4096
  /// A run of that length covers at least two places that are so far apart.
  private static let step = refused / 2

  /// Where the first run of ``refused`` bytes or more begins, in valid UTF-8; nil where there is
  /// none. O(n), for most texts a look at every 2048th byte.
  static func first(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var place = step
    while place < text.count {
      if text[place] >= 0x80, text[place - step] >= 0x80 {
        let run = run(text, around: place)
        if run.count >= refused { return run.lowerBound }
      }
      place += step
    }
    return nil
  }

  /// The marks in succession to which the byte at `place` belongs.
  private static func run(_ text: UnsafeBufferPointer<UInt8>, around place: Int) -> Range<Int> {
    var start = place
    while start > 0, isContinuation(text[start]) { start -= 1 }
    var end = start
    while end < text.count, isMark(text, end) { end = next(text, end) }
    while start > 0 {
      var before = start - 1
      while before > 0, isContinuation(text[before]) { before -= 1 }
      guard isMark(text, before) else { break }
      start = before
    }
    return start..<max(start, end)
  }

  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  private static func next(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int {
    var end = i + 1
    while end < text.count, isContinuation(text[end]) { end += 1 }
    return end
  }

  private static func isMark(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    guard text[i] >= 0x80 else { return false }
    let character = String(decoding: text[i..<next(text, i)], as: UTF8.self)
    return character.unicodeScalars.allSatisfy {
      $0.properties.canonicalCombiningClass != .notReordered
    }
  }
}

/// Checks text before any of it is compared or hashed as strings.
///
/// - Throws: ``ReadError/Kind/tooManyMarks`` with the place.
package func requireFewMarks(_ text: UnsafeBufferPointer<UInt8>, file: String) throws {
  if let offset = CombiningRun.first(in: text) {
    throw ReadError(file: file, bytes: text, offset: offset, kind: .tooManyMarks)
  }
}
