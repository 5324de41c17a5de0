/// Words that say something about a number, by what they say. A word may stand beside a fact only
/// where the fact is about the same.
enum Vocabulary {
  /// What words can be about.
  enum Concept: Hashable, Sendable {
    case latency, firstToken, loading, prompt, generation, rate, speed, memory, power, heat,
      utilisation, accuracy, characters, tokens, requests, files, runs, failures, tables,
      directories, headings, energy, cost, context, threads, layers, size, warm, cold
    case mean, median, tail, percentile, maximum, minimum, spread, count, total, correlation
    case seconds, milliseconds, microseconds, nanoseconds, minutes, hours, percent, perSecond,
      tokenRate, bytes, kilobytes, megabytes, gigabytes, moment
  }

  /// The concept of a word in small letters; nil where it has none.
  static func concept(_ word: String) -> Concept? {
    if let concept = words[word] { return concept }
    guard word.hasSuffix("s") else { return nil }
    return words[String(word.dropLast())]
  }

  /// What words for units are about.
  static let units: Set<Concept> = [
    .seconds, .milliseconds, .microseconds, .nanoseconds, .minutes, .hours, .percent, .perSecond,
    .bytes, .kilobytes, .megabytes, .gigabytes,
  ]

  /// Phrases that mean another thing than their words, and what stands for them.
  static let phrases: [(phrase: [String], word: String)] = [
    (["tokens", "per", "second"], "tps"), (["token", "per", "second"], "tps"),
    (["tokens", "a", "second"], "tps"), (["tokens", "each", "second"], "tps"),
    (["time", "to", "first", "token"], "ttft"),
    (["time", "to", "the", "first", "token"], "ttft"), (["first", "token"], "ttft"),
    (["standard", "deviation"], "spread"), (["per", "second"], "persecond"),
    (["a", "second"], "persecond"), (["response", "time"], "latency"),
    (["response", "times"], "latency"), (["latest", "modified"], "modified"),
    (["without", "cold", "starts"], "warm"), (["cold", "starts"], "cold"),
    (["cold", "start"], "cold"), (["num", "ctx"], "num_ctx"), (["batch", "size"], "batch_size"),
  ]

  private static let words: [String: Concept] = {
    var result: [String: Concept] = [:]
    for (concept, list) in lists {
      for word in list.split(separator: " ") { result[String(word)] = concept }
    }
    return result
  }()

  private static let lists: [(Concept, String)] = [
    (.latency, "latency latencies delay duration wait waiting time timing elapsed"),
    (.firstToken, "ttft"), (.loading, "load loading loaded"),
    (.prompt, "prompt prompts prompting"),
    (.generation, "eval evaluation generation generating generated"),
    (.rate, "throughput rate"), (.tokenRate, "tps"), (.speed, "speed velocity pace"),
    (.memory, "memory ram vram"), (.power, "power watt draw"), (.heat, "heat thermal celsius"),
    (.utilisation, "utilization utilisation usage occupancy"),
    (.accuracy, "accuracy precision quality score loss"),
    (.characters, "character chars char length"), (.tokens, "token"),
    (.requests, "request query queries"),
    (.files, "file document"),
    (.size, "size"), (.bytes, "byte"), (.kilobytes, "kilobyte kibibyte kb kib"),
    (.megabytes, "megabyte mebibyte mb mib"), (.gigabytes, "gigabyte gibibyte gb gib"),
    (.runs, "run benchmark trial repetition replicate"),
    (.failures, "failure failed failing fail error crash"), (.tables, "table"),
    (.directories, "directory directories folder"), (.headings, "heading section"),
    (.energy, "energy joule"), (.cost, "cost price dollar"), (.context, "context num_ctx"),
    (.threads, "thread core"), (.layers, "layer gpu num_gpu"),
    (.mean, "mean average averages averaged"), (.median, "median typical typically"),
    (.tail, "tail"), (.percentile, "percentile"),
    (.maximum, "maximum max peak"), (.minimum, "minimum min"),
    (.spread, "spread variability variation deviation dispersion jitter"),
    (.warm, "warm warmed"), (.cold, "cold"),
    (.count, "count number"), (.total, "total sum altogether overall"),
    (.correlation, "correlation correlate correlated association"),
    (.seconds, "second sec s"), (.milliseconds, "millisecond ms"),
    (.microseconds, "microsecond us"), (.nanoseconds, "nanosecond ns"), (.minutes, "minute"),
    (.hours, "hour hr h day week month year"),
    (.percent, "percent percentage"), (.perSecond, "persecond hertz"),
    (.moment, "modified modification date timestamp"),
  ]

