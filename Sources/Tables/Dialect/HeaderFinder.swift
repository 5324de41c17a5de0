/// Finds whether the first record of a sample holds names, the second units, and which decimal mark
/// the numbers have.
struct HeaderFinder {
  let reading: SampleReading
  let missing: MissingTokens
  let decimal: DecimalMark

  private func cell(_ record: Int, _ column: Int) -> CellClass {
    reading.field(record, column).map { CellClass(reading.text($0), decimal, missing) } ?? .empty
  }

  /// Why the first record is no header; nil where it is one, or may be.
  ///
  /// A name looks like no number. A first record whose numbers, truth values and times stand over
  /// columns of such is data, unless its numbers look like names: years, a count of columns.
  func reasonForNone() -> String? {
    guard reading.count > 1, reading.width > 0 else { return nil }
    var typed: [Int] = []
    let classes = reading.columnClasses(from: 1, decimal, missing)
    for (column, below) in classes.enumerated() where below.isTyped {
      let first = cell(0, column)
      if first == .empty { continue }
      // A name in quotes over cells without is text.
      let isNamed =
        reading.field(0, column)!.isQuoted && reading.field(1, column)?.isQuoted == false
      if first != below || isNamed { return nil }
      typed.append(column)
    }
    guard !typed.isEmpty else { return nil }
    // A cell of text over a column of text says nothing; an empty one may be a nameless index.
    if cell(0, 0) == .empty, typed.count < reading.width { return nil }
    if typed.allSatisfy({ cell(0, $0) == .number }), looksLikeNames(typed) { return nil }
    return "the first record is of the types of the columns"
  }

  /// Whether numbers in the first record may be names.
  private func looksLikeNames(_ columns: [Int]) -> Bool {
    guard let numbers = wholeNumbers(0, columns) else { return false }
    if hasConstantStep(numbers), wholeNumbers(1, columns).map({ !hasConstantStep($0) }) ?? true {
      return true
    }
    if areYears(numbers), wholeNumbers(1, columns).map({ !areYears($0) }) ?? true { return true }
    return columns.allSatisfy { column in
      (1..<reading.count).contains { record in
        guard let field = reading.field(record, column) else { return false }
        return StyledNumber(reading.text(field), decimal)?.hasFraction ?? false
      }
    }
  }

  private func wholeNumbers(_ record: Int, _ columns: [Int]) -> [Int64]? {
    var result: [Int64] = []
    for column in columns {
      guard let field = reading.field(record, column),
        let number = StyledNumber(reading.text(field), decimal)?.integer, number >= 0
      else { return nil }
      result.append(number)
    }
    return result
  }

  private func areYears(_ numbers: [Int64]) -> Bool {
    numbers.allSatisfy { $0 >= 1900 && $0 <= 2100 }
  }

  private func hasConstantStep(_ numbers: [Int64]) -> Bool {
    guard numbers.count > 1, numbers[1] > numbers[0] else { return false }
    return zip(numbers, numbers.dropFirst()).allSatisfy { $1 - $0 == numbers[1] - numbers[0] }
  }

  /// Whether the second record holds units over columns that are numbers from there on.
  var hasUnitsRow: Bool {
    guard reading.count > 2 else { return false }
    var columns: [Int] = []
    for (column, field) in reading[1].enumerated() {
      let text = String(decoding: reading.text(field), as: UTF8.self)
      if UnitCell.isNone(text) { continue }
      guard UnitCell.symbol(text) != nil else { return false }
      columns.append(column)
    }
    guard !columns.isEmpty else { return false }
    let classes = reading.columnClasses(reading[1].count, from: 2, decimal, missing)
    return columns.allSatisfy { classes[$0] == .number }
  }
}

extension SampleReading {
  /// The decimal mark that the columns of numbers show, and why; nil where they show none or both.
  func decimalMark(_ missing: MissingTokens) -> (mark: DecimalMark?, reason: String) {
    let commas = columnsShowing(.comma, missing)
    let points = columnsShowing(.point, missing)
    switch (commas > 0, points > 0) {
    case (true, false): return (.comma, "numbers such as 1,5 and none such as 1.5")
    case (false, true): return (.point, "numbers such as 1.5")
    case (true, true): return (nil, "columns with either mark: those with a comma are text")
    case (false, false): return (nil, "no number shows its mark")
    }
  }

  /// The number of columns in which at least half of the cells are numbers with the mark, and one
  /// shows it: a single text among numbers hides nothing.
  private func columnsShowing(_ mark: DecimalMark, _ missing: MissingTokens) -> Int {
    var columns = [(values: Int, numbers: Int, isShown: Bool)](
      repeating: (0, 0, false), count: width)
    for record in 0..<count {
      for (column, field) in self[record].prefix(width).enumerated() {
        let cell = text(field)
        if trimmed(cell, 0..<cell.count).isEmpty || missing.contains(cell) { continue }
        columns[column].values += 1
        guard let number = StyledNumber(cell, mark) else { continue }
        columns[column].numbers += 1
        columns[column].isShown = columns[column].isShown || number.showsMark
      }
    }
    return columns.count { $0.isShown && 2 * $0.numbers >= $0.values }
  }
}
