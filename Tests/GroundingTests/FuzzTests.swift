import Foundation
import Grounding
import TestSupport
import Testing

/// Broken and hostile texts: nothing traps, and every place is one of the text.
@Suite struct FuzzTests {
  private static let parts = [
    "|", "||\n", "| a | b |\n|---|---|\n", "`", "``", "**", "*", "_", "[", "](", ")", "#", "\n\n",
    "\n",
    "- ", "1. ", "> ", "```\n", "12.5", "1e9999", "-", "−", "±", "×", "10⁻³", "٣", "½", "%", " ms",
    "p99",
    "\u{0}", "\u{FEFF}", "\u{202E}", "é", "👩‍👩‍👧", "&amp;", "\\|", "<b>", "<!-- 5 -->", "1,2,3",
    "1.2.3.4",
    "2025-13-45", "99:99", "latency ", "files ", "num_ctx=", " to ", "{", "}", ":", "\t", "\r\n",
    "(", "=",
  ]

  private func expectPlaces(_ text: String, _ verification: Verification) {
    let lines = text.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "\n" }.count
    for (line, column) in verification.claims.map({ ($0.line, $0.column) })
      + verification.notClaims.map({ ($0.line, $0.column) })
    {
      #expect(line >= 1 && column >= 1)
      #expect(line <= lines + text.unicodeScalars.count { $0 == "\r" })
    }
    let joined = verification.marked { part, _ in part }
    #expect(joined == text)
    _ = verification.fixed
    _ = verification.annotated
  }

  @Test(arguments: 0..<40)
  func mutatedReports(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let file = Repository.fixture("reports/chat_models.md")
    var text = try String(contentsOf: file, encoding: .utf8)
    for _ in 0..<12 {
      let place = Int.random(in: 0...text.unicodeScalars.count, using: &random)
      let index = text.unicodeScalars.index(text.startIndex, offsetBy: place)
      let part = Self.parts.randomElement(using: &random)!
      text.unicodeScalars.insert(contentsOf: part.unicodeScalars, at: index)
    }
    expectPlaces(text, try verify(text))
  }

  @Test(arguments: 0..<40)
  func soups(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 1000)
    let count = Int.random(in: 1...200, using: &random)
    let text = (0..<count).map { _ in Self.parts.randomElement(using: &random)! }.joined()
    expectPlaces(text, try verify(text))
  }

  /// Long runs of one thing take no time that grows with the square of their length.
  @Test(arguments: ["1", "|", "latency 5 ms ", "(1", "1,", "- 1\n", "[1](#files) ", "> ", "`1` "])
  func longRuns(_ part: String) throws {
    func seconds(_ count: Int) throws -> Double {
      let text = String(repeating: part, count: count)
      let clock = ContinuousClock()
      let time = try clock.measure { _ = try verify(text) }
      return Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }
    _ = try verify(part)
    let short = try seconds(2000)
    let long = try seconds(16_000)
    // Eight times the text: sixty-four times the time would be quadratic.
    #expect(long < 32 * max(short, 0.02), "\(short) s, \(long) s")
  }

  @Test func placesAreThoseOfTheSource() throws {
    let text =
      "Ünï **91** files, `92` and [93 files](x.md)\n\n| a | b |\n|---|---|\n| x \\| y | 94 files |\n"
    let verification = try verify(text)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      Array($0.unicodeScalars)
    }
    #expect(verification.claims.map(\.text) == ["91", "92", "93", "94"])
    for claim in verification.claims {
      let scalars = lines[claim.line - 1][(claim.column - 1)...].prefix(2)
      #expect(String(String.UnicodeScalarView(scalars)) == claim.text)
    }
  }
}
