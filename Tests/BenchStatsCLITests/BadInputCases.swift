extension GoldenCase {
  private static let bad = "Fixtures/malformed"
  private static let compared = "Fixtures/compare"
  private static let tuning = "Fixtures/chat-models/csv_data/smollm2_135m_param_tuning.csv"

  /// Bad input: one clear line each and exit status 1.
  static let badInput: [GoldenCase] =
    [
      "empty.csv", "header_only.csv", "ragged.csv", "ragged_long.csv", "invalid_utf8.csv",
      "truncated.json", "unclosed_quote.csv", "stray_quote.csv", "nul_bytes.csv", "not_text.csv",
      "trailing_garbage.json", "bad_number.json", "bad_escape.json", "deep.json", "scalar.ndjson",
      "broken_line.ndjson",
    ].map { file in
      GoldenCase(
        "bad-" + file.replacing("_", with: "-").replacing(".", with: "-"),
        "describe \(bad)/\(file)", status: 1)
    } + [
      GoldenCase("bad-broken", "describe Fixtures/dialects/broken.csv", status: 1),
      GoldenCase("bad-missing-file", "describe nosuch.csv", status: 1),
      GoldenCase("bad-missing-folder", "report nosuch", status: 1),
      GoldenCase("bad-file-as-folder", "inventory \(tuning)", status: 1),
      GoldenCase("bad-folder-as-file", "describe Fixtures", status: 1),
      GoldenCase("bad-empty-folder", "report .build/golden/empty", status: 1),
      GoldenCase("bad-empty-folder-inventory", "inventory .build/golden/empty", status: 1),
      GoldenCase("bad-config", "inventory \(Workspace.small) --config nosuch.yaml", status: 1),
      GoldenCase("bad-unknown-column", "percentiles \(tuning) --column ttft_ms", status: 1),
      GoldenCase("bad-text-column", "percentiles \(tuning) --column config_name", status: 1),
      GoldenCase("bad-correlate-column", "correlate \(tuning) --columns ttft_s,nosuch", status: 1),
      GoldenCase(
        "bad-constant-factor",
        "surface \(tuning) --response tokens_s --factors num_thread,eval_count", status: 1),
      GoldenCase(
        "bad-too-few-rows", "surface \(bad)/one_row.csv --response ttft_s --factors num_thread",
        status: 1),
      GoldenCase(
        "bad-no-numeric-column", "correlate \(bad)/one_row.csv --columns nosuch,ttft_s", status: 1),
      GoldenCase(
        "bad-compare-missing-file", "compare \(compared)/before.csv nosuch.csv", status: 1),
      GoldenCase(
        "bad-compare-no-metric", "compare \(compared)/before.csv \(tuning)", status: 1),
      GoldenCase(
        "bad-compare-metric",
        "compare \(compared)/before.csv \(compared)/after.csv --metric nosuch", status: 1),
      GoldenCase(
        "bad-compare-text",
        "compare \(compared)/before.csv \(compared)/after.csv --metric benchmark", status: 1),
      GoldenCase(
        "bad-compare-by",
        "compare \(compared)/before.csv \(compared)/after.csv --by nosuch", status: 1),
      GoldenCase(
        "bad-compare-groups",
        "compare \(compared)/before.csv \(Workspace.out)/other.csv", status: 1),
      GoldenCase(
        "bad-compare-units", "compare \(Workspace.out)/ms.csv \(Workspace.out)/s.csv", status: 1),
      GoldenCase(
        "bad-compare-pairs",
        "compare \(Workspace.out)/ms.csv \(Workspace.out)/ms3.csv --paired", status: 1),
      GoldenCase(
        "bad-compare-no-values",
        "compare \(Workspace.out)/ms.csv \(Workspace.out)/failed.csv", status: 1),
      GoldenCase("bad-too-few-columns", "correlate \(Workspace.out)/short.csv", status: 1),
      GoldenCase(
        "bad-several-tables", "percentiles \(Workspace.out)/two.json --column a", status: 1),
      GoldenCase(
        "bad-table", "percentiles \(Workspace.out)/two.json --column a --table third", status: 1),
      GoldenCase("bad-no-table", "percentiles \(Workspace.out)/none.json --column a", status: 1),
      GoldenCase("bad-nothing", "describe \(Workspace.out)/nothing.json", status: 1),
      GoldenCase(
        "bad-output-folder-missing", "describe \(tuning) --output .build/golden/nosuch/a.txt",
        status: 1),
      GoldenCase("bad-output-is-folder", "describe \(tuning) --output .build/golden", status: 1),
      GoldenCase("bad-output-full", "describe \(tuning) --output /dev/full", status: 1),
      GoldenCase(
        "bad-facts-full",
        "report \(Workspace.small) --no-times --output /dev/null --facts /dev/full", status: 1),
      GoldenCase(
        "bad-export-into-file", "export \(Workspace.small) --output \(Workspace.small)/notes.md",
        status: 1),
      GoldenCase(
        "bad-export-below-file", "export \(Workspace.small) --output \(Workspace.small)/notes.md/a",
        status: 1),
    ]

  /// What the cases about JSON documents read.
  static let documents = [
    "two.json": "{\"first\": [{\"a\": 1}, {\"a\": 2}], \"second\": [{\"a\": 3}, {\"a\": 4}]}\n",
    "none.json": "{\"a\": 1}\n", "nothing.json": "{}\n", "short.csv": "a\n1\n2\n",
    "other.csv": "benchmark,time_ms\nx,1\nx,2\ny,3\n", "ms.csv": "run,took\n,(ms)\n1,1\n2,2\n",
    "s.csv": "run,took\n,(s)\n1,1\n2,2\n", "ms3.csv": "run,took\n,(ms)\n1,1\n2,2\n3,3\n",
    "failed.csv": "run,took,error\n1,1,timeout\n2,2,timeout\n",
  ]
}
