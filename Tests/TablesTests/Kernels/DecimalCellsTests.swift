import CTextKernels
import TestSupport
import Testing

@Suite("Decimal cells")
struct DecimalCellsTests {
  struct Cell: Equatable {
    var kind = BS_CELL_OTHER
    var significand: UInt64 = 0
    var scale = 0
    var isNegative = false
  }

  /// The definition of `bs_decimal_cells`, with strings.
  private func plain(_ cell: String) -> Cell {
    var text = Substring(cell)
    // A character "\r" at the end, or all of "\r\n", can't be: cells end before '\n'.
    if text.last == "\r" { text.removeLast() }
    if text.count >= 2, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
    if text.isEmpty { return Cell(kind: BS_CELL_EMPTY) }
    let form = /(-?)([0-9]*)(\.([0-9]*))?([eE]([+-]?)([0-9]{1,3}))?/
    guard text.utf8.count <= 31, let match = try? form.wholeMatch(in: text) else { return Cell() }
    let fraction = match.4 ?? ""
    let digits = match.2 + fraction
    guard let significand = UInt64(digits), significand < 10_000_000_000_000_000_000 else {
      return Cell()
    }
    let exponent = (match.7.flatMap { Int($0) } ?? 0) * (match.6 == "-" ? -1 : 1)
    let scale = exponent - fraction.count
    guard (-128...127).contains(scale) else { return Cell() }
    let isNegative = !match.1.isEmpty
    let isWhole = match.3 == nil && match.5 == nil && !(isNegative && significand == 0)
    if isWhole, significand > Int64.max { return Cell() }
    return Cell(
      kind: isWhole ? BS_CELL_INTEGER : BS_CELL_DECIMAL, significand: significand, scale: scale,
      isNegative: isNegative)
  }

  /// The cells as `level` reads them, lying one after the other with `gap` between them.
  private func read(
    _ cells: [String], gap: String, stride: Int, isShifted: Bool, level: bs_level
  ) -> [Cell] {
    var bytes = [UInt8](repeating: UInt8(ascii: "7"), count: 64)
    var starts = [UInt32](repeating: 0, count: cells.count * stride + 1)
    var ends = starts
    for (row, cell) in cells.enumerated() {
      starts[row * stride] = UInt32(bytes.count - 64) &- (isShifted ? 1 : 0)
      bytes += Array(cell.utf8)
      ends[row * stride] = UInt32(bytes.count - 64)
      bytes += Array(gap.utf8)
    }
    bytes += [UInt8](repeating: UInt8(ascii: "7"), count: 64)
    let block = bytes.withUnsafeBufferPointer {
      CellBlock(
        level, $0.baseAddress! + 64, starts: starts, ends: ends, stride: stride,
        shift: isShifted ? 1 : 0, rows: cells.count)
    }
    let found = cells.indices.map { row in
      Cell(
        kind: block.kinds[row], significand: block.significands[row], scale: block.scales[row],
        isNegative: block.negatives[row] == 1)
    }
    let counts = block.counts
    let kinds = [counts.integers, counts.decimals, counts.empties, counts.others]
    #expect(kinds == (0...3).map { kind in found.count { $0.kind == kind } })
    return found
  }

  private func expectAgreement(_ cells: [String]) {
    let expected = cells.map(plain)
    for level in kernelLevels {
      for (gap, stride, isShifted) in [(",", 1, true), ("", 3, false), ("1.5e-", 2, true)] {
        let found = read(cells, gap: gap, stride: stride, isShifted: isShifted, level: level)
        let differing = cells.indices.filter { found[$0] != expected[$0] }
        #expect(differing.map { cells[$0].debugDescription } == [], "level \(level.rawValue)")
      }
    }
  }

  private func digits(_ count: Int, _ random: inout SeededGenerator) -> String {
    String((0..<count).map { _ in "0123456789".randomElement(using: &random)! })
  }

  @Test("every length, with a point at every place, with and without a sign")
  func lengthsAndPoints() {
    var random = SeededGenerator(seed: 7)
    for length in 0...40 {
      let whole = digits(length, &random)
      let zeros = String(repeating: "0", count: length)
      var cells = [whole, "-" + whole, zeros, "-" + zeros]
      for point in 0...length {
        let text = whole.prefix(point) + "." + whole.dropFirst(point)
        cells += [String(text), "-" + text, "0." + zeros.prefix(point) + whole.prefix(8)]
      }
      expectAgreement(cells)
    }
  }

  @Test(
    "columns in which most cells have one form, and a few any",
    arguments: ["plain", "quoted", "returns", "exponents", "text", "empty"])
  func columns(form: String) {
    var random = SeededGenerator(seed: 8)
    let odd = [
      "", "\"\"", "\r", "\"\"\r", "\"", "\"\r", "-", ".", "-.", "+1", " 1", "1 ", "1..2", "1.2.3",
      "1-2", "--1", "\"1\"e5", "\"\"5\"\"", "1\re5", "\"1e5\"", "\"-1.5e-05\"\r", "e5", "-e5", "1e",
      "1e+", "1e5e5", "1e0005", "1e005", "E", "1E+05", "-0", "-0.0", "-0e3", "0", "007", "1e127",
      "1e128", "1.0e128", "1e-128", "1.5e-128", "\"5\r\"", "5\"", "9223372036854775807",
      "-9223372036854775807", "9223372036854775808", "-9223372036854775808", "9999999999999999999",
      "10000000000000000000", "1000000000000000000.0", "999999999999999999.9",
      "18446744073709551616", "9223372036854775808e1", "1:2", "1/2", "1,5",
      "é", "nan", "inf", "0x10", "1_000", "00000000000000000000000000000.1",
      "1.234567890123456789e+00", "0000000000000000000000000001e-05",
      String(repeating: "1", count: 34),
      "\"" + String(repeating: "0", count: 31) + "\"",
      "\"" + String(repeating: "0", count: 32) + "\"",
    ]
    for rows in [1, 2, 15, 16, 17, 127, 128, 129, 400] {
      expectAgreement(
        (0..<rows).map { _ in
          if Int.random(in: 0..<10, using: &random) == 0 {
            return odd.randomElement(using: &random)!
          }
          let value =
            digits(Int.random(in: 1...9, using: &random), &random) + "."
            + digits(Int.random(in: 0...9, using: &random), &random)
          switch form {
          case "quoted": return "\"\(value)\""
          case "returns": return value + "\r"
          case "exponents":
            return value + ["e-05", "E+7", "e12", "e-100"].randomElement(using: &random)!
          case "text": return "run " + value
          case "empty": return ""
          default: return value
          }
        })
    }
    expectAgreement(odd)
  }
}
