import Benchmarks

/// The words of the field. Texts and the names of columns are read with the same words, so that a
/// claim and the data meet by meaning.
enum Vocabulary {
  /// The lexicon of the field alone, without the names of any data.
  static let lexicon: Lexicon<Term> = {
    var lexicon = Lexicon<Term>()
    func add(_ term: Term, _ phrases: String...) {
      for phrase in phrases { lexicon.add(phrase, term) }
    }
    addQuantities(add(_:_:))
    addStatistics(&lexicon)
    addThings(&lexicon)
    return lexicon

    func add(_ term: Term, _ phrases: [String]) {
      for phrase in phrases { lexicon.add(phrase, term) }
    }
  }()

  private static func addQuantities(_ add: (Term, [String]) -> Void) {
    for (quantity, phrases) in quantities { add(.quantity(quantity), phrases) }
    for (setting, phrases) in settings { add(.setting(setting), phrases) }
  }

  private static let quantities: [(Quantity, [String])] = [
    (
      .timeToFirstToken,
      [
        "ttft", "time to first token", "time to the first token", "first token latency",
        "first token time", "time until first token", "time to first byte", "ttfb", "first token",
      ]
    ),
    (
      .throughput,
      [
        "throughput", "tokens per second", "tokens s", "tok s", "tokens sec", "tokens per sec",
        "token rate", "tokens second", "tps", "generation speed", "generation rate",
        "token generation rate", "inference speed", "decode rate", "decoding speed",
        "generation throughput", "token throughput", "eval rate", "output rate", "t s",
        "token generation speed", "tokens p s", "tok sec",
      ]
    ),
    (
      .latency,
      [
        "latency", "latencies", "response time", "response times", "generation time",
        "inference time", "inference latency", "execution time", "runtime", "run time", "timing",
        "time ms", "processing time", "elapsed", "elapsed time", "wall time", "wall clock time",
        "time", "end to end latency", "latency ms", "timings", "timing stats",
      ]
    ),
    (
      .loadTime,
      [
        "load time", "load duration", "model load", "model loading", "loading time", "load s",
        "load ms", "model load time", "model load duration", "model loading time", "load times",
      ]
    ),
    (
      .promptEvaluation,
      [
        "prompt eval", "prompt evaluation", "prompt processing", "prefill", "prompt eval duration",
        "prompt evaluation time", "prompt eval time", "prompt evaluation duration", "prefill time",
        "prompt processing time", "prompt eval s",
      ]
    ),
    (
      .evaluationTime,
      [
        "eval duration", "evaluation duration", "eval time", "evaluation time", "eval s",
        "decode time", "decoding time", "generation duration", "eval",
      ]
    ),
    (
      .totalDuration,
      [
        "total duration", "total time", "overall duration", "duration", "total generation time",
        "total execution time", "overall time", "durations",
      ]
    ),
    (
      .tokens,
      [
        "tokens generated", "generated tokens", "output tokens", "token count", "token counts",
        "eval count", "completion tokens", "tokens", "total tokens", "number of tokens",
        "evaluation count", "token length", "tokens produced",
      ]
    ),
    (
      .promptTokens,
      ["prompt tokens", "prompt eval count", "input tokens", "prompt evaluation count"]
    ),
    (
      .memory,
      [
        "memory", "memory usage", "vram", "ram", "memory used", "peak memory", "vram usage",
        "memory consumption", "memory footprint", "gpu memory",
      ]
    ),
    (.power, ["power", "power draw", "power consumption", "wattage", "power usage"]),
    (.deviceTemperature, ["gpu temperature", "device temperature", "temperature gpu"]),
    (
      .utilization,
      [
        "utilization", "utilisation", "gpu utilization", "gpu usage", "cpu usage", "cpu percent",
        "utilization gpu", "gpu utilisation", "memory utilization", "memory percent",
        "cpu utilization",
      ]
    ),
    (
      .clock, ["clock", "clock speed", "clock graphics", "clock memory", "clock rate", "frequency"]
    ),
    (.fanSpeed, ["fan speed"]),
    (
      .confidenceInterval,
      [
        "confidence interval", "confidence intervals", "confidence limits",
        "confidence interval 95",
      ]
    ),
    (.accuracy, ["accuracy"]), (.loss, ["loss"]), (.perplexity, ["perplexity", "ppl"]),
    (
      .compileTime,
      [
        "compile time", "compilation time", "compile times", "compile time s", "compile duration",
        "to compile", "compiling", "build time", "engine build", "export time", "exporting",
      ]
    ),
    (
      .size,
      [
        "file size", "dataset size", "data size", "total size", "model size", "file sizes",
        "total file size", "size of the dataset", "size", "size bytes", "model size bytes",
        "data volume", "disk usage",
      ]
    ),
    (
      .requestRate,
      [
        "requests per second", "request rate", "request throughput", "queries per second", "qps",
        "rps", "requests s",
      ]
    ),
    (.successRate, ["success rate", "pass rate", "completion rate"]),
    (.errorRate, ["error rate", "failure rate"]),
    (
      .characters,
      [
        "response chars", "characters", "response characters", "response length",
        "response lengths",
      ]
    ),
    (
      .improvement,
      [
        "improvement", "performance improvement", "gain", "performance gain", "speedup", "speed up",
        "performance delta", "uplift", "performance increase", "efficiency gain",
      ]
    ),
    (
      .correlation,
      [
        "correlation", "correlation coefficient", "pearson", "spearman", "kendall", "r",
        "pearson correlation",
      ]
    ),
  ]

