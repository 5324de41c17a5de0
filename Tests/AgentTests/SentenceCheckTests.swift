import Facts
import TestSupport
import Testing

@testable import Agent

@Suite struct SentenceCheckTests {
  private static let sheet = chatModels.sheet
  private static let check = SentenceCheck(sheet)
  private static let median = "{{gemma_m_baseline_csv_ttft_s_median}}"
  private static let rate = "{{gemma_m_baseline_csv_tokens_s_median}}"
  private static let otherRate = "{{smollm_m_baseline_tokens_s_median}}"
  private static let tail = "{{gemma_m_baseline_csv_ttft_s_tail}}"
  private static let maximum = "{{gemma_m_baseline_csv_ttft_s_maximum}}"
  private static let upper = "{{smollm_m_param_tuning_ttft_s_upper}}"
  private static let tuningTail = "{{smollm_m_param_tuning_ttft_s_tail}}"
  private static let warm = "{{smollm_m_param_tuning_warm_ttft_s_median}}"
  private static let smollmRate = "{{smollm_m_param_tuning_tokens_s_median}}"

  private func stands(_ text: String) -> Bool {
    if case .stands = Self.check.verdict(DraftSentence(text)) { true } else { false }
  }

  private func reasons(_ text: String) -> [String] {
    if case .refused(let reasons) = Self.check.verdict(DraftSentence(text)) { reasons } else { [] }
  }

  @Test func theFactsExist() {
    for name in [
      Self.median, Self.rate, Self.otherRate, Self.tail, Self.maximum, Self.upper, Self.tuningTail,
      Self.warm, Self.smollmRate,
    ] {
      #expect(Self.sheet[id: DraftSentence(name).references[0]] != nil, "\(name)")
    }
  }

