import CTextKernels
import TestSupport
import Testing

@Suite("CSV index")
struct CSVIndexTests {
  /// The definition of `bs_csv_index`, byte by byte.
  private func plain(_ text: [UInt8], delimiter: UInt8, quote: UInt8) -> PlainIndex {
    var index = PlainIndex()
    let lineEnd = UInt8(ascii: "\n")
    let lineReturn = UInt8(ascii: "\r")
    let borders = [delimiter, lineEnd, lineReturn, quote]
    var isInside = false
    for (i, byte) in text.enumerated() {
      let next = i + 1 < text.count ? text[i + 1] : nil
      index.note(byte)
      if quote != 0, byte == quote {
        // Inside, this one closes; outside, a quote before it is one that closed.
        let neighbour = isInside ? next : i > 0 ? text[i - 1] : nil
        if let neighbour, !borders.contains(neighbour) { index.flags |= BS_IRREGULAR }
        isInside.toggle()
      } else if !isInside {
        if byte == delimiter || byte == lineEnd { index.add(i, isLineEnd: byte == lineEnd) }
        if byte == lineReturn, next != lineEnd { index.flags |= BS_IRREGULAR }
      } else if byte == lineEnd || byte == lineReturn {
        index.flags |= BS_QUOTED_LINE_END
      }
    }
    if isInside { index.flags |= BS_OPEN }
    return index
  }

  private func expectAgreement(_ text: [UInt8], delimiter: UInt8 = 0x2C, quote: UInt8 = 0x22) {
    let expected = plain(text, delimiter: delimiter, quote: quote)
    for level in kernelLevels {
      for filler in [delimiter, UInt8(ascii: "\n"), 0x22, 0xFF] {
        let found = kernelIndex(of: text, filler: filler) {
          bs_csv_index(level, $0, text.count, delimiter, quote, $1)
        }
        #expect(found == expected, "level \(level.rawValue): \(text)")
      }
    }
  }

  @Test(
    "random texts, at every level as byte by byte",
    arguments: [(0x2C, 0x22), (0x3B, 0x22), (0x09, 0)])
  func random(delimiter: UInt8, quote: UInt8) {
    let alphabets = [
      "ab,;\t\n", "a,;\t\"\n", "a,\"\r\n;\t", "a\"", "\"", ",", "\n", "\r\n,",
      String(repeating: "a", count: 60) + ",;\t\"\n\r", String(repeating: "a", count: 20) + ",;\n",
    ]
    for text in kernelTexts(alphabets, count: 1500, seed: 5) {
      expectAgreement(text, delimiter: delimiter, quote: quote)
    }
  }

  @Test("short pieces at every place around the ends of words")
  func pieces() {
    let pieces = [
      ",\"\"\n", ",\"a\",", "\"\"\"", ",\"a\"b", "a\"b\"", "\r\n", "\ra", ",\"a\r\nb\"\r\n", "\r",
      "\"\r", ",\"", "\"", "\n", "\"a\"\r", "\"a\"", "x\"\"",
    ]
    for piece in pieces {
      for before in Array(0...3) + Array(56...68) + Array(120...130) {
        let padding = [UInt8](repeating: UInt8(ascii: "x"), count: before)
        expectAgreement(padding + Array(piece.utf8))
        expectAgreement(padding + Array(piece.utf8) + Array("x,y\n".utf8))
        expectAgreement(Array("\"".utf8) + padding + Array((piece + "\"\n").utf8))
      }
    }
  }
}
