import CTextKernels
import TestSupport
import Testing

@Suite("JSON index")
struct JSONIndexTests {
  /// The definition of `bs_json_index`, byte by byte.
  private func plain(_ text: [UInt8]) -> PlainIndex {
    var index = PlainIndex()
    var isInside = false
    var isEscaped = false
    for (i, byte) in text.enumerated() {
      index.note(byte)
      if isInside, byte < 0x20 { index.flags |= BS_CONTROL }
      let wasEscaped = isEscaped
      isEscaped = byte == UInt8(ascii: "\\") && !wasEscaped
      if byte == UInt8(ascii: "\"") {
        if !wasEscaped { isInside.toggle() }
      } else if !isInside {
        if "[]".utf8.contains(byte) { index.flags |= BS_BRACKETS }
        if ",{}[]\n".utf8.contains(byte) { index.add(i, isLineEnd: byte == UInt8(ascii: "\n")) }
      }
    }
    if isInside { index.flags |= BS_OPEN }
    return index
  }

  private func expectAgreement(_ text: [UInt8]) {
    let expected = plain(text)
    for level in kernelLevels {
      for filler in [UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "["), 0] {
        let found = kernelIndex(of: text, filler: filler) {
          bs_json_index(level, $0, text.count, $1)
        }
        #expect(found == expected, "level \(level.rawValue): \(text)")
      }
    }
  }

  @Test("random texts, at every level as byte by byte")
  func random() {
    let alphabets = [
      "a\\\"{},\n", "\\\"", "{}[],\n\"\\a\t", "\\", "\"", "{}", "a:\"\u{1F}\u{20}*\u{0C}[",
      String(repeating: "a", count: 40) + "\\\"{}[],\n\t",
      String(repeating: "b", count: 20) + "{},\n\"",
    ]
    for text in kernelTexts(alphabets, count: 3000, seed: 6) { expectAgreement(text) }
  }

  @Test("runs of backslashes of every length at every place around the ends of words")
  func backslashes() {
    for before in Array(0...2) + Array(54...66) + Array(118...130) {
      for run in Array(0...9) + Array(60...68) + Array(126...130) {
        let opening = [UInt8](repeating: UInt8(ascii: "x"), count: before) + Array("{\"".utf8)
        let backslashes = [UInt8](repeating: UInt8(ascii: "\\"), count: run)
        expectAgreement(opening + backslashes + Array("\",{]\n\"},\n".utf8))
      }
    }
  }
}
