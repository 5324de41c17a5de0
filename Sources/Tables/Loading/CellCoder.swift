/// Codes the labels of one column.
///
/// Labels that do not stand as they are, in quotes with escapes say, are looked up by their bytes
/// in the file; what they mean is worked out once, when they come first.
struct CellCoder<Text: CellText> {
  private(set) var labels = LabelEncoder()
  /// For quoted cells and for others: the bytes in the file, and for each entry its code.
  private var quoted = RawLabels()
  private var plain = RawLabels()
  private let text: Text

  private struct RawLabels {
    var encoder = LabelEncoder()
    var codes: [Int32] = []
    var hasBareWord = false
  }

  init(_ text: Text) { self.text = text }

  /// The code of the label of a cell; nil where the cell is not of the format.
  @inline(__always)
  mutating func code(_ cell: Cell, row: Int) -> Int32? {
    if text.isVerbatim(cell) { return labels.code(cell.bytes, row: row) }
    // Long cells are mostly texts of which each comes once.
    let isLong = cell.bytes.count > 64
    let code =
      isLong
      ? Self.newCode(cell, row, text, &labels)
      : cell.isQuoted
        ? Self.code(cell, row, text, &quoted, &labels) : Self.code(cell, row, text, &plain, &labels)
    return code == Self.invalid ? nil : code
  }

  /// Whether one of the cells was a word for a number that is not finite, where the format has
  /// none.
  var hasBareWord: Bool { plain.hasBareWord }

  private static var invalid: Int32 { -2 }

  @inline(__always)
  private static func code(
    _ cell: Cell, _ row: Int, _ text: Text, _ raw: inout RawLabels, _ labels: inout LabelEncoder
  ) -> Int32 {
    let entry = Int(raw.encoder.entry(cell.bytes, row: row))
    if entry == raw.codes.count {
      raw.codes.append(newCode(cell, row, text, &labels))
      if text.isBareWord(cell) { raw.hasBareWord = true }
    }
    return raw.codes[entry]
  }

  private static func newCode(
    _ cell: Cell, _ row: Int, _ text: Text, _ labels: inout LabelEncoder
  ) -> Int32 {
    switch text.label(cell) {
    case .verbatim: labels.code(cell.bytes, row: row)
    case .bytes(let bytes): bytes.withUnsafeBufferPointer { labels.code($0, row: row) }
    case .invalid: invalid
    }
  }
}
