/// What the cells of a column without numbers are, as far as results need it.
package struct TextCensus: Sendable {
  /// A cell and where it stands.
  package struct Place: Sendable {
    /// The row.
    package let row: Int
    /// The line where the row begins.
    package let line: Int
    /// The cell.
    package let text: String
  }

  /// The rows without a value.
  package private(set) var missing = RowSet()
  /// The cells with a value, of a column of labels.
  package private(set) var values = 0
  /// Those that are numbers, of whatever style.
  package private(set) var numbers = 0
  /// The first cell that is no number of any style.
  package private(set) var firstText: Place?
  /// The first cell that a reader of plain numbers does not take.
  package private(set) var firstUnread: Place?
  /// Whether each cell is a number in the style of the text's decimal mark; and in that of the comma.
  private var isStyled = true
  private var isStyledWithComma = true
  /// The different cells, by their hashes, while the column may be styled; some more than ``few`` stand
  /// for many.
  private var spellings: Set<Int> = []
  private static let few = 1 << 12

  /// Whether the reader of tables may make the column one of numbers, or doubts about it.
  package var mayBeStyled: Bool { values > 0 && (isStyled || isStyledWithComma) }

  /// Whether there are so many different cells that their dictionary takes memory of note.
  package var hasManySpellings: Bool { spellings.count > Self.few }

  /// The cells of one column of a block, and its rows without a value.
  ///
  /// - Parameter isLabel: Whether they are labels; of others only the missing ones are found.
  static func cells(
    _ run: CellRun, _ text: CSVCells, decimal: DecimalMark, isLabel: Bool
  ) -> (census: TextCensus, missing: [UInt64]) {
    var census = TextCensus()
    var missing = MissingBits(rows: run.rows)
    for row in 0..<run.rows {
      let cell = text.cell(run.whole(row))
      if text.isMissing(cell) {
        missing.insert(row)
      } else if isLabel {
        census.add(cell, row, run.block, text, decimal)
      }
    }
    return (census, missing.words)
  }

  private mutating func add(
    _ cell: Cell, _ row: Int, _ block: RecordBlock, _ text: CSVCells, _ decimal: DecimalMark
  ) {
    values += 1
    // Most labels are no numbers by their first character.
    let mayBeNumber = cell.bytes.first.map { Self.beginsNumber[Int($0)] } ?? false
    let isRead =
      mayBeNumber
      && NumberParser.form(cell.bytes, trimmed(cell.bytes, 0..<cell.bytes.count)) == .number
    let style = mayBeNumber ? StyledNumber(cell.bytes, decimal) : nil
    if isRead || style != nil { numbers += 1 }
    if isStyled, style == nil { isStyled = mayBeNumber && Self.isNaN(cell.bytes) }
    if isStyledWithComma, !mayBeNumber || StyledNumber(cell.bytes, .comma) == nil {
      isStyledWithComma = mayBeNumber && Self.isNaN(cell.bytes)
    }
    if isStyled || isStyledWithComma, spellings.count <= Self.few {
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(cell.bytes))
      spellings.insert(hasher.finalize())
    }
    guard (firstUnread == nil && !isRead) || (firstText == nil && !isRead && style == nil) else {
      return
    }
    let place = Place(
      row: block.firstRow + row, line: Int(block.lines[row]), text: text.string(cell))
    if firstUnread == nil { firstUnread = place }
    if firstText == nil, style == nil { firstText = place }
  }

  private static func isNaN(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    NumberParser.double(cell, trimmed(cell, 0..<cell.count))?.isNaN ?? false
  }

  /// For each byte whether a number may begin with it: digits, signs, marks, blanks, `nan` and `inf`.
  private static let beginsNumber: [Bool] = {
    var table = [Bool](repeating: false, count: 256)
    for byte in "0123456789+-.,nNiI \t".utf8 { table[Int(byte)] = true }
    return table
  }()

  /// Adds what another block holds.
  mutating func add(_ other: TextCensus, missing words: [UInt64], from row: Int) {
    if !words.isEmpty { missing.insert(words, from: row) }
    values += other.values
    numbers += other.numbers
    isStyled = isStyled && other.isStyled
    isStyledWithComma = isStyledWithComma && other.isStyledWithComma
    if !mayBeStyled {
      spellings = []
    } else if spellings.count <= Self.few {
      spellings.formUnion(other.spellings)
    }
    firstText = Self.first(firstText, other.firstText)
    firstUnread = Self.first(firstUnread, other.firstUnread)
  }

  private static func first(_ a: Place?, _ b: Place?) -> Place? {
    guard let a, let b else { return a ?? b }
    return a.row < b.row ? a : b
  }
}

extension CSVCells {
  /// The label that a cell spells.
  func string(_ cell: Cell) -> String {
    if isVerbatim(cell) { return String(decoding: cell.bytes, as: UTF8.self) }
    switch label(cell) {
    case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
    case .verbatim, .invalid: return String(decoding: cell.bytes, as: UTF8.self)
    }
  }
}
