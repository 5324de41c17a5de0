/// What the values of a column are.
public enum ColumnType: String, Sendable, Equatable, CaseIterable {
  /// Whole numbers within 64 bits.
  case integer
  /// Doubles.
  case double
  /// True and false.
  case boolean
  /// ISO 8601 dates and times.
  case time
  /// Text of any kind.
  case label
}

/// A named column of a ``Table``: typed values, missing ones explicit.
public struct Column: Sendable, Equatable {
  /// The values; at a missing row stands a filler (0, false, an empty code) that means nothing.
  public enum Values: Sendable, Equatable {
    /// Whole numbers.
    case integers(ColumnValues<Int64>)
    /// Doubles.
    case doubles(ColumnValues<Double>)
    /// True and false.
    case booleans(ColumnValues<Bool>)
    /// Moments.
    case times(ColumnValues<Timestamp>)
    /// Text, dictionary-coded.
    case labels(Labels)
  }

  /// Dictionary-coded text: each distinct label once, in order of first appearance. Labels are
  /// compared as `String`s are, so that two encodings of one character (é, e + ´) are one label.
  public struct Labels: Sendable, Equatable {
    /// For each row the index of its label in `dictionary`; -1 where the row is missing.
    public let codes: ColumnValues<Int32>
    /// The distinct labels, in order of first appearance.
    public let dictionary: LabelDictionary

    /// The labels of the given rows; those that no row has any more leave the dictionary.
    fileprivate func selecting(rows: [Int]) -> Labels {
      var selected: [Int32] = []
      selected.reserveCapacity(rows.count)
      var kept = LabelDictionary()
      var newCode = [Int32](repeating: -1, count: dictionary.count)
      for row in rows {
        let old = Int(codes[row])
        if old >= 0, newCode[old] < 0 {
          newCode[old] = Int32(kept.count)
          kept.append(old, of: dictionary)
        }
        selected.append(old < 0 ? -1 : newCode[old])
      }
      return Labels(codes: ColumnValues(selected), dictionary: kept)
    }
  }

  /// The name in the header, or the key path in JSON.
  public var name: String
  /// The values.
  public let values: Values
  /// The rows without a value.
  public let missing: MissingMask

  /// A column from values and the rows that have none.
  init(name: String, values: Values, missing: MissingMask) {
    self.name = name
    self.values = values
    self.missing = missing
  }

  /// A column of doubles; nil is missing.
  public init(name: String, doubles: [Double?]) {
    var mask = MissingMask()
    for (row, value) in doubles.enumerated() where value == nil { mask.insert(row) }
    self.init(name: name, values: .doubles(ColumnValues(doubles.map { $0 ?? 0 })), missing: mask)
  }

  /// A column of labels; nil is missing.
  public init(name: String, labels: [String?]) {
    var builder = ColumnBuilder(type: .label, capacity: labels.count)
    for label in labels { builder.add(label: label) }
    self = builder.column(named: name)
  }

  /// The number of rows.
  public var count: Int {
    switch values {
    case .integers(let v): v.count
    case .doubles(let v): v.count
    case .booleans(let v): v.count
    case .times(let v): v.count
    case .labels(let v): v.codes.count
    }
  }

  /// What the values are.
  public var type: ColumnType {
    switch values {
    case .integers: .integer
    case .doubles: .double
    case .booleans: .boolean
    case .times: .time
    case .labels: .label
    }
  }

  /// Whether the column holds integers or doubles.
  public var isNumeric: Bool { type == .integer || type == .double }

  /// The value of `row` as a double; nil where it is missing or the column is not numeric.
  public func double(at row: Int) -> Double? {
    if missing[row] { return nil }
    switch values {
    case .integers(let v): return Double(v[row])
    case .doubles(let v): return v[row]
    case .booleans, .times, .labels: return nil
    }
  }

  /// All values as doubles, nil where missing; nil where the column is not numeric.
  public var doubles: [Double?]? {
    guard isNumeric else { return nil }
    return (0..<count).map { double(at: $0) }
  }

  /// The value of `row` as text (shortest round-trip numbers, ISO 8601 times); nil where missing.
  public func text(at row: Int) -> String? {
    if missing[row] { return nil }
    switch values {
    case .integers(let v): return String(v[row])
    case .doubles(let v): return shortest(v[row])
    case .booleans(let v): return v[row] ? "true" : "false"
    case .times(let v): return v[row].description
    case .labels(let v): return v.dictionary[Int(v.codes[row])]
    }
  }

  /// The column of the given rows, in the order given; labels that no row has are dropped.
  func selecting(rows: [Int]) -> Column {
    var mask = MissingMask()
    for (new, old) in rows.enumerated() where missing[old] { mask.insert(new) }
    let selected: Values =
      switch values {
      case .integers(let v): .integers(ColumnValues(rows.map { v[$0] }))
      case .doubles(let v): .doubles(ColumnValues(rows.map { v[$0] }))
      case .booleans(let v): .booleans(ColumnValues(rows.map { v[$0] }))
      case .times(let v): .times(ColumnValues(rows.map { v[$0] }))
      case .labels(let v): .labels(v.selecting(rows: rows))
      }
    return Column(name: name, values: selected, missing: mask)
  }
}

/// The shortest decimal that reads back as the same double, without `.0` on whole numbers.
public func shortest(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
