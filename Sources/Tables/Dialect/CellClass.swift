/// What a cell of a sample looks like.
enum CellClass: Equatable {
  case empty
  case number
  case boolean
  case time
  case text

  init(_ cell: UnsafeBufferPointer<UInt8>, _ decimal: DecimalMark, _ missing: MissingTokens) {
    let range = trimmed(cell, 0..<cell.count)
    if range.isEmpty || missing.contains(cell) {
      self = .empty
    } else if StyledNumber(cell, decimal) != nil || NumberParser.double(cell, range) != nil {
      self = .number
    } else if Tables.boolean(cell, range) != nil {
      self = .boolean
    } else {
      self = TimeParser.parse(cell, range) == nil ? .text : .time
    }
  }

  /// Whether a name of a column would not look like this.
  var isTyped: Bool { self == .number || self == .boolean || self == .time }
}

extension SampleReading {
  /// What the cells of a column look like from a record on: `text` where they differ, `empty` where
  /// there is none.
  func columnClass(
    _ column: Int, from first: Int, _ decimal: DecimalMark, _ missing: MissingTokens
  ) -> CellClass {
    var result = CellClass.empty
    for record in first..<max(count, first) {
      guard let field = field(record, column) else { continue }
      let cell = CellClass(text(field), decimal, missing)
      if cell == .empty || cell == result { continue }
      if cell == .text || result != .empty { return .text }
      result = cell
    }
    return result
  }

  /// The number of columns that hold numbers below the first record, with either decimal mark where
  /// the comma is not what stands between fields.
  func numericColumns(_ missing: MissingTokens) -> Int {
    (0..<width).count { column in
      columnClass(column, from: 1, .point, missing) == .number
        || (delimiter != UInt8(ascii: ",")
          && columnClass(column, from: 1, .comma, missing) == .number)
    }
  }

  /// Whether all cells below the first record in one of the columns hold `byte` outside of quotes.
  func hasColumn(holding byte: UInt8) -> Bool {
    count > 1
      && (0..<width).contains { column in
        (1..<count).allSatisfy { record in
          field(record, column).map { !$0.isQuoted && text($0).contains(byte) } ?? false
        }
      }
  }

  /// Whether all cells of a column stand in a pair of `mark` that this reading takes for text.
  func hasColumn(within mark: UInt8) -> Bool {
    count > 1
      && (0..<width).contains { column in
        let cells = (1..<count).compactMap { field($0, column) }.filter { $0.start < $0.end }
        return !cells.isEmpty
          && cells.allSatisfy { field in
            let cell = text(field)
            return !field.isQuoted && cell.count > 1 && cell.first == mark && cell.last == mark
          } && (cells.count > 1 || field(0, column).map { text($0).first == mark } ?? false)
      }
  }
}
