import Tables

private let firstIsCold =
  "the first run after a change of model or settings loads the model: its load_s and ttft_s are "
  + "not those of a warm run"
private let sumTrap =
  "ttft_s is load_s + prompt_eval_s and tokens_s is eval_count / eval_s: arithmetic, not findings"
private let sentinelTrap = "num_gpu = 999 means all layers and is no amount"
private let zeroTrap = "a failed run has zeros where it has no values, and a filled error"

/// A sweep of Ollama's settings: one row a run.
enum OllamaSweepFormat: RecordedTableReader {
  static let format = ToolFormat(
    identifier: "ollama-sweep-csv", tool: "Ollama sweep", form: "CSV of a parameter sweep",
    traps: [firstIsCold, sumTrap, sentinelTrap])
  static let headers = [
    [
      "timestamp", "model", "num_gpu", "num_ctx", "temperature", "ttft_s", "tokens_s", "load_s",
      "prompt_eval_s", "eval_s", "prompt_eval_count", "eval_count", "total_tokens",
      "response_chars", "error",
    ],
    [
      "num_gpu", "num_ctx", "temperature", "config_name", "ttft_s", "tokens_s", "load_s",
      "prompt_eval_s", "eval_s", "eval_count", "error",
    ],
  ]
}

/// The means of such a sweep: one row a setting.
enum OllamaSweepSummaryFormat: RecordedTableReader {
  static let format = ToolFormat(
    identifier: "ollama-sweep-summary-csv", tool: "Ollama sweep", form: "CSV of means by setting",
    traps: [
      "means of the runs of a setting, often of one: not to be averaged or correlated as runs",
      "prompt_eval is a mean too, in seconds, though its name does not say so", sentinelTrap,
    ])
  static let headers = [
    [
      "num_gpu", "num_ctx", "temperature", "mean_tokens_s", "mean_ttft_s", "mean_load_s",
      "prompt_eval", "eval_s_mean",
    ],
    [
      "config_name", "num_gpu", "num_ctx", "temperature", "mean_tokens_s", "mean_ttft_s",
      "mean_load_s",
    ],
  ]
  static let columns = ["prompt_eval": ColumnMeaning(.sourceSummary, .seconds)]
}

/// A few prompts to one model at its defaults: one row a run.
enum OllamaBaselineFormat: RecordedTableReader {
  static let format = ToolFormat(
    identifier: "ollama-baseline-csv", tool: "Ollama baseline", form: "CSV of a few prompts",
    traps: [firstIsCold, sumTrap])
  static let headers = [
    [
      "prompt", "ttft_s", "tokens_s", "load_s", "prompt_eval_s", "eval_s", "eval_count",
      "response_chars", "error",
    ]
  ]
}

/// The same as a JSON document with the model's name.
enum OllamaBaselineJSONFormat: RecordedDocumentReader {
  static let format = ToolFormat(
    identifier: "ollama-baseline-json", tool: "Ollama baseline", form: "JSON of a few prompts",
    traps: [firstIsCold, sumTrap])

  static func recognise(_ content: ToolContent) -> String? {
    guard let json = content.json, json["model"]?.string != nil, json.object?.members.count == 2,
      let results = json["results"]?.array, !results.isEmpty,
      results.allSatisfy({ $0.hasKeys("prompt", "ttft_s", "tokens_s", "load_s", "eval_count") })
    else { return nil }
    return "an object with 'model' and 'results' whose entries have 'prompt', 'ttft_s', "
      + "'tokens_s', 'load_s' and 'eval_count'"
  }
}

/// A suite of prompts to several models: one row a run.
enum OllamaPromptSuiteFormat: RecordedTableReader {
  static let format = ToolFormat(
    identifier: "ollama-prompt-suite-csv", tool: "Ollama prompt suite", form: "CSV of runs",
    traps: [firstIsCold, sumTrap, zeroTrap])
  static let headers = [
    [
      "timestamp", "model", "prompt_index", "prompt_text", "ttft_s", "tokens_s", "load_s",
      "prompt_eval_s", "eval_s", "prompt_eval_count", "eval_count", "response_chars", "error",
      "options",
    ]
  ]
}

/// The means of a suite of prompts, one entry a model.
enum OllamaPromptSuiteSummaryFormat: RecordedDocumentReader {
  static let format = ToolFormat(
    identifier: "ollama-prompt-suite-json", tool: "Ollama prompt suite", form: "JSON summary",
    traps: [
      "means over the completed prompts, the one that loaded the model included",
      "a model without a completed prompt has null for its means: missing, not zero",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let json = content.json, json.hasKeys("generated_at", "prompt_count", "prompts"),
      let models = json["models"]?.array, !models.isEmpty,
      models.allSatisfy({ $0.hasKeys("model", "completed", "mean_ttft_s", "mean_tokens_s") })
    else { return nil }
    return "an object with 'prompts' and 'models' whose entries have 'completed', 'mean_ttft_s' "
      + "and 'mean_tokens_s'"
  }
}

/// The same prompts to the quantisations of one model: one row a run.
enum OllamaQuantizationFormat: RecordedTableReader {
  static let format = ToolFormat(
    identifier: "ollama-quantization-csv", tool: "Ollama quantisation benchmark",
    form: "CSV of runs", traps: [firstIsCold, sumTrap])
  static let headers = [
    [
      "timestamp", "model", "tag", "prompt_index", "prompt_text", "ttft_s", "tokens_s", "load_s",
      "prompt_eval_s", "eval_s", "prompt_eval_count", "eval_count", "total_tokens",
      "response_chars", "error",
    ]
  ]
}
