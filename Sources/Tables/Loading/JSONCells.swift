import CTextKernels

/// The cells of NDJSON: values whose form tells what they are. An empty cell is one that the object
/// does not have.
struct JSONCells: CellText {
  var inspectsNumbers: Bool { true }

  @inline(__always)
  func cell(_ whole: UnsafeBufferPointer<UInt8>) -> Cell {
    if whole.count > 1, whole[0] == UInt8(ascii: "\""), whole[whole.count - 1] == whole[0] {
      let inner = UnsafeBufferPointer(start: whole.baseAddress! + 1, count: whole.count - 2)
      return Cell(bytes: inner, isQuoted: true)
    }
    guard let first = whole.first, let last = whole.last, first <= 0x20 || last <= 0x20 else {
      return Cell(bytes: whole, isQuoted: false)
    }
    let inner = withoutSpace(whole)
    // White space alone is no value, and no absent one either.
    return inner.isEmpty ? Cell(bytes: whole, isQuoted: false) : cell(inner)
  }

  private func withoutSpace(_ whole: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var (start, end) = (0, whole.count)
    while start < end, Self.isSpace(whole[start]) { start += 1 }
    while end > start, Self.isSpace(whole[end - 1]) { end -= 1 }
    // What is below a space and no white space is left as it is, and found to be no value.
    return start == 0 && end == whole.count
      ? UnsafeBufferPointer(start: nil, count: 0)
      : UnsafeBufferPointer(rebasing: whole[start..<end])
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }

  @inline(__always)
  func isMissing(_ cell: Cell) -> Bool {
    guard !cell.isQuoted else { return false }
    guard let start = cell.bytes.baseAddress, cell.bytes.count > 0 else { return true }
    guard cell.bytes.count == 4 else { return false }
    let word = UnsafeRawPointer(start).loadUnaligned(as: UInt32.self)
    return UInt32(littleEndian: word) == 0x6C6C_756E  // "null"
  }

  func number(_ cell: Cell) -> CellNumber? {
    if isMissing(cell) { return .missing }
    guard !cell.isQuoted else { return nil }
    let bytes = cell.bytes
    guard let form = JSONNumber.form(bytes) else { return Self.nonFinite(bytes) }
    if form == .whole, let integer = NumberParser.integer(bytes, 0..<bytes.count) {
      return .integer(integer)
    }
    guard let double = NumberParser.double(bytes, 0..<bytes.count) else { return nil }
    return form == .whole ? .bigInteger(double) : .double(double)
  }

  /// The words that some tools write where JSON has no number.
  private static func nonFinite(_ bytes: UnsafeBufferPointer<UInt8>) -> CellNumber? {
    switch bytes.count {
    case 3 where bytes.elementsEqual("NaN".utf8): .bareNonFinite(.nan)
    case 8 where bytes.elementsEqual("Infinity".utf8): .bareNonFinite(.infinity)
    case 9 where bytes.elementsEqual("-Infinity".utf8): .bareNonFinite(-.infinity)
    default: nil
    }
  }

  func boolean(_ cell: Cell) -> Bool? {
    if cell.isQuoted { return nil }
    if cell.bytes.count == 4, cell.bytes.elementsEqual("true".utf8) { return true }
    return cell.bytes.count == 5 && cell.bytes.elementsEqual("false".utf8) ? false : nil
  }

  func time(_ cell: Cell) -> Timestamp? {
    guard cell.isQuoted else { return nil }
    if let time = TimeParser.parse(cell.bytes, 0..<cell.bytes.count) { return time }
    // Escapes may stand for any character.
    guard cell.bytes.contains(UInt8(ascii: "\\")), case .bytes(let bytes) = label(cell) else {
      return nil
    }
    return bytes.withUnsafeBufferPointer { TimeParser.parse($0, 0..<$0.count) }
  }

  @inline(__always)
  func isVerbatim(_ cell: Cell) -> Bool {
    guard cell.isQuoted else { return false }
    return !holds(cell.bytes, UInt8(ascii: "\\")) && !holds(cell.bytes, UInt8(ascii: "\""))
  }

  func label(_ cell: Cell) -> CellLabel {
    if cell.isQuoted { return quotedLabel(cell.bytes) }
    if boolean(cell) != nil { return .verbatim }
    switch number(cell) {
    case .integer(let value): return .bytes(Array(String(value).utf8))
    case .double(let value), .bigInteger(let value), .bareNonFinite(let value):
      return .bytes(Array(shortest(value).utf8))
    case .notANumber: return .bytes(Array(shortest(.nan).utf8))
    case .missing, nil: return .invalid
    }
  }

  private func quotedLabel(_ bytes: UnsafeBufferPointer<UInt8>) -> CellLabel {
    // The parser of whole documents knows the escapes; it is asked once for each distinct label.
    let quoted = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
    let text = quoted.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(bytes: buffer, range: 0..<buffer.count)
      return try? parser.document().string
    }
    return text.map { .bytes(Array($0.utf8)) } ?? .invalid
  }

  @inline(__always)
  func needsCare(_ whole: UnsafeBufferPointer<UInt8>, kind: UInt8, scale: Int8) -> Bool {
    if kind == UInt8(BS_CELL_EMPTY) { return !whole.isEmpty }
    let first = whole[0] == UInt8(ascii: "-") ? 1 : 0
    guard isDigit(whole, first) else { return true }
    if whole[first] == UInt8(ascii: "0"), isDigit(whole, first + 1) { return true }
    if kind == UInt8(BS_CELL_INTEGER) { return false }
    // As many digits as the scale tells behind a point: then there is no exponent, and no point
    // without digits.
    let point = whole.count - 1 + Int(scale)
    return scale >= 0 || point <= first || whole[point] != UInt8(ascii: ".")
      || !isDigit(whole, point + 1)
  }

  @inline(__always)
  private func isDigit(_ bytes: UnsafeBufferPointer<UInt8>, _ i: Int) -> Bool {
    i < bytes.count && bytes[i] &- UInt8(ascii: "0") <= 9
  }
}

/// The grammar of numbers in RFC 8259.
enum JSONNumber {
  enum Form {
    case whole
    case decimal
  }

  /// The form of a number; nil where the bytes are none.
  static func form(_ bytes: UnsafeBufferPointer<UInt8>) -> Form? {
    var i = 0
    func digits() -> Bool {
      let start = i
      while i < bytes.count, bytes[i] &- UInt8(ascii: "0") <= 9 { i += 1 }
      return i > start
    }
    func take(_ byte: UInt8) -> Bool {
      guard i < bytes.count, bytes[i] == byte else { return false }
      i += 1
      return true
    }
    _ = take(UInt8(ascii: "-"))
    if !take(UInt8(ascii: "0")), !digits() { return nil }
    var form = Form.whole
    if take(UInt8(ascii: ".")) {
      form = .decimal
      guard digits() else { return nil }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      form = .decimal
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard digits() else { return nil }
    }
    return i == bytes.count ? form : nil
  }
}
