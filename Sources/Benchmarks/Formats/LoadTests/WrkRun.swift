import Tables

/// One run in the text that wrk or wrk2 prints.
///
/// Units after wrk's `src/units.c`: times by thousands from `us` to `s`, then by sixties; rates by
/// thousands; sizes by 1024.
struct WrkRun {
  /// A number with the line on which it stands.
  struct Figure {
    var value: Double
    var line: Int
  }

  /// Mean, standard deviation, maximum and share within one standard deviation.
  struct ThreadStatistics {
    var mean: Figure?
    var standardDeviation: Figure?
    var maximum: Figure?
    var withinOne: Figure?
  }

  /// A latency distribution under its heading.
  struct Distribution {
    var title: String
    var percentiles: [(probability: Double, seconds: Figure)] = []
    var spectrum: PercentileSpectrum?
  }

  var line: Int
  var url: String
  var duration: String
  var threads: String?
  var connections: String?
  var latency = ThreadStatistics()
  var rate = ThreadStatistics()
  var distributions: [Distribution] = []
  var requests: Figure?
  var seconds: Figure?
  var bytesRead: Figure?
  var requestsPerSecond: Figure?
  var bytesPerSecond: Figure?
  var failures: [(reason: String, count: Int)] = []
  /// Whether a rate stood after the run, its last lines.
  var isEnded: Bool { bytesPerSecond != nil }

  /// A run from the line `Running 30s test @ http://…`; nil for other lines.
  init?(start text: String, line: Int) {
    let fields = text.split(whereSeparator: \.isWhitespace)
    guard fields.count == 5, fields[0] == "Running", fields[2] == "test", fields[3] == "@",
      ToolNumber.scaled(fields[1], by: Self.times) != nil
    else { return nil }
    self.line = line
    url = String(fields[4])
    duration = String(fields[1])
  }

  /// Takes a line of the run.
  mutating func take(_ text: String, at line: Int) {
    let fields = text.split(whereSeparator: \.isWhitespace)
    guard let first = fields.first else { return }
    switch (first, fields.count) {
    case ("Latency", 2...) where fields[1] == "Distribution":
      distributions.append(Distribution(title: text.trimmed))
    case ("Latency", 4...5): latency = statistics(fields, Self.times, line)
    case ("Req/Sec", 4...5): rate = statistics(fields, Self.counts, line)
    case ("Requests/sec:", 2): requestsPerSecond = figure(fields[1], Self.counts, line)
    case ("Transfer/sec:", 2): bytesPerSecond = figure(fields[1], Self.sizes, line)
    case ("Socket", _): takeSocketErrors(text)
    case ("Non-2xx", _): takeStatusErrors(fields)
    case (_, 5) where fields[1] == "threads" && fields[4] == "connections":
      threads = String(first)
      connections = String(fields[3])
    case (_, 6) where fields[1] == "requests" && fields[2] == "in": takeTotals(fields, line)
    default: takeDistribution(text, fields, line)
    }
  }

  private mutating func takeTotals(_ fields: [Substring], _ line: Int) {
    requests = figure(fields[0], Self.counts, line)
    seconds = figure(fields[3].dropLast(), Self.times, line)
    bytesRead = figure(fields[4], Self.sizes, line)
  }

  /// `Socket errors: connect 0, read 0, write 0, timeout 90`
  private mutating func takeSocketErrors(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return }
    for pair in text[text.index(after: colon)...].split(separator: ",") {
      let sides = pair.split(separator: " ")
      if sides.count == 2, let count = Int(sides[1]) {
        failures.append(("socket error: \(sides[0])", count))
      }
    }
  }

  /// `Non-2xx or 3xx responses: 331`
  private mutating func takeStatusErrors(_ fields: [Substring]) {
    if let count = fields.last.flatMap({ Int($0) }) {
      failures.append(("response that is not 2xx or 3xx", count))
    }
  }

  private mutating func takeDistribution(_ text: String, _ fields: [Substring], _ line: Int) {
    guard let last = distributions.indices.last else { return }
    if PercentileSpectrum.isHeader(text) {
      distributions[last].spectrum = PercentileSpectrum()
    } else if distributions[last].spectrum != nil {
      _ = distributions[last].spectrum?.take(text, at: line)
    } else if fields.count == 2, fields[0].hasSuffix("%"),
      let probability = ToolNumber.probability(percent: fields[0].dropLast()),
      let seconds = figure(fields[1], Self.times, line)
    {
      distributions[last].percentiles.append((probability, seconds))
    }
  }

  private func statistics(
    _ fields: [Substring], _ scales: [(symbol: String, factor: Double)], _ line: Int
  ) -> ThreadStatistics {
    ThreadStatistics(
      mean: figure(fields[1], scales, line), standardDeviation: figure(fields[2], scales, line),
      maximum: figure(fields[3], scales, line),
      withinOne: fields.count > 4 ? figure(fields[4], [("%", 1)], line) : nil)
  }

  private func figure(
    _ text: Substring, _ scales: [(symbol: String, factor: Double)], _ line: Int
  ) -> Figure? {
    ToolNumber.scaled(text, by: scales).map { Figure(value: $0, line: line) }
  }

  private static let times: [(symbol: String, factor: Double)] = [
    ("us", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
  ]
  private static let counts: [(symbol: String, factor: Double)] = [
    ("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15),
  ]
  private static let sizes: [(symbol: String, factor: Double)] = [
    ("B", 1), ("KB", 0x1p10), ("MB", 0x1p20), ("GB", 0x1p30), ("TB", 0x1p40), ("PB", 0x1p50),
  ]
}
