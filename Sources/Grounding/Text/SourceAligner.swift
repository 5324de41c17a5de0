/// Finds where the literals of a Markdown parser stand in the source. Between literals stands only
/// markup, so that a literal is where the parser says or a little later on its line.
struct SourceAligner {
  private let source: SourceText
  private var cursor = 0
  /// How far a literal is searched beyond the place where it was expected.
  private static let window = 2048

  init(_ source: SourceText) { self.source = source }

  /// The offset of a literal that the parser puts at line and column (in bytes, counted from 1).
  mutating func place(
    _ literal: UnsafeBufferPointer<UInt8>, line: Int, column: Int, isCode: Bool = false
  ) -> Int {
    let range = source.line(line)
    let hint = range.lowerBound + max(0, column - 1)
    let from = max(cursor, range.lowerBound)
    var start = max(from, min(hint, source.bytes.count))
    if hint < from || !matches(literal, at: hint) {
      let end = min(max(range.upperBound, from), from + Self.window)
      start = (from..<max(from, end)).first { matches(literal, at: $0) } ?? start
    }
    cursor = min(source.bytes.count, start + literal.count)
    return min(start, source.bytes.count)
  }

  private func matches(_ literal: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    let count = min(literal.count, 16)
    guard count > 0, offset + count <= source.bytes.count else { return false }
    for i in 0..<count where literal[i] != source.bytes[offset + i] {
      // Within a code span a line end has become a space.
      if literal[i] != 0x20 || source.bytes[offset + i] != 0x0A { return false }
    }
    return true
  }
}