  private static let settings: [(Setting, [String])] = [
    (
      .gpuLayers,
      [
        "num gpu", "gpu layers", "gpu layer settings", "n gpu layers", "gpu layer", "gpu offload",
        "ngl",
        "offloaded layers", "layers offloaded",
      ]
    ),
    (
      .context,
      [
        "num ctx", "context", "context length", "context size", "context window", "n ctx",
        "token context", "context tokens", "ctx", "context sizes", "context lengths", "contexts",
        "context windows",
      ]
    ),
    (
      .temperature,
      ["temperature", "temp", "sampling temperature", "temperatures", "sampling temperatures"]
    ),
    (.topP, ["top p", "nucleus"]), (.topK, ["top k"]),
    (
      .repeatPenalty,
      ["repeat penalty", "repetition penalty", "repeat penalties"]
    ),
    (.maxTokens, ["num predict", "max tokens", "maximum tokens", "token limit"]),
    (.threads, ["num thread", "num threads", "threads", "n threads", "cpu threads"]),
    (.batch, ["batch size", "batch sizes", "num batch", "n batch"]),
    (.seed, ["seed", "random seed"]),
    (.concurrency, ["concurrency", "concurrent users", "parallel requests"]),
  ]

  private static func addStatistics(_ lexicon: inout Lexicon<Term>) {
    func add(_ statistic: ClaimStatistic, _ phrases: String...) {
      for phrase in phrases { lexicon.add(phrase, .statistic(statistic)) }
    }
    add(
      .mean, "mean", "average", "avg", "averaged", "averages", "averaging", "on average", "means",
      "per run", "per prompt", "per request", "per response", "per test")
    add(.percentile(0.5), "median", "50th percentile", "p50", "medians")
    for p in [1.0, 5, 10, 25, 75, 80, 90, 95, 98, 99, 99.9, 99.99] {
      let text = p == p.rounded() ? String(Int(p)) : String(p)
      add(.percentile(p / 100), "p\(text)", "\(text)th percentile", "percentile \(text)")
      add(.percentile(p / 100), "\(text) percentile", "\(text)st percentile", "p \(text)")
    }
    add(.minimum, "minimum", "min", "lowest", "smallest", "shortest", "least", "no less than")
    add(
      .maximum, "maximum", "max", "highest", "largest", "longest", "peak", "greatest", "up to",
      "peaked", "peaks", "peaking", "at most", "no more than")
    add(.best, "best", "fastest", "quickest", "optimal", "top performing", "top")
    add(.worst, "worst", "slowest")
    add(
      .standardDeviation, "standard deviation", "std", "stdev", "stddev", "std dev", "sd",
      "standard deviations", "σ", "stdev ms")
    add(
      .variation, "coefficient of variation", "cv", "cv percent", "relative standard deviation",
      "variation coefficient")
    add(.sum, "total", "sum", "overall", "combined", "in total", "cumulative")
    add(.correlation, "correlation", "correlated", "correlates")
    add(.slope, "slope", "coefficient")
  }

