import Testing

@testable import Grounding

@Suite struct NumberFinderTests {
  private func numbers(_ text: String) -> [FoundNumber] { NumberFinder(Array(text.utf8)).numbers }

  @Test(
    arguments: [
      ("3.14", 3.14, 0.01), ("101", 101, 1), ("441,517", 441_517, 1), ("22,80,000", 2_280_000, 1),
      ("1'234'567", 1_234_567, 1), ("1 234 567", 1_234_567, 1), ("10_000", 10_000, 1),
      ("1\u{202F}234.5", 1234.5, 0.1), ("1.2e-3", 0.0012, 1e-4), ("1.2 × 10⁻³", 0.0012, 1e-4),
      ("3 x 10^6", 3e6, 1e6), ("2·10³", 2000, 1000), ("-10.71", -10.71, 0.01), ("−5", -5, 1),
      ("+5.56", 5.56, 0.01), (".5", 0.5, 0.1), ("3,14", 3.14, 0.01), ("2.5k", 2500, 100),
      ("4K", 4000, 1000), ("0", 0, 1),
    ] as [(String, Double, Double)])
  func values(text: String, value: Double, resolution: Double) throws {
    let found = numbers("it is \(text) here")
    try #require(found.count == 1)
    #expect(abs(found[0].value - value) <= 1e-12 * abs(value))
    #expect(abs(found[0].resolution - resolution) <= 1e-12)
    #expect(found[0].reason == nil)
  }

  @Test(
    arguments: [
      ("15.58ms", "ms"), ("15.58 ms", "ms"), ("5 seconds", "s"),
      ("12 tokens per second", "tokens/s"),
      ("12 tok/s", "tokens/s"), ("27.7%", "%"), ("3 percent", "%"), ("2x", "x"), ("2×", "x"),
      ("2.5 times", "x"), ("8 GiB", "GiB"), ("512 MB", "MB"), ("5-minute", "min"), ("80 W", "W"),
      ("9 requests per second", "1/s"), ("61 °C", "°C"), ("4 µs", "us"), ("225 tokens", "tokens"),
    ])
  func units(text: String, symbol: String) throws {
    let found = numbers("about \(text), they say")
    try #require(found.count == 1)
    #expect(found[0].unit?.symbol == symbol)
  }

  @Test(
    arguments: [
      ("gemma3:270m", NotClaimReason.identifier), ("q4_0", .identifier), ("p99", .percentileName),
      ("v1.2", .version), ("1.2.3", .version), ("2025-10-09", .date), ("November 14, 2025", .date),
      ("14 November 2025", .date), ("18:53:30", .timeOfDay), ("8B", .modelSize),
      ("run_20251002.csv", .fileName), ("1st", .ordinal),
      ("20251002-151204", .identifier), ("1b-it-qat", .modelSize),
    ])
  func names(text: String, reason: NotClaimReason) throws {
    let found = numbers("see \(text) there")
    try #require(found.count == 1, "\(found)")
    #expect(found[0].reason == reason)
  }

  @Test func rangesShareTheirUnit() throws {
    for text in ["3–5 s", "3-5 s", "3 to 5 s", "between 3 and 5 s"] {
      let found = numbers(text)
      try #require(found.count == 2, "\(text)")
      #expect(found.map(\.value) == [3, 5])
      #expect(found.map { $0.unit?.symbol } == ["s", "s"])
      #expect(found.map(\.rangeEnd) == [.low, .high])
    }
  }

  @Test func spreadsAreMarked() throws {
    let found = numbers("79.43 ± 1.35 tok/s")
    #expect(found.map(\.isSpread) == [false, true])
  }

  @Test func listsAreNoGroups() { #expect(numbers("1,2,3").map(\.value) == [1, 2, 3]) }

  @Test func wordsAreNumbers() {
    let text = Array("two runs, twice as fast, a dozen, 5 files".utf8)
    var finder = NumberFinder(text)
    finder.addWords(Word.all(text))
    #expect(finder.numbers.map(\.value) == [2, 2, 12, 5])
    #expect(finder.numbers.map(\.isWord) == [true, true, true, false])
  }
}
