import Tables

/// The lines `key : value` of an MLPerf loadgen summary, by section.
struct MLPerfSummary {
  /// A line with its key and value.
  struct Entry {
    var key: String
    var value: String
    var line: Int
  }

  /// The sections of the file.
  enum Section: String {
    case results = "MLPerf Results Summary"
    case additional = "Additional Stats"
    case parameters = "Test Parameters Used"
  }

  private(set) var entries: [Section: [Entry]] = [:]
  /// The number of errors; nil where the file does not say.
  private(set) var errors: Int?
  private(set) var warnings: String?

  /// Reads the lines; what stands before the first section is passed over.
  init(_ lines: [String]) {
    var section: Section?
    for (index, line) in lines.enumerated() {
      let text = line.trimmed
      if let found = Section(rawValue: text) {
        section = found
      } else if let section, let entry = Self.entry(text, line: index + 1) {
        entries[section, default: []].append(entry)
      } else {
        takeClosing(text)
      }
    }
  }

  /// The value of a key of the results.
  func result(_ key: String) -> Entry? { entries[.results]?.first { $0.key == key } }

  private static func entry(_ text: String, line: Int) -> Entry? {
    guard let colon = text.firstIndex(of: ":"), !text.hasPrefix("WARNING"), !text.hasPrefix("ERROR")
    else { return nil }
    let key = text[..<colon].trimmed
    guard !key.isEmpty else { return nil }
    return Entry(key: key, value: text[text.index(after: colon)...].trimmed, line: line)
  }

  /// `No errors encountered during test.`, `2 warnings encountered. See detailed log.`,
  /// `3 ERRORS encountered. See detailed log.`
  private mutating func takeClosing(_ text: String) {
    let words = text.lowercased().split(separator: " ")
    guard words.count >= 3, words[2].hasPrefix("encountered") else { return }
    let count = words[0] == "no" ? 0 : Int(words[0]).flatMap { $0 >= 0 ? $0 : nil }
    if words[1].hasPrefix("error") { errors = count ?? errors }
    if words[1].hasPrefix("warning"), count != 0 { warnings = text }
  }
}

extension MLPerfSummary.Entry {
  /// A statistic of a quantity, such as `99.90 percentile first token latency (ns)`; nil for other
  /// lines.
  var statistic: (quantity: String, unit: Unit, reported: ReportedStatistic)? {
    guard let open = key.lastIndex(of: "("), key.hasSuffix(")"),
      let number = ToolNumber.decimal(value)
    else { return nil }
    let unit = key[key.index(after: open)...].dropLast()
    let words = key[..<open].split(separator: " ")
    let kind: ReportedStatistic.Kind
    var rest = words.dropFirst()
    switch words.first?.lowercased() {
    case "min": kind = .minimum
    case "max": kind = .maximum
    case "mean": kind = .mean
    default:
      guard let first = words.first, rest.first == "percentile",
        let probability = ToolNumber.probability(
          percent: first.hasSuffix("th") ? first.dropLast(2) : first)
      else { return nil }
      kind = .percentile(probability)
      rest = rest.dropFirst()
    }
    guard !rest.isEmpty, !unit.isEmpty else { return nil }
    return (
      rest.joined(separator: " ").lowercased(), Unit(String(unit)),
      ReportedStatistic(kind, number, source: "line \(line)")
    )
  }

  /// A rate, such as `Completed samples per second`; nil for other lines.
  var rate: ToolMetric? {
    let ending = " per second"
    guard let number = ToolNumber.decimal(value) else { return nil }
    let reported = [ReportedStatistic(.total, number, source: "line \(line)")]
    if key.hasPrefix("QPS") { return ToolMetric(key, Unit("queries/s"), reported: reported) }
    guard key.hasSuffix(ending), let thing = key.dropLast(ending.count).split(separator: " ").last
    else { return nil }
    return ToolMetric(key, Unit(thing.lowercased() + "/s"), reported: reported)
  }
}
