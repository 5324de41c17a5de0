/// Finds the type of a column from all of its cells.
struct TypeVote {
  private var hasInteger = false
  private var hasDouble = false
  private var hasNotANumber = false
  private var hasBoolean = false
  private var hasTime = false
  private var hasLabel = false

  /// Counts one cell whose type is known.
  mutating func count(_ type: ColumnType) {
    switch type {
    case .integer: hasInteger = true
    case .double: hasDouble = true
    case .boolean: hasBoolean = true
    case .time: hasTime = true
    case .label: hasLabel = true
    }
  }

  /// Counts a NaN: a number that is missing.
  mutating func countNotANumber() { hasNotANumber = true }

  /// Integers give way to doubles; any other mixture is text, and so is a column without a value.
  var type: ColumnType {
    let isNumeric = hasInteger || hasDouble || hasNotANumber
    if hasLabel || [isNumeric, hasBoolean, hasTime].count(where: { $0 }) != 1 { return .label }
    if hasBoolean { return .boolean }
    if hasTime { return .time }
    return hasInteger && !hasDouble ? .integer : .double
  }
}

/// Collects the values of one column of a known type; a cell without a value of that type is
/// missing (among numbers: `nan` in any spelling).
struct ColumnBuilder {
  private let type: ColumnType
  private var missing = MissingMask()
  // One of these grows. Separate arrays, so that none is copied out of an enum for each cell.
  private var integers: [Int64] = []
  private var doubles: [Double] = []
  private var booleans: [Bool] = []
  private var times: [Timestamp] = []
  private var codes: [Int32] = []
  private var encoder = LabelEncoder()

  init(type: ColumnType, capacity: Int) {
    self.type = type
    switch type {
    case .integer: integers.reserveCapacity(capacity)
    case .double: doubles.reserveCapacity(capacity)
    case .boolean: booleans.reserveCapacity(capacity)
    case .time: times.reserveCapacity(capacity)
    case .label: codes.reserveCapacity(capacity)
    }
  }

  /// The number of rows so far.
  var count: Int {
    switch type {
    case .integer: integers.count
    case .double: doubles.count
    case .boolean: booleans.count
    case .time: times.count
    case .label: codes.count
    }
  }

  /// Adds a missing value.
  mutating func appendMissing() {
    switch type {
    case .integer: add(integer: nil)
    case .double: add(double: nil)
    case .boolean: add(boolean: nil)
    case .time: add(time: nil)
    case .label: add(label: nil)
    }
  }

  /// Adds a JSON value of the column's type, or of one that it gave way to.
  mutating func append(_ value: JSONValue) {
    switch type {
    case .integer: add(integer: value.integer)
    case .double: add(double: value.number)
    case .boolean: add(boolean: value.boolean)
    case .time: add(time: value.string.flatMap { Timestamp(iso8601: $0) })
    case .label: add(label: value.labelText)
    }
  }

  private mutating func add(integer: Int64?) {
    if integer == nil { missing.insert(integers.count) }
    integers.append(integer ?? 0)
  }

  private mutating func add(double: Double?) {
    let value = double ?? .nan
    if value.isNaN { missing.insert(doubles.count) }
    doubles.append(value.isNaN ? 0 : value)
  }

  private mutating func add(boolean: Bool?) {
    if boolean == nil { missing.insert(booleans.count) }
    booleans.append(boolean ?? false)
  }

  private mutating func add(time: Timestamp?) {
    if time == nil { missing.insert(times.count) }
    times.append(time ?? Timestamp(nanoseconds: 0))
  }

  /// Adds a label; nil is missing.
  mutating func add(label: String?) {
    guard var label else {
      missing.insert(codes.count)
      codes.append(-1)
      return
    }
    codes.append(label.withUTF8 { encoder.code($0, row: codes.count) })
  }

  private var labels: Column.Labels {
    let (dictionary, newCodes) = LabelEncoder.merged([encoder])
    let final = newCodes[0].map { new in codes.map { $0 < 0 ? -1 : new[Int($0)] } } ?? codes
    return Column.Labels(codes: ColumnValues(final), dictionary: dictionary)
  }

  /// The finished column.
  func column(named name: String) -> Column {
    let values: Column.Values =
      switch type {
      case .integer: .integers(ColumnValues(integers))
      case .double: .doubles(ColumnValues(doubles))
      case .boolean: .booleans(ColumnValues(booleans))
      case .time: .times(ColumnValues(times))
      case .label: .labels(labels)
      }
    return Column(name: name, values: values, missing: missing)
  }
}
/// The range without the spaces and tabs at its ends.
func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
  var (start, end) = (range.lowerBound, range.upperBound)
  func isBlank(_ i: Int) -> Bool { bytes[i] == 0x20 || bytes[i] == 0x09 }
  while start < end, isBlank(start) { start += 1 }
  while end > start, isBlank(end - 1) { end -= 1 }
  return start..<end
}

/// `true` or `false`, in small or capital letters or with a capital initial; nil for other text.
func boolean(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool? {
  guard range.count == 4 || range.count == 5 else { return nil }
  func isWord(_ word: StaticString) -> Bool {
    word.utf8CodeUnitCount == range.count
      && (0..<range.count).allSatisfy { bytes[range.lowerBound + $0] == word.utf8Start[$0] }
  }
  switch bytes[range.lowerBound] {
  case UInt8(ascii: "t"): return isWord("true") ? true : nil
  case UInt8(ascii: "T"): return isWord("True") || isWord("TRUE") ? true : nil
  case UInt8(ascii: "f"): return isWord("false") ? false : nil
  case UInt8(ascii: "F"): return isWord("False") || isWord("FALSE") ? false : nil
  default: return nil
  }
}
