/// The cells that mean 'no value', compared as bytes after blanks at both ends are taken off.
struct MissingTokens: Sendable {
  private let tokens: [[UInt8]]
  private let longest: Int
  /// For each byte whether a token begins with it.
  private let isFirst: [Bool]
  /// Whether an empty cell means 'no value'.
  let containsEmpty: Bool
  /// Whether a cell that means 'no value' may look like a number: `-1`, `999`.
  let containsNumber: Bool

  init(_ tokens: Set<String>) {
    self.tokens = tokens.map { Array($0.utf8) }.sorted { $0.count < $1.count }
    longest = self.tokens.last?.count ?? -1
    containsEmpty = tokens.contains("")
    containsNumber = tokens.contains { $0.isReadAsNumber }
    var isFirst = [Bool](repeating: false, count: 256)
    for token in self.tokens { if let byte = token.first { isFirst[Int(byte)] = true } }
    self.isFirst = isFirst
  }

  func contains(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.first else { return containsEmpty }
    if !isFirst[Int(first)], first != 0x20, first != 0x09 { return false }
    let trimmed = trimmed(cell, 0..<cell.count)
    if trimmed.isEmpty { return containsEmpty }
    if trimmed.count > longest { return false }
    return tokens.contains { $0.elementsEqual(cell[trimmed]) }
  }
}
