import Testing

/// The command lines that have a golden file.
struct GoldenCase: Sendable, CustomTestStringConvertible {
  let name: String
  let arguments: [String]
  let status: Int32

  init(_ name: String, _ arguments: String, status: Int32 = 0) {
    self.init(name, words: arguments.split(separator: " ").map(String.init), status: status)
  }

  init(_ name: String, words: [String], status: Int32 = 0) {
    self.name = name
    self.arguments = words
    self.status = status
  }

  var testDescription: String { name }

  private static let data = "Fixtures/chat-models/csv_data"
  private static let tuning = "\(data)/smollm2_135m_param_tuning.csv"
  private static let sweep = "\(data)/smollm2_135m_randomised_sweep.csv"
  private static let bad = "Fixtures/malformed"
  private static let dialects = "Fixtures/dialects"
  private static let comparison = "compare Fixtures/compare/before.csv Fixtures/compare/after.csv"
  private static let factors = "num_thread,num_ctx,temperature"

  /// Results in every form.
  static let results: [GoldenCase] =
    ["text", "json", "csv", "markdown"].flatMap { form in
      [
        GoldenCase("inventory-\(form)", "inventory \(Workspace.chat) --format \(form)"),
        GoldenCase("describe-\(form)", "describe \(tuning) --format \(form)"),
        GoldenCase(
          "percentiles-\(form)",
          "percentiles \(tuning) --column ttft_s --p 50,90,95,99 --format \(form)"),
        GoldenCase(
          "correlate-\(form)",
          "correlate \(tuning) --columns temperature,ttft_s,load_s --method spearman "
            + "--format \(form)"),
        GoldenCase("compare-\(form)", "\(comparison) --format \(form)"),
        GoldenCase(
          "surface-\(form)",
          "surface \(sweep) --response tokens_s --factors \(factors) --format \(form)"),
        GoldenCase("facts-\(form)", "facts \(Workspace.small) --no-times --format \(form)"),
      ]
    } + [
      GoldenCase("report", "report \(Workspace.small) --no-times"),
      GoldenCase(
        "report-to-file",
        "report \(Workspace.small) --no-times --output \(Workspace.out)/report.md --facts "
          + "\(Workspace.out)/facts.json"),
      GoldenCase("export", "export \(Workspace.small) --output \(Workspace.out)/export"),
      GoldenCase(
        "quiet", "export \(Workspace.small) --quiet --output \(Workspace.out)/quiet"),
      GoldenCase(
        "describe-several", "describe \(data)/gemma3_270m_baseline.json \(data)/environment.json"),
      GoldenCase(
        "describe-several-csv",
        "describe \(data)/gemma3_270m_baseline.json \(data)/environment.json --format csv"),
      GoldenCase(
        "percentiles-options",
        "percentiles \(tuning) --column latency --column ttft_s --p 2.5,97.5 --type 6 "
          + "--confidence 0.9 --column-role ttft_s=metric:ms"),
      GoldenCase(
        "percentiles-fractions",
        "percentiles \(tuning) --column ttft_s --p 0.1,29,99.999 --format csv"),
      GoldenCase("percentiles-one-row", "percentiles \(bad)/one_row.csv --column ttft_s"),
      GoldenCase(
        "percentiles-missing-values", "percentiles \(bad)/missing.csv --column ttft_s --p 50"),
      GoldenCase(
        "correlate-kendall",
        "correlate \(tuning) --columns num_ctx,eval_count,eval_s --method kendall"),
      GoldenCase(
        "correlate-biweight",
        "correlate \(tuning) --columns temperature,ttft_s,load_s,tokens_s --method biweight"),
      GoldenCase(
        "correlate-distance", "correlate \(tuning) --columns temperature,ttft_s --method distance"),
      GoldenCase(
        "correlate-given",
        "correlate \(tuning) --columns ttft_s,eval_s --given num_ctx,temperature --bootstrap 200 "
          + "--seed 7"),
      GoldenCase(
        "correlate-given-json",
        "correlate \(tuning) --columns ttft_s,eval_s --given num_ctx --method spearman "
          + "--bootstrap 200 --format json"),
      GoldenCase(
        "surface-coded",
        "surface \(tuning) --response ttft_s --factors \(factors) --code num_thread=2:1 "
          + "--code num_ctx=2560:1536 --code temperature=0.5:0.3"),
      GoldenCase("dialect-semicolons", "describe \(dialects)/semicolons.csv --dialect"),
      GoldenCase(
        "dialect-json", "describe \(dialects)/headerless.csv --dialect --format json"),
      GoldenCase("dialect-headerless", "describe \(dialects)/headerless.csv --dialect"),
      GoldenCase("dialect-names", "describe \(dialects)/names.csv --dialect"),
      GoldenCase("dialect-lenient", "describe \(dialects)/broken.csv --lenient"),
      GoldenCase(
        "dialect-forced",
        "describe \(dialects)/semicolons.csv --dialect --delimiter ; --quote none --no-header "
          + "--comment # --decimal point --no-units-row"),
      GoldenCase(
        "dialect-forced-header",
        "describe \(dialects)/headerless.csv --header --units-row --delimiter ,"),
      GoldenCase("describe-memory", "describe \(tuning) --memory 64MB"),
      GoldenCase("describe-tool", "describe Fixtures/formats/timing-baseline-json/decode.json"),
      GoldenCase(
        "describe-tool-json",
        "describe Fixtures/formats/compiler-benchmark-json/tiny.json --format json"),
      GoldenCase(
        "compare-options",
        "\(comparison) --metric time_ms --by none --test welch --confidence 0.9 --threshold 5% "
          + "--adjust none"),
      GoldenCase(
        "compare-paired",
        "\(comparison) --paired --adjust benjaminiHochberg --higher-is-better peak_mb"),
      GoldenCase("compare-few-runs", "compare \(data)/gemma3_270m_baseline.csv \(bad)/one_row.csv"),
      GoldenCase(
        "compare-cold-starts",
        "compare \(data)/smollm2_135m_baseline.csv \(data)/gemma3_270m_baseline.csv"),
      GoldenCase("compare-noise", "compare --noise Fixtures/compare/before.csv --splits 200"),
      GoldenCase(
        "compare-noise-json", "compare Fixtures/compare/before.csv --splits 200 --format json"),
      GoldenCase("compare-history", "\(comparison) --history"),
      GoldenCase("compare-history-json", "\(comparison) --history --format json"),
      GoldenCase("agent", "agent \(Workspace.small) --no-times --output \(Workspace.out)/agent.md"),
      GoldenCase(
        "agent-without-server",
        "agent \(Workspace.small) --model ollama:any --base-url http://127.0.0.1:1 --output "
          + "\(Workspace.out)/agent-alone.md"),
      GoldenCase("agent-personas", "agent personas"),
      GoldenCase("help-agent-run", "agent run --help"),
      GoldenCase("help-agent-compare", "agent compare --help"),
      GoldenCase("help", "--help"), GoldenCase("version", "--version"),
      GoldenCase("no-command", ""),
    ]
    + [
      "inventory", "describe", "percentiles", "correlate", "compare", "surface", "facts", "report",
      "export",
      "formats", "verify", "appendix", "agent",
    ].map { GoldenCase("help-\($0)", "\($0) --help") }