  @Test(arguments: [
    "The median wait for the first token is \(median).",
    "The median of ttft_s in these runs is \(median).",
    "Throughput stands at \(rate).", "The typical rate is \(rate) for gemma.",
    "The tail of the latency is \(tail).", "The highest latency is \(maximum).",
    "Note the peak latency: \(maximum).", "Look into \(tail) before the next runs.",
    "The folder holds {{files}}.", "- **Throughput** stands at \(rate).",
    "1. Throughput stands at \(rate).", "The median throughput is \(rate) tokens per second.",
    "The median without cold starts is \(warm).", "The warm median is \(warm).",
    "The p of ttft_s is \(upper).", "The percentile of the latency is \(upper).",
    "The latency is \(median) and the throughput is \(rate).",
    "The throughput of gemma is \(rate), while that of smollm is \(smollmRate).",
    "The deviation of ttft_s is {{gemma_m_baseline_csv_ttft_s_sd}}.",
    "The latency of the gemma model is \(median).", "The rate of these results is \(rate).",
    "The latency in s is \(median).", "The cold starts are {{smollm_m_param_tuning_cold_starts}}.",
  ])
  func whatTheFactsSayStands(text: String) { #expect(reasons(text) == []) }

  /// Numbers in whatever form.
  @Test(arguments: [
    "It takes 5 seconds as \(median) says.", "It takes ٣ seconds as \(median) says.",
    "It takes ½ of a second as \(median) says.", "It takes x² of \(median).",
    "It takes Ⅷ runs to see \(median).", "It takes 三 runs to see \(median).",
    "It takes five seconds as \(median) says.", "It takes a dozen runs to see \(median).",
    "It takes ninety-nine runs to see \(median).", "One second is \(median).",
    "A hundred runs gave \(median).", "The p99 is \(tail).", "It is a twentyfold \(median).",
    "⅕ of the wait is \(median).", "It takes １２ runs to see \(median).",
    "The ninetieth percentile is \(tail).", "The fiftieth percentile is \(median).",
    "Two thirds of the wait: \(median).", "Tenths of a wait are \(median).",
    "Tens of runs gave \(median).", "It is the twentieth percentile, \(median).",
  ])
  func numbersAreSeen(text: String) {
    #expect(reasons(text).contains { $0.contains("number") || $0.contains("needs two") })
  }

  /// Quantity, unit, statistic or entity of another fact.
  @Test(arguments: [
    "The throughput is \(median).", "The median is \(tail).", "The mean wait is \(median).",
    "The memory peaks at \(maximum).", "There are \(rate) requests per second.",
    "The wait in milliseconds is \(median).", "The accuracy is \(rate).",
    "The latency of smollm is \(median).", "The latency of llama is \(median).",
    "The load_s is \(rate).", "The number of files is \(rate).", "The power draw is \(rate).",
    "The lowest latency is \(maximum).", "The average is \(maximum).",
    "The count of yaml files in the folder is {{files}}.", "The csv files are {{files}}.",
    "The correlation is \(rate).", "The share in percent is \(rate).",
    "The upper quartile is \(tail).", "The quartile is \(median).", "The decile is \(median).",
    "The mode is \(median).", "The range is {{gemma_m_baseline_csv_ttft_s_sd}}.",
    "The variance is {{gemma_m_baseline_csv_ttft_s_sd}}.", "The latency of postgres is \(median).",
    "The latency for the database is \(median).", "The speedup is \(rate).",
    "The target is \(rate).", "The ratio is \(rate).",
    "The earliest modification is {{csv_latest}}.",
    "The unsuccessful runs are {{gemma_m_baseline_csv_runs_succeeded}}.",
    "The first run took \(median).", "The rate climbed to \(rate).", "The rate is over \(rate).",
    "The tail is \(upper).",
    "The latency in ms is \(median).", "The latency in h is \(median).",
    "The warm median is \(median).", "The median without cold starts is \(median).",
    "The median of cold starts is \(warm).", "The cold median is \(warm).",
    "The upper limit of ttft_s is \(tail).", "The lower bound of ttft_s is \(median).",
    "The tokens are \(rate).", "The rate in s is \(rate).",
  ])
  func anotherFactsWordsAreRefused(text: String) { #expect(!stands(text), "\(text)") }

  /// Judgements, causes and quantifiers that nobody computed.
  @Test(arguments: [
    "The throughput is excellent: \(rate).", "The latency is high because of \(tail).",
    "Throughput is stable at \(rate).", "Latency is always \(median).",
    "A significant wait is \(median).", "Most runs show \(median).",
  ])
  func judgementsAreRefused(text: String) { #expect(!stands(text), "\(text)") }

  /// Words of one fact beside another one of the same sentence.
  @Test(arguments: [
    "The throughput is \(median) and the latency is \(rate).",
    "The latency of smollm is \(median) and of gemma \(smollmRate).",
    "The rate is \(rate) for smollm and \(smollmRate) for gemma.",
    "The rate is \(rate) for gemma and \(smollmRate) for gemma.",
    "The rate is \(rate), and the median of ttft_s is \(smollmRate).",
  ])
  func wordsBelongToTheFactBesideThem(text: String) { #expect(!stands(text), "\(text)") }

  /// Sentences that say the opposite of their fact.
  @Test(arguments: [
    "The median wait is not \(median).", "The median wait isn't \(median).",
    "It is false that the median is \(median).", "Unlike the median, see \(median).",
    "\(otherRate) wasn't higher than \(rate).", "\(otherRate) won't be higher than \(rate).",
    "Against \(otherRate), higher is \(rate).", "Against \(otherRate) a higher \(rate).",
    "\(otherRate), higher is the \(rate).", "\(otherRate) rises to \(rate).",
    "\(otherRate) is higher by \(rate).", "Than \(otherRate), higher than \(rate).",
    "\(otherRate) follows a higher \(rate).", "\(otherRate) is surpassed by \(rate).",
    "\(otherRate) trails \(rate).", "\(rate) beats \(otherRate).",
    "\(rate) is hotter than \(otherRate).", "\(rate) dwarfs \(otherRate).",
    "\(otherRate) is higher than \(rate) if measured again.",
    "\(rate) comes first, \(otherRate) comes last.",
  ])
  func theOppositeIsRefused(text: String) { #expect(!stands(text), "\(text)") }

  /// Facts in other units than those of the fixture.
  @Test func unitsAreTold() throws {
    let rows = (0..<6).map { "10\($0),2\($0),30\($0)" }.joined(separator: "\n")
    let folder = try TemporaryFolder([
      "runs.csv": "memory_mb,requests_per_s,latency_ms\n\(rows)\n"
    ])
    let sheet = try folder.analysis().sheet
    let check = SentenceCheck(sheet)
    func fact(_ column: String) throws -> String {
      try #require(
        sheet.facts.first {
          $0.provenance.columns == [column] && $0.statistic.hasPrefix("percentile(0.5")
        }
      ).id
    }
    let memory = try fact("memory_mb")
    let requests = try fact("requests_per_s")
    let latency = try fact("latency_ms")
    for (text, holds) in [
      ("The memory in megabytes is {{\(memory)}}.", true),
      ("The memory in MB is {{\(memory)}}.", true),
      ("The memory in gigabytes is {{\(memory)}}.", false),
      ("The memory in GB is {{\(memory)}}.", false),
      ("The memory in kilobytes is {{\(memory)}}.", false),
      ("The memory in bytes is {{\(memory)}}.", false),
      ("The latency in ms is {{\(latency)}}.", true),
      ("The latency in s is {{\(latency)}}.", false),
      ("The latency in seconds is {{\(latency)}}.", false),
      ("The requests per second are {{\(requests)}}.", true),
      ("The tokens per second are {{\(requests)}}.", false),
    ] {
      let verdict = check.verdict(DraftSentence(text))
      let stands = if case .stands = verdict { true } else { false }
      #expect(stands == holds, "\(text): \(verdict)")
    }
  }

  @Test(arguments: [
    "The throughput stands.", "The throughput is {{no_such_fact}}.", "\(rate)",
    "The rate <b>is</b> \(rate).", "The rate is [here](http://example.org) \(rate).",
    "The rate is\u{202E} \(rate).", "The rate is \(rate) \(rate) \(rate) \(rate).",
    "The rate of the rate of the rate of the rate is \(rate).", "The rate is {{ \(rate).",
    "Die Rate beträgt \(rate).", "Sentece NC, see \(rate).",
    "See https://evil.example for the rate, \(rate).",
    "See www.evil.example for the rate, \(rate).",
  ])
  func formIsChecked(text: String) { #expect(!stands(text), "\(text)") }

  @Test func tooLongIsRefused() {
    let words = (0..<61).map { _ in "word" }.joined(separator: " ")
    #expect(reasons("\(words) \(Self.rate)").contains("it is too long"))
  }

  /// 45.65 against 48.18 tokens/s.
  @Test(arguments: [
    ("\(rate) is lower than \(otherRate).", true), ("\(rate) is higher than \(otherRate).", false),
    ("\(otherRate) is faster than \(rate).", true), ("\(rate) is faster than \(otherRate).", false),
    ("\(rate) is slower than \(otherRate).", true), ("\(rate) is worse than \(otherRate).", true),
    ("\(otherRate) is better than \(rate).", true),
    ("\(otherRate) is double \(rate).", false), ("\(rate) is half of \(otherRate).", false),
    ("\(rate) is the same as \(otherRate).", false),
    ("\(rate) is not higher than \(otherRate).", false),
    ("Higher is \(rate) than \(otherRate).", false),
    ("\(rate) is higher.", false), ("The rate is higher: \(rate).", false),
    ("\(rate) is lower than \(median).", false), ("\(rate) is lower than \(rate).", false),
    ("\(rate) is lower and not higher than \(otherRate).", false),
    ("\(median) is higher than \(tail).", false),
    ("\(otherRate) beats \(rate).", true), ("\(otherRate) exceeds \(rate).", true),
    ("\(rate) exceeds \(otherRate).", false), ("\(rate) falls from \(otherRate).", true),
    ("\(otherRate) is higher compared with \(rate).", true),
    ("\(otherRate) is higher than that of \(rate).", false),
  ])
  func comparisonsAreComputed(text: String, holds: Bool) {
    #expect(stands(text) == holds, "\(reasons(text))")
  }

  @Test func overlappingLimitsAreSaid() {
    let verdict = Self.check.verdict(
      DraftSentence("\(Self.rate) is lower than {{smollm_m_randomised_tokens_s_median}}."))
    // 41.90 to 46.17 against a median over 48 whose limits begin above.
    guard case .stands(let remark) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    let a = Self.sheet[id: "gemma_m_baseline_csv_tokens_s_median"]!
    let b = Self.sheet[id: "smollm_m_randomised_tokens_s_median"]!
    #expect((remark == nil) == !Comparison.limitsOverlap(a, b))
  }

  @Test func superlativesAreAboutAllOfTheKind() {
    let rates =
      Self.sheet.facts(.performance).filter {
        Comparison.isPossible(Self.sheet[id: "gemma_m_baseline_csv_tokens_s_median"]!, $0)
      } + [Self.sheet[id: "gemma_m_baseline_csv_tokens_s_median"]!]
    let sorted = rates.sorted { $0.value! < $1.value! }
    let (lowest, middle, highest) = (sorted[0].id, sorted[1].id, sorted[sorted.count - 1].id)
    #expect(stands("{{\(highest)}} is the highest, before {{\(lowest)}}."))
    #expect(!stands("{{\(middle)}} is the highest, before {{\(lowest)}}."))
    #expect(stands("{{\(lowest)}} is the slowest, behind {{\(highest)}}."))
  }

  /// Whatever comes in, something comes out, and nothing with a digit stands.
  @Test func anyTextIsJudged() {
    var random = SeededGenerator(seed: 4)
    let pieces = [
      "{{", "}}", "{{files}}", "\(Self.rate)", " ", "is", "5", "٣", "\u{202E}", "higher", "than",
      "\n", "\0", "é", "🙂", "{", "}", "'", "-", "the rate", ".", "1.", "_",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in
        pieces.randomElement(using: &random)!
      }.joined()
      let draft = DraftSentence(text)
      if case .stands = Self.check.verdict(draft) {
        #expect(!draft.references.isEmpty)
        #expect(!draft.words.contains { $0.isNumber }, "\(text)")
      }
    }
  }
}
