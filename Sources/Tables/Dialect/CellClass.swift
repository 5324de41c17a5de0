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
  /// What the cells of each column look like from a record on: `text` where they differ, `empty`
  /// where there is none.
  ///
  /// - Parameter columns: How many columns; nil for those of the first record.
  /// - Complexity: O(bytes), however many records lack the columns.
  func columnClasses(
    _ columns: Int? = nil, from first: Int, _ decimal: DecimalMark, _ missing: MissingTokens
  ) -> [CellClass] {
    let columns = columns ?? width
    var classes = [CellClass](repeating: .empty, count: columns)
    for record in first..<max(count, first) {
      for (column, field) in self[record].prefix(columns).enumerated()
      where classes[column] != .text {
        let cell = CellClass(text(field), decimal, missing)
        if cell == .empty || cell == classes[column] { continue }
        classes[column] = classes[column] == .empty ? cell : .text
      }
    }
    return classes
  }

  /// The number of columns that hold numbers below the first record, with either decimal mark where
  /// the comma is not what stands between fields.
  func numericColumns(_ missing: MissingTokens) -> Int {
    let points = columnClasses(from: 1, .point, missing)
    guard delimiter != UInt8(ascii: ",") else { return points.count { $0 == .number } }
    return zip(points, columnClasses(from: 1, .comma, missing))
      .count { $0 == .number || $1 == .number }
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

  /// Whether all cells of a column stand in a pair of `mark` that this reading takes for text: more
  /// than one of them, or one below a name in such marks.
  func hasColumn(within mark: UInt8) -> Bool {
    var cells = [Int](repeating: 0, count: width)
    var isWithin = [Bool](repeating: true, count: width)
    for record in 1..<max(count, 1) {
      for (column, field) in self[record].prefix(width).enumerated() where field.start < field.end {
        cells[column] += 1
        let cell = text(field)
        isWithin[column] =
          isWithin[column] && !field.isQuoted && cell.count > 1 && cell.first == mark
          && cell.last == mark
      }
    }
    return (0..<width).contains { column in
      isWithin[column]
        && (cells[column] > 1
          || (cells[column] == 1 && field(0, column).map { text($0).first == mark } ?? false))
    }
  }
}