  /// Verifications of a report of ours, in which claims fail.
  static let verifications: [GoldenCase] =
    ["text", "json", "markdown", "sarif", "html"].map { form in
      GoldenCase(
        "verify-\(form)", "verify \(notes) --data \(Workspace.chat) --format \(form)", status: 3)
    } + [
      GoldenCase("verify-fix", "verify \(notes) --data \(Workspace.chat) --fix", status: 3),
      GoldenCase(
        "verify-annotate", "verify \(notes) --data \(Workspace.chat) --annotate", status: 3),
      GoldenCase("verify-without-data", "verify \(notes)", status: 3),
      GoldenCase(
        "verify-to-file",
        "verify \(notes) --data \(Workspace.chat) --output \(Workspace.out)/verified.txt", status: 3
      ),
      GoldenCase("verify-several", "verify \(notes) \(notes) --data \(Workspace.chat)", status: 3),
      GoldenCase("appendix", "appendix \(notes) --data \(Workspace.small)"),
      GoldenCase(
        "usage-verify-both", "verify \(notes) --data a --facts b", status: 2),
      GoldenCase("usage-verify-fix-format", "verify \(notes) --fix --format json", status: 2),
      GoldenCase("usage-verify-fix-several", "verify \(notes) \(notes) --fix", status: 2),
      GoldenCase("usage-appendix-no-data", "appendix \(notes)", status: 2),
      GoldenCase("bad-verify-facts", "verify \(notes) --facts \(data)/environment.json", status: 1),
      GoldenCase("bad-verify-report", "verify \(bad)/invalid_utf8.csv", status: 1),
      GoldenCase(
        "bad-verify-over-report", "verify \(notes) --output \(notes)", status: 1),
    ]

