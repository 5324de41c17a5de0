import TestSupport
import Testing

@testable import Tables

@Suite("UTF-16, block by block")
struct UTF16Tests {
  private func bytes(_ units: some Sequence<UInt16>, isLittle: Bool = true) -> [UInt8] {
    ([0xFEFF] + Array(units)).flatMap { unit in
      let pair = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return isLittle ? pair : pair.reversed()
    }
  }

  private func text(_ bytes: [UInt8]) throws -> [UInt8] {
    try FileBytes.read(DataSource(bytes, file: "t.csv").open(), file: "t.csv")
  }

  @Test("characters of every length on every side of the ends of blocks", arguments: [true, false])
  func boundaries(isLittle: Bool) throws {
    // A block is 32768 units.
    for lead in 32_760..<32_772 {
      let expected = String(repeating: "x", count: lead) + "😀é€\r\n😀😀z"
      #expect(
        try text(bytes(expected.utf16, isLittle: isLittle)) == Array(expected.utf8),
        "\(lead) before")
    }
  }

  @Test("as the standard library transcodes")
  func random() throws {
    var generator = SeededGenerator(seed: 16)
    let scalars = (0..<200_000).map { _ in
      let limit: UInt32 = [0x80, 0x800, 0xD800, 0x10000].randomElement(using: &generator)!
      let value = UInt32.random(in: 1..<limit, using: &generator)
      let beyond = UInt32.random(in: 0x10000...0x10FFFF, using: &generator)
      return Unicode.Scalar(Bool.random(using: &generator) ? value : beyond) ?? "?"
    }
    var expected = ""
    expected.unicodeScalars.append(contentsOf: scalars)
    #expect(try text(bytes(expected.utf16)) == Array(expected.utf8))
  }

  @Test("a file of several blocks is read as its UTF-8")
  func table() throws {
    let csv = "id,näme\r\n" + (0..<40_000).map { "\($0),\"é\($0 % 3)\"\r\n" }.joined()
    let wide = try CSVReader.parse(bytes(csv.utf16), file: "t.csv")
    #expect(wide.rowCount == 40_000)
    let plain = try CSVReader.parse(Array(csv.utf8), file: "t.csv")
    #expect(wide.columns == plain.columns && wide.rowLines == plain.rowLines)
  }

  @Test(
    "the place of a broken sequence",
    arguments: [
      (Array("ab\r\né".utf16) + [0xD83D], [], "2:2"),
      (Array("a\n\nb".utf16) + [0xD83D, 0x41], [], "3:2"),
      (Array("a\rb\r\n😀".utf16) + [0xDE00], [], "3:2"),
      ([0xDE00], [], "1:1"),
      (Array("a\nb".utf16), [0x41], "2:2"),
      (Array("a\n".utf16), [0x41], "2:1"),
    ] as [([UInt16], [UInt8], String)])
  func places(units: [UInt16], more: [UInt8], place: String) {
    #expect(
      complaint { try text(bytes(units) + more) }
        == "t.csv:\(place): expected UTF-16 text, as the byte order mark says, "
        + "found a broken sequence")
  }

  @Test("the place of a broken sequence behind several blocks, and CRLF across their ends")
  func farPlace() {
    for lead in 32_760..<32_772 {
      let before =
        String(repeating: "x", count: lead) + "\r\n" + String(repeating: "é\r\n", count: 40_000)
      #expect(
        complaint { try text(bytes(Array((before + "ab").utf16) + [0xDC00])) }
          .hasPrefix("t.csv:40002:3: expected UTF-16"))
    }
  }

  @Test("NUL characters have their place")
  func nul() {
    #expect(
      complaint { try CSVReader.parse(bytes("a,b\n1,\0\n".utf16), file: "t.csv") }
        .hasPrefix("t.csv:2:3: expected text, found a NUL byte"))
  }
}
