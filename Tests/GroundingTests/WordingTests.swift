import Testing

@testable import Grounding

/// Forms in which models word the same things: each must be bound to what it says.
@Suite struct WordingTests {
  @Test(
    "who a value belongs to",
    arguments: [
      (
        "gemma3_270m_baseline averages 45.03 tok/s and smollm2_135m_baseline 51.19 tok/s.",
        [Verdict.rounded, .wrongStatistic]
      ),
      (
        "Moving from gemma3_270m_baseline (45.03 tok/s) to smollm2_135m_baseline (49.12 tok/s).",
        [.rounded, .rounded]
      ),
      (
        "The gemma3_270m_baseline mean TTFT of 188.3 ms falls to 160.2 ms with "
          + "smollm2_135m_baseline.", [.converted, .converted]
      ),
      (
        "smollm2_135m_baseline lowers the mean TTFT from 188.3 ms to 160.2 ms.",
        [.rounded, .converted]
      ),
      (
        "smollm2_135m_baseline lowers the mean TTFT (188.3 ms → 160.2 ms).",
        [.converted, .converted]
      ),
      ("`n1_c512_t0.4` reached 138.8017 tok/s.", [.rounded]),
      ("The mean throughput of smollm2_135m_param_tuning is 142.18 tok/s.", [.wrongStatistic]),
      ("On average, gemma3_270m_baseline needs 45.03 tok/s.", [.rounded]),
      ("On average, gemma3_270m_baseline reaches 46.17 tok/s.", [.wrongStatistic]),
      ("`n1_c512_t0.4` reached 138.7985 tok/s.", [.wrongEntity]),
    ])
  func owners(text: String, verdicts: [Verdict]) throws { try expect(text, verdicts) }

  @Test(
    "what the cells of a row say of each other",
    arguments: [
      (
        "| num_thread | num_ctx | temperature | TTFT (s) |\n|---|---|---|---|\n"
          + "| 1 | 512 | 0.4 | 0.178 |\n| 1 | 512 | 0.2 | 0.178 |", [Verdict.rounded, .wrongEntity]
      ),
      (
        "| Model | Metric | Value |\n|---|---|---|\n"
          + "| gemma3_270m_baseline | Mean throughput | 46.17 tokens/s |", [.wrongStatistic]
      ),
      (
        "| Metric | gemma3_270m_baseline | smollm2_135m_baseline |\n|---|---|---|\n"
          + "| Total tokens | 768 | 53.38 |", [.exact, .wrongStatistic]
      ),
    ])
  func rows(text: String, verdicts: [Verdict]) throws {
    let claims = try verify(text).claims.filter {
      if case .configuration = $0.verdict { false } else { true }
    }
    #expect(claims.map(\.verdict) == verdicts, "\(claims.map { ($0.text, $0.evidence) })")
  }

  @Test(
    "comparisons without their values",
    arguments: [
      ("smollm2_135m_baseline is 9.1% faster than gemma3_270m_baseline.", true),
      ("gemma3_270m_baseline is 9.1% slower than smollm2_135m_baseline.", false),
      ("smollm2_135m_baseline is 1.09x as fast as gemma3_270m_baseline.", true),
      ("With gemma3_270m_baseline the TTFT was below 1.1 s.", true),
      ("With gemma3_270m_baseline the TTFT was below 0.9 s.", false),
      ("gemma3_270m_baseline reached 45.03 tok/s.\n\nsmollm2_135m_baseline is 3x faster.", false),
    ])
  func comparisons(text: String, isRight: Bool) throws {
    #expect(try verify(text).claims.last?.verdict.isPass == isRight)
  }

  @Test(
    "numbers of things",
    arguments: [
      ("* JSON - 2 files (18.2% of the total).", [Verdict.count, .derived]),
      ("* JSON – 3 files.", [.countWrong]),
      ("`csv_data/` (8 files) and `reports/` (2 files).", [.count, .count]),
      ("A minimum of 20 benchmark files is recommended.", [.notCheckable]),
      ("There are 2 JSON, 2 Markdown and 6 CSV files.", [.count, .count, .count]),
      ("`csv_data/` contributes 2 JSON files.", [.count]),
      ("The sweep smollm2_135m_param_tuning has 3 temperatures.", [.count]),
      ("The total number of tokens in the tests of gemma3_270m_baseline is 768.", [.exact]),
      ("The sweep smollm2_135m_param_tuning has 5 temperatures.", [.countWrong]),
      ("Prompts per model: 8", [.count]),
    ])
  func counts(text: String, verdicts: [Verdict]) throws { try expect(text, verdicts) }

  @Test(
    "scope, and what was said before in another unit",
    arguments: [
      ("The highest throughput anywhere in the dataset is 54.196 tokens/s.", [Verdict.wrongScope]),
      (
        "gemma3_270m_baseline has a mean of 45.03 tok/s, that is 2,702 tokens per minute.",
        [.rounded, .converted]
      ),
      (
        "## Prompt suite results\n\nThe mean throughput of gemma3_270m_baseline is 45.03 tok/s.",
        [.rounded]
      ),
    ])
  func scope(text: String, verdicts: [Verdict]) throws { try expect(text, verdicts) }

  @Test(
    "wishes, commonplaces and seasons claim nothing",
    arguments: [
      "* Consider a GPU with 16 GB of memory.", "* Agree on a p95 target of 500 ms.",
      "This is slow for interactive use (typically under 200 ms).", "**Results (Autumn 2025)**",
      "*4.3 Comparison of the models*",
      "A 500-token answer is long.", "Only 1% of requests are slower.", "**Gemma3 270M:** fast.",
      "## Recommendations\n\n* Check the quality with a panel of 3 reviewers.",
    ])
  func noClaims(text: String) throws { #expect(try verify(text).claims.map(\.text) == []) }

  private func expect(_ text: String, _ verdicts: [Verdict]) throws {
    let claims = try verify(text).claims
    #expect(claims.map(\.verdict) == verdicts, "\(claims.map { ($0.text, $0.evidence) })")
  }
}