  private static let notes = "Fixtures/reports/chat_models.md"

  /// Findings under --strict.
  static let findings: [GoldenCase] = [
    GoldenCase("strict-percentiles", "percentiles \(tuning) --column ttft_s --strict", status: 3),
    GoldenCase(
      "strict-without-findings", "percentiles \(sweep) --column ttft_s --p 50 --strict", status: 0),
    GoldenCase(
      "strict-correlate", "correlate \(tuning) --columns ttft_s,load_s --strict", status: 3),
    GoldenCase("strict-compare", "\(comparison) --strict", status: 3),
    GoldenCase("compare-fail-on-regression", "\(comparison) --fail-on regression", status: 3),
    GoldenCase(
      "strict-surface",
      "surface \(tuning) --response tokens_s --factors num_thread,num_ctx --strict",
      status: 3),
    GoldenCase(
      "strict-report",
      "report \(Workspace.small) --no-times --strict --quiet --output "
        + "\(Workspace.out)/strict.md", status: 3),
    GoldenCase("strict-describe", "describe \(data)/gemma3_270m_baseline.csv --strict", status: 3),
    GoldenCase(
      "strict-inventory",
      "inventory Fixtures/malformed --strict --quiet --format csv --output \(Workspace.out)/strict.csv",
      status: 3),
    GoldenCase(
      "strict-facts", "facts \(Workspace.small) --strict --output \(Workspace.out)/strict.json",
      status: 3),
  ]

