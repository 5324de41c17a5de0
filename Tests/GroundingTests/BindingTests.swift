import Testing

@testable import Grounding

/// What a number is bound to, by the words of a report as models write them.
@Suite struct BindingTests {
  @Test(
    "a claim about part of the runs is held against the statistic of that part",
    arguments: [
      (
        "The mean throughput of smollm2_135m_param_tuning at num_thread = 1 is 138.73 tok/s.",
        Verdict.rounded
      ),
      (
        "The mean throughput of smollm2_135m_param_tuning at num_thread = 3 is 138.73 tok/s.",
        .absent
      ),
      (
        "| num_thread=2 | mean TTFT |\n|---|---|\n| num_thread=2 | 277.4 ms |",
        .rounded
      ),
      ("With num_thread = 1 the longest TTFT was 0.502 s.", .rounded),
      ("Going from num_thread 1 to 3 lowers the mean throughput from 138.73 tok/s.", .rounded),
      ("n1_c512_t0.2 reached 138.8 tok/s.", .rounded),
    ])
  func conditions(text: String, verdict: Verdict) throws {
    let claims = try verify(text).claims.filter {
      $0.unit == "tokens/s" || $0.unit?.hasSuffix("s") ?? false
    }
    #expect(claims.last?.verdict == verdict, "\(claims.map { ($0.text, $0.verdict, $0.evidence) })")
  }

  @Test("words tied to one number say nothing of another")
  func owners() throws {
    func told(_ text: String) -> [[String]] {
      let bytes = Array(text.utf8)
      var block = TextBlock(.paragraph)
      block.bytes = bytes
      let read = ReadBlock(block, index: 0, lexicon: Vocabulary.lexicon)
      return read.numbers.indices.map { i in
        read.terms.filter { $0.owner == i }.map { bytes[$0.range].asText }
      }
    }
    #expect(
      told("5.2 s per pass with a standard deviation of 0.1 s") == [[], ["standard deviation"]])
    #expect(told("TTFT: 0.2 s, throughput: 45 tok/s") == [["TTFT"], ["throughput", "tok/s"]])
    #expect(told("65 tok/s on average and 2 s TTFT") == [["tok/s", "on average"], ["TTFT"]])
    #expect(
      told("a 1024-token context - achieved a throughput of 102 tok/s")
        == [["token context"], ["throughput", "tok/s"]])
    #expect(told("the mean. 5 ms later") == [[]])
  }

  @Test(
    "what should be done, how often and by when is no finding",
    arguments: [
      "Repeat each configuration at least 30 times.",
      "## Recommendations\n\n1. Re-validate within 2 weeks.",
      "| Risk | Mitigation |\n|---|---|\n| Cold starts | send a request every 5 minutes |",
      "We recommend to alert if the throughput falls by more than 10%.",
      "| Risk | Severity (1-5) |\n|---|---|\n| Cold starts | 4 |",
      "```python\nprint(df.quantile(0.95))\n```",
      "`benchmark = BenchmarkParse/size=1k, commit = abc`", "95% of requests complete in time.",
      "**Version:** 1.2 (draft)", "**Period:** Q3-Q4 2025",
    ])
  func noClaims(text: String) throws {
    #expect(try verify(text).claims.map(\.text) == [])
  }

  @Test(
    "findings in advice and near it are claims",
    arguments: [
      "The recommended setup reached 138.8 tok/s.", "```text\nTTFT: 0.5 s\n```",
      "| Risk | Cause |\n|---|---|\n| Slow | TTFT of 6 s |",
    ])
  func claims(text: String) throws { #expect(try verify(text).claims.count == 1) }

  @Test func theUnitOfACaptionIsThatOfItsTable() throws {
    let claims = try verify(
      """
      Mean TTFT in milliseconds, by file:

      | file | value |
      |---|---|
      | gemma3_270m_baseline | 188.27 |
      """
    ).claims
    #expect(claims.map(\.unit) == ["ms"])
    #expect(claims.map(\.verdict) == [.converted])
  }

  @Test(
    "a quoted key is held against that key",
    arguments: [
      ("`mean_ttft_s: 0.5019686240000001`", Verdict.exact),
      ("`mean_ttft_s: 138.79852526566904`", .wrongEntity), ("`mean_ttft_s: 77.5`", .contradicted),
    ])
  func keys(text: String, verdict: Verdict) throws {
    #expect(try onlyClaim(text).verdict == verdict)
  }

  @Test(
    arguments: [
      ("8 files are located under `csv_data/`, of which 2 are JSON.", [Verdict.count, .count]),
      ("9 files are located under `csv_data/`, of which 3 are JSON.", [.countWrong, .countWrong]),
      ("There are 8 under `csv_data/`.", [.count]),
    ])
  func filesOfAFolder(text: String, verdicts: [Verdict]) throws {
    #expect(try verify(text).claims.map(\.verdict) == verdicts)
  }

  @Test func parenthesesBehindANumberSayWhatItIsOf() throws {
    let claims = try verify(
      "The mean TTFT is 0.188274317875 s (gemma3_270m_baseline), not that of smollm2_135m_baseline."
    ).claims
    #expect(claims.map(\.verdict) == [.exact])
    #expect(claims.first?.entities == ["gemma3_270m_baseline"])
  }

  @Test func figuresOfTheRunAreInItsOwnFacts() throws {
    #expect(try onlyClaim("Sentences kept: [5](#run_sentences_kept).").verdict == .notCheckable)
  }

  @Test func stemsMeet() {
    func stem(_ word: String) -> UInt64 { Stem.of(Array(word.utf8)[...]) }
    for (one, other) in [
      ("anomalies", "anomaly"), ("processes", "process"), ("Samples", "sample"), ("boxes", "box"),
    ] { #expect(stem(one) == stem(other)) }
    #expect(stem("process") != stem("proces"))
  }

  @Test(
    "a fall is counted of the larger value, a rise of the smaller",
    arguments: [
      ("a", BoundClaim.Direction.down, 33.3, true), ("b", .down, 50, false),
      ("c", .up, 50, true), ("d", .up, 33.3, false), ("e", nil, 33.3, true), ("f", nil, 50, true),
    ] as [(String, BoundClaim.Direction?, Double, Bool)])
  func changes(_: String, direction: BoundClaim.Direction?, percent: Double, fits: Bool) {
    let number = FoundNumber(range: 0..<4, value: percent, resolution: 0.1, end: 4)
    var claim = BoundClaim(block: 0, number: number, kind: .derived, sentence: 0..<4, label: "")
    claim.unit = .percent
    claim.direction = direction
    #expect((Change(claim).formula(10, 15) != nil) == fits)
    #expect((Change(claim).formula(15, 10) != nil) == fits)
    #expect(Change(claim).formula(0, 10) == nil)
  }

  @Test func opposites() {
    func words(_ text: String) -> Set<UInt64> { Set(Word.all(Array(text.utf8)).map(\.hash)) }
    let baseline = words("runs/gemma_baseline.csv")
    #expect(!Opposites.against(baseline, said: words("of the sweep")).isEmpty)
    #expect(Opposites.against(baseline, said: words("baseline and sweep")).isEmpty)
    #expect(Opposites.against(words("runs/gemma.csv"), said: words("of the sweep")).isEmpty)
  }
}
