/// Finds among columns of labels those whose cells are all numbers in one style, digits in groups
/// or percent signs, and makes them columns of numbers.
struct StyledColumns {
  private(set) var columns: [Column]
  private(set) var notices: [ReadNotice] = []
  private(set) var percentColumns: [String] = []
  private let dialect: CSVDialect
  private let lines: RowLines
  /// What ``trustsGroups()`` found.
  private var trust: Bool?

  /// - Parameter labels: The names of columns that stay labels.
  init(
    _ columns: [Column], _ dialect: CSVDialect, _ lines: RowLines, labels: Set<TextKey> = []
  ) {
    self.columns = columns
    self.dialect = dialect
    self.lines = lines
    for (i, column) in columns.enumerated() where !labels.contains(column.name) {
      guard case .labels(let labels) = column.values, !labels.dictionary.isEmpty else { continue }
      if let numbers = Self.numbers(labels, decimal) {
        convert(i, labels, numbers)
      } else if decimal == .point, Self.showsMark(labels, .comma) {
        addNotice(.decimalMarkUnclear(column: column.name), labels) { _ in true }
      }
    }
  }

  private var decimal: DecimalMark { dialect.decimalMark.value }

  /// The numbers that the labels spell, nil for spellings of NaN; nil where one is no number.
  private static func numbers(
    _ labels: Column.Labels, _ decimal: DecimalMark
  ) -> [StyledNumber?]? {
    var numbers: [StyledNumber?] = []
    for code in labels.dictionary.indices {
      var label = labels.dictionary[code]
      let number: StyledNumber?? = label.withUTF8 { bytes in
        if let number = StyledNumber(bytes, decimal) { return number }
        let isNaN = NumberParser.double(bytes, trimmed(bytes, 0..<bytes.count))?.isNaN ?? false
        return isNaN ? .some(nil) : nil
      }
      guard let number else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  private static func showsMark(_ labels: Column.Labels, _ mark: DecimalMark) -> Bool {
    numbers(labels, mark)?.contains { $0?.showsMark ?? false } ?? false
  }

  private mutating func convert(
    _ i: Int, _ labels: Column.Labels, _ numbers: [StyledNumber?]
  ) {
    let name = columns[i].name
    var style = NumberStyle()
    for number in numbers.compactMap(\.self) where !style.add(number) {
      addNotice(.severalNumberStyles(column: name), labels) { numbers[$0] != nil }
      return
    }
    guard style.isStyled else { return }
    if style.grouping != .none, !style.isCertain, !trustsGroups() {
      addNotice(.decimalMarkUnclear(column: name), labels) {
        numbers[$0]?.grouping != StyledNumber.Grouping.none
      }
      return
    }
    if style.grouping != .none {
      addNotice(.digitGroups(column: name), labels) {
        numbers[$0].map { $0.grouping != .none } ?? false
      }
    }
    let isBig = numbers.map { $0?.isBeyond64Bits ?? false }
    if isBig.contains(true) {
      addNotice(.integersBeyond64Bits(column: name), labels) { isBig[$0] }
    }
    if style.isPercent == true { percentColumns.append(name) }
    columns[i] = Self.column(columns[i], labels, numbers)
  }

  private static func column(
    _ column: Column, _ labels: Column.Labels, _ numbers: [StyledNumber?]
  ) -> Column {
    var missing = column.missing
    for row in labels.codes.indices where labels.codes[row] >= 0 {
      if numbers[Int(labels.codes[row])] == nil { missing.insert(row) }
    }
    let integers = numbers.map { number in number.map(\.integer) ?? .some(0) }
    func values<Value>(_ ofLabels: [Value], _ filler: Value) -> [Value] {
      labels.codes.map { $0 < 0 ? filler : ofLabels[Int($0)] }
    }
    if integers.allSatisfy({ $0 != nil }), numbers.contains(where: { $0 != nil }) {
      return Column(
        name: column.name, values: .integers(ColumnValues(values(integers.map { $0 ?? 0 }, 0))),
        missing: missing)
    }
    let doubles = numbers.map { $0?.double ?? 0 }
    return Column(
      name: column.name, values: .doubles(ColumnValues(values(doubles, 0))), missing: missing)
  }

  /// A notice about the cells whose labels `isMeant`.
  private mutating func addNotice(
    _ kind: ReadNotice.Kind, _ labels: Column.Labels, _ isMeant: (Int) -> Bool
  ) {
    let meant = labels.dictionary.indices.map(isMeant)
    var count = 0
    var first: Int?
    for row in labels.codes.indices {
      let code = Int(labels.codes[row])
      guard code >= 0, meant[code] else { continue }
      count += 1
      if first == nil { first = row }
    }
    let line = first.flatMap { lines.isEmpty ? nil : Int(lines[$0]) }
    notices.append(ReadNotice(kind, count: count, line: line))
  }

  /// Whether a mark before three digits (`1,234`) is one between groups, and no decimal mark: the
  /// decimal mark is known, or where commas stand between fields no column shows a decimal comma.
  private mutating func trustsGroups() -> Bool {
    if let trust { return trust }
    let found = findTrust()
    trust = found
    return found
  }

  private func findTrust() -> Bool {
    if dialect.decimalMark.origin != .default { return true }
    guard dialect.delimiter.value == UInt8(ascii: ",") else { return false }
    let showsPoint = columns.contains { column in
      switch column.values {
      case .doubles(let values): values.contains { $0 != $0.rounded() && $0.isFinite }
      case .labels(let labels): Self.showsMark(labels, .point)
      default: false
      }
    }
    if showsPoint { return true }
    return !columns.contains { column in
      if case .labels(let labels) = column.values { Self.showsMark(labels, .comma) } else { false }
    }
  }
}