  /// Command lines that can't be understood.
  static let usage: [GoldenCase] = [
    GoldenCase("usage-command", "nosuch", status: 2),
    GoldenCase("usage-no-file", "percentiles --column ttft_s", status: 2),
    GoldenCase("usage-no-column", "percentiles \(tuning)", status: 2),
    GoldenCase("usage-option", "describe \(tuning) --nosuch", status: 2),
    GoldenCase("usage-format", "describe \(tuning) --format xml", status: 2),
    GoldenCase("usage-report-format", "report \(Workspace.small) --format json", status: 2),
    GoldenCase(
      "usage-report-same-file", "report \(Workspace.small) --output a.md --facts a.md", status: 2),
    GoldenCase("usage-p", "percentiles \(tuning) --column ttft_s --p 50,101", status: 2),
    GoldenCase("usage-p-text", "percentiles \(tuning) --column ttft_s --p fifty", status: 2),
    GoldenCase("usage-p-empty", "percentiles \(tuning) --column ttft_s --p 50,,90", status: 2),
    GoldenCase("usage-type", "percentiles \(tuning) --column ttft_s --type 10", status: 2),
    GoldenCase(
      "usage-confidence", "percentiles \(tuning) --column ttft_s --confidence 95", status: 2),
    GoldenCase("usage-confidence-nan", "facts \(Workspace.small) --confidence nan", status: 2),
    GoldenCase("usage-quote", "describe \(tuning) --quote ab", status: 2),
    GoldenCase("usage-comment", "describe \(tuning) --comment é", status: 2),
    GoldenCase("usage-decimal", "describe \(tuning) --decimal dot", status: 2),
    GoldenCase("usage-same-marks", "describe \(tuning) --delimiter # --comment #", status: 2),
    GoldenCase("usage-delimiter", "describe \(tuning) --delimiter ab", status: 2),
    GoldenCase("usage-memory", "describe \(tuning) --memory much", status: 2),
    GoldenCase("usage-memory-small", "describe \(tuning) --memory 8MiB", status: 2),
    GoldenCase("usage-method", "correlate \(tuning) --columns a,b --method cosine", status: 2),
    GoldenCase(
      "usage-given-kendall", "correlate \(tuning) --columns a,b --given c --method kendall",
      status: 2),
    GoldenCase("usage-given-column", "correlate \(tuning) --columns a,b --given b", status: 2),
    GoldenCase("usage-resamples", "correlate \(tuning) --columns a,b --bootstrap 10", status: 2),
    GoldenCase("usage-one-column", "correlate \(tuning) --columns ttft_s", status: 2),
    GoldenCase("usage-same-column", "correlate \(tuning) --columns ttft_s,ttft_s", status: 2),
    GoldenCase("usage-compare-three", "compare a.csv b.csv c.csv", status: 2),
    GoldenCase("usage-compare-threshold", "compare a.csv b.csv --threshold 5", status: 2),
    GoldenCase("usage-compare-test", "compare a.csv b.csv --test z", status: 2),
    GoldenCase("usage-compare-adjust", "compare a.csv b.csv --adjust sidak", status: 2),
    GoldenCase("usage-compare-paired", "compare a.csv b.csv --paired --test ks", status: 2),
    GoldenCase("usage-compare-paired-one", "compare a.csv --paired", status: 2),
    GoldenCase("usage-compare-fail-on", "compare a.csv --fail-on regression", status: 2),
    GoldenCase("usage-compare-noise", "compare --noise a.csv b.csv", status: 2),
    GoldenCase("usage-compare-modes", "compare --noise --history a.csv", status: 2),
    GoldenCase("usage-compare-stdin", "compare - -", status: 2),
    GoldenCase(
      "usage-compare-directions",
      "compare a.csv b.csv --lower-is-better x --higher-is-better x", status: 2),
    GoldenCase("usage-compare-same-metric", "compare a.csv b.csv --metric x,x", status: 2),
    GoldenCase(
      "usage-code", "surface \(tuning) --response tokens_s --factors num_ctx --code num_ctx=1",
      status: 2),
    GoldenCase(
      "usage-code-zero",
      "surface \(tuning) --response tokens_s --factors num_ctx --code num_ctx=1:0", status: 2),
    GoldenCase(
      "usage-code-factor",
      "surface \(tuning) --response tokens_s --factors num_ctx --code nosuch=1:1", status: 2),
    GoldenCase(
      "usage-response-is-factor", "surface \(tuning) --response num_ctx --factors num_ctx",
      status: 2
    ),
    GoldenCase("usage-output-empty", words: ["describe", tuning, "--output", ""], status: 2),
    GoldenCase("usage-column-role", "describe \(tuning) --column-role ttft_s=speed", status: 2),
    GoldenCase("usage-export-output", "export \(Workspace.small)", status: 2),
    GoldenCase("usage-agent-output", "agent \(Workspace.small)", status: 2),
    GoldenCase(
      "usage-agent-model", "agent \(Workspace.small) --model gemma3 --output a.md", status: 2),
    GoldenCase(
      "usage-agent-num-ctx", "agent \(Workspace.small) --num-ctx 12 --output a.md", status: 2),
    GoldenCase(
      "usage-agent-temperature", "agent \(Workspace.small) --temperature nan --output a.md",
      status: 2),
    GoldenCase("usage-agent-compare", "agent compare a.yaml \(Workspace.small)", status: 2),
  ]
}