  /// Judgements and causes that nobody computed.
  static let unsupported: Set<String> = wordSet(
    """
    significant significantly optimal optimum optimally excellent poor poorly good well bad badly great \
    impressive remarkable acceptable unacceptable stable unstable consistent consistently \
    inconsistent reliable reliably unreliable robust efficient efficiently inefficient strong \
    strongly weak weakly bottleneck because due caused causes cause causing therefore thus hence \
    proves prove proven guarantee guarantees guaranteed always never all every everything none only \
    many few several numerous multiple majority minority high low fast slow quick quickly slowly \
    rapidly large small long short big huge tiny substantial substantially considerable considerably \
    dramatic dramatically normal abnormal critical perfect ideal successful successfully complete \
    completely entire entirely almost nearly roughly approximately about around exactly scalable \
    safe unsafe severe severely serious seriously mostly mainly primarily usually often rarely \
    sometimes recent recently old new latest likely unlikely probably certainly expected unexpected \
    trail trails trailing lag lags lagging surge surges soar soars plummet plummets plunge plunges \
    climb climbs climbed jump jumps jumped dip dips dipped slip slips slid spike spikes spiked up down \
    lead leads leading win wins winner gain gains boost boosts speedup slowdown regression regressions \
    penalty overhead saving savings over under within first last final initial former latter previous \
    earliest oldest newest since until ago today yesterday missing absent lost skipped unsuccessful \
    quartile quartiles quantile quantiles decile deciles mode iqr range variance limit limits bound \
    bounds confidence interval margin ratio share proportion fraction probability chance odds rank \
    target targets goal goals threshold budget requirement sla objective baseline predicted projected \
    forecast
    """)

  /// Words for numbers.
  static let numbers: Set<String> = wordSet(
    """
    zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety \
    hundred hundreds thousand thousands million millions billion billions trillion trillions dozen \
    dozens couple pair duo trio dual tens handful third fourth fifth sixth seventh eighth ninth tenth \
    eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth \
    twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth \
    thousandth millionth billionth thirds fourths fifths sixths sevenths eighths ninths tenths \
    hundredths thousandths millionths quarter quarters both either single nil nought once
    """)

  /// Whether a word in small letters denies what stands beside it.
  static func isNegation(_ word: String) -> Bool {
    negations.contains(word) || word.hasSuffix("n't")
  }

  private static let negations: Set<String> = wordSet(
    """
    not no cannot neither nor without hardly barely scarcely never false falsely wrong wrongly untrue \
    incorrect opposite contrary unlike except excluding instead nothing nobody nowhere lacks lack
    """)

  /// Families of models, which name an entity even where the data hold another one only.
  static let modelFamilies: Set<String> = wordSet(
    """
    gemma llama smollm mistral mixtral qwen phi gpt chatgpt openai deepseek claude gemini falcon \
    vicuna bert bloom codellama tinyllama starcoder granite olmo yi
    """)

  /// Kinds of files: files of one kind are not all files.
  static let fileKinds: Set<String> = wordSet(
    "csv tsv json ndjson markdown md yaml yml xml html text txt log logs image images pdf")

  private static func wordSet(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}