  private static func addThings(_ lexicon: inout Lexicon<Term>) {
    func add(_ term: Term, _ phrases: String...) {
      for phrase in phrases { lexicon.add(phrase, term) }
    }
    add(.noun(.files), "files", "file", "artifacts", "artefacts", "documents", "datasets")
    add(.noun(.folders), "folders", "directories", "subdirectories", "folder", "directory")
    add(.noun(.headings), "headings", "heading", "headers")
    add(.noun(.tables), "tables")
    add(.noun(.lines), "lines", "line")
    add(
      .noun(.runs), "runs", "run", "benchmark runs", "iterations", "trials", "inferences",
      "measurements", "executions")
    add(
      .noun(.failedRuns), "failed runs", "failures", "timed out", "timeouts", "timeout",
      "failed tests", "errors", "failed requests",
      "failed")
    add(.noun(.tests), "tests", "test cases", "benchmarks", "test", "scenarios")
    add(.noun(.models), "models", "model variants", "llms")
    // Of these the first word is no statistic.
    for size in ["smallest", "largest", "smaller", "larger", "biggest"] {
      for thing in ["model", "variant", "models", "variants"] {
        add(.noun(.models), "\(size) \(thing)")
      }
    }
    add(.noun(.prompts), "prompts", "queries", "questions")
    add(.noun(.configurations), "configurations", "configs", "parameter combinations", "settings")
    add(.noun(.duplicates), "duplicates", "duplicate files", "duplicated files")
    add(.noun(.samples), "samples", "sample", "observations", "data points", "datapoints")
    add(.noun(.rows), "rows", "records", "entries")
    add(.noun(.columns), "columns", "fields")
    add(.fileKind(.csv), "csv", "csvs", "tsv", "comma separated")
    add(.fileKind(.json), "json", "jsons")
    add(.fileKind(.ndjson), "ndjson", "jsonl")
    add(.fileKind(.markdown), "markdown", "md")
    add(
      .allRuns, "across all runs", "all runs", "over all runs", "across all", "across the dataset",
      "overall", "all tests", "across all tests", "every run", "all models", "across runs",
      "all files", "across all files", "anywhere", "anywhere in the dataset", "entire dataset",
      "whole dataset", "all benchmarks",
      "across models", "across all models", "aggregated", "global", "globally")
    add(.oneRun, "single run", "one run", "first run", "one test", "single test", "this run")
    add(
      .target, "target", "targets", "expected", "expectation", "goal", "goals", "expect",
      "targeted",
      "projected", "predicted", "anticipated", "budget", "objective", "should reach", "forecast",
      "threshold", "expected value", "aim", "targeting", "aiming")
    add(
      .achieved, "achieved", "achieves", "achieving", "actual", "observed", "measured", "reached",
      "recorded", "delivered", "obtained", "demonstrated", "demonstrates", "actual value",
      "yielded", "resulted", "attained", "confirmed", "realized", "realised")
    add(
      .comparison, "faster", "slower", "higher", "lower", "increase", "increased", "decrease",
      "decreased", "reduction", "reduced", "variance", "variances", "difference", "differences",
      "delta", "change", "drop",
      "gap", "versus", "vs", "compared", "relative", "deviation", "more", "less", "better",
      "worse", "shorter", "longer", "overhead", "times", "ratio", "twice", "double", "doubled",
      "half", "halved", "tripled", "than", "savings", "spread", "ahead", "behind", "worth", "saves",
      "improves", "outperforms", "outpaces", "lead", "leads", "decline", "declined", "growth",
      "jump", "exceeds", "exceeded", "surpasses",
      "beats", "rose", "fell", "dropped", "raised",
      "costs", "slowdown")
    add(.rising, "increases", "rises", "grows", "climbs", "goes up", "scales up")
    add(.falling, "decreases", "falls", "drops", "declines", "goes down", "shrinks")
    add(
      .modified, "modified", "modification", "last modified", "latest modified",
      "modification dates",
      "timeframe", "time frame", "period", "spans", "spanning", "covers", "ranging", "collected",
      "dates range", "date range", "latest modification", "last modification", "updated",
      "time range", "time span", "timespan", "time period")
    add(.size, "bytes", "byte", "kb", "mb", "gb")
    add(
      .advice, "recommend", "recommended", "recommendation", "recommendations", "should",
      "consider",
      "suggest", "suggested", "try", "explore", "next steps", "future work")
    add(.cited, "as noted", "as defined", "as specified", "according to", "cited", "reported in")
  }
}
