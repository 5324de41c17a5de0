import CTextKernels

/// The cells of CSV: text, of which the column tells what it is.
struct CSVCells: CellText {
  private let missing: MissingTokens
  private let quote: UInt8
  private let decimal: DecimalMark
  /// Whether any cell may be something else than what the kernels take it for.
  private let needsCareAlways: Bool
  let inspectsNumbers: Bool

  init(missing: MissingTokens, quote: UInt8, decimal: DecimalMark = .point) {
    self.missing = missing
    self.quote = quote
    self.decimal = decimal
    needsCareAlways =
      missing.containsNumber || !missing.containsEmpty || quote != UInt8(ascii: "\"")
    inspectsNumbers = needsCareAlways || decimal == .comma
  }

  @inline(__always)
  func cell(_ whole: UnsafeBufferPointer<UInt8>) -> Cell {
    guard whole.count > 1, whole[0] == quote, quote != 0 else {
      return Cell(bytes: whole, isQuoted: false)
    }
    let inner = UnsafeBufferPointer(start: whole.baseAddress! + 1, count: whole.count - 2)
    return Cell(bytes: inner, isQuoted: true)
  }

  @inline(__always)
  func isMissing(_ cell: Cell) -> Bool { missing.contains(cell.bytes) }

  func number(_ cell: Cell) -> CellNumber? {
    if isMissing(cell) { return .missing }
    let range = trimmed(cell.bytes, 0..<cell.bytes.count)
    if decimal == .comma, cell.bytes[range].contains(where: { $0 == 0x2C || $0 == 0x2E }) {
      return DecimalMark.commaNumber(cell.bytes, range).map { .double($0) }
    }
    guard let double = NumberParser.double(cell.bytes, range) else { return nil }
    if double.isNaN { return .notANumber }
    // A zero below zero is a double, as it is for the kernels: its sign would be lost.
    if double != 0 || double.sign == .plus, let integer = NumberParser.integer(cell.bytes, range) {
      return .integer(integer)
    }
    let isWhole = cell.bytes[range].allSatisfy { $0 &- 0x30 <= 9 || $0 == 0x2B || $0 == 0x2D }
    return isWhole && double != 0 ? .bigInteger(double) : .double(double)
  }

  func boolean(_ cell: Cell) -> Bool? {
    Tables.boolean(cell.bytes, trimmed(cell.bytes, 0..<cell.bytes.count))
  }

  func time(_ cell: Cell) -> Timestamp? {
    TimeParser.parse(cell.bytes, trimmed(cell.bytes, 0..<cell.bytes.count))
  }

  @inline(__always)
  func isVerbatim(_ cell: Cell) -> Bool { !cell.isQuoted || !holds(cell.bytes, quote) }

  func label(_ cell: Cell) -> CellLabel { .bytes(withoutDoubledQuotes(cell.bytes, quote)) }

  func needsCare(_ whole: UnsafeBufferPointer<UInt8>, kind: UInt8, scale: Int8) -> Bool {
    // The kernels know one decimal mark.
    if decimal == .comma, kind == UInt8(BS_CELL_DECIMAL) { return true }
    // They know one quote, and nothing of words for 'no value' that look like numbers.
    guard needsCareAlways else { return false }
    return kind != UInt8(BS_CELL_EMPTY) || !missing.containsEmpty || !whole.isEmpty
  }
}

/// The bytes of a quoted field with one quote for each two. O(n), from quote to quote.
func withoutDoubledQuotes(_ bytes: UnsafeBufferPointer<UInt8>, _ quote: UInt8) -> [UInt8] {
  guard let start = bytes.baseAddress else { return [] }
  return Array(unsafeUninitializedCapacity: bytes.count) { result, count in
    var i = 0
    while i < bytes.count {
      let place = firstIndex(of: quote, in: bytes, from: i)
      let end = place.map { $0 + 1 } ?? bytes.count
      (result.baseAddress! + count).initialize(from: start + i, count: end - i)
      count += end - i
      i = end
      // The second of two.
      if place != nil, i < bytes.count, bytes[i] == quote { i += 1 }
    }
  }
}
