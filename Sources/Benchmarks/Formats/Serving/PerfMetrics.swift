import Tables

/// What aiperf and its forerunner genai-perf write: metrics as objects with `unit` and statistics,
/// or two tables in one CSV.
enum PerfMetrics {
  /// Whether a member is a metric: an object with the text `unit` and the number `avg`.
  static func isMetric(_ place: JSONPlace) -> Bool {
    place["unit"]?.value.string != nil && place["avg"]?.value.number != nil
  }

  /// The metrics among the members, and points in time apart: those are no measurements.
  static func read(
    _ place: JSONPlace, _ notes: inout ToolNotes
  ) -> (metrics: [ToolMetric], times: [ToolAttribute]) {
    var metrics: [ToolMetric] = []
    var times: [ToolAttribute] = []
    for (key, member) in place.members ?? [] where isMetric(member) {
      let unit = member["unit"]?.value.string ?? ""
      if isPointInTime(key) {
        if let text = member["avg"]?.label { times.append(ToolAttribute(key, "\(text) \(unit)")) }
        continue
      }
      let reported = asTotal(member.statistics(&notes))
      if !reported.isEmpty {
        metrics.append(ToolMetric(key, Unit(servingText: unit), reported: reported))
      }
    }
    return (metrics, times)
  }

  static func isPointInTime(_ name: String) -> Bool {
    name.lowercased().hasSuffix("timestamp")
  }

  /// A mean that stands alone, or with the count 1, is a figure of the whole run.
  private static func asTotal(_ statistics: [ReportedStatistic]) -> [ReportedStatistic] {
    let others = statistics.filter { $0.kind != .mean }
    guard others.isEmpty || others.map(\.kind) == [.count] && others[0].value == 1 else {
      return statistics
    }
    return statistics.filter { $0.kind == .mean }.map {
      ReportedStatistic(.total, $0.value, source: $0.source)
    }
  }

  /// The scalars of an object, those of nested objects by their paths.
  static func parameters(_ place: JSONPlace?, prefix: String = "") -> [ToolAttribute] {
    (place?.members ?? []).flatMap { key, member -> [ToolAttribute] in
      let path = JSONPlace.joined(prefix, key)
      if let text = member.label { return [ToolAttribute(path, text)] }
      return member.value.object == nil ? [] : parameters(member, prefix: path)
    }
  }

  /// The model's names as one text.
  static func model(_ input: JSONPlace?) -> String? {
    let places = [input?.at("endpoint", "model_names"), input?["model_names"], input?["model"]]
    guard let names = places.compactMap({ $0 }).first else { return nil }
    let texts = names.elements?.compactMap(\.label) ?? [names.label].compactMap { $0 }
    return texts.isEmpty ? nil : texts.joined(separator: ", ")
  }
}

/// The tables of aiperf's and genai-perf's CSV: a first one of distributions, whose header begins
/// with `Metric,avg`, and a second one of single figures, `Metric,Value`.
struct PerfTables {
  private(set) var metrics: [ToolMetric] = []
  private(set) var times: [ToolAttribute] = []
  private(set) var notes = ToolNotes()
  private var header: [String] = []
  private var isSkipping = false

  /// The first header of the content: of records, or of lines of text.
  static func header(_ content: ToolContent) -> [String]? {
    if let records = content.records { return records.header }
    return content.text?.first { !$0.trimmed.isEmpty }.map(fields)
  }

  static func fields(_ line: String) -> [String] {
    TextRecords.fields(of: line).map { $0.trimmed }
  }

  init(_ content: ToolContent) {
    if let records = content.records {
      take(records.header, line: 1)
      for row in records.rows { take(row.fields, line: row.line) }
    }
    for (i, line) in (content.text ?? []).enumerated() where !line.trimmed.isEmpty {
      take(Self.fields(line), line: i + 1)
    }
  }

  private mutating func take(_ fields: [String], line: Int) {
    if fields.first == "Metric" {
      let isKnown = fields == ["Metric", "Value"] || fields.prefix(2) == ["Metric", "avg"]
      header = isKnown ? fields : []
      isSkipping = !isKnown
    } else if fields.contains("Metric"), fields.contains("avg") || fields.contains("Value") {
      isSkipping = true
    }
    guard fields.first != "Metric" || isSkipping else { return }
    guard !isSkipping else {
      notes.add("tables of another header than 'Metric' are passed over")
      return
    }
    addRow(CSVFields(line: line, header: header, fields: fields))
  }

  private mutating func addRow(_ row: CSVFields) {
    guard let label = row["Metric"], row.fields.count == header.count else {
      notes.add("line \(row.line): expected \(header.count) fields, found \(row.fields.count)")
      return
    }
    let (name, unit) = Self.nameAndUnit(label)
    if PerfMetrics.isPointInTime(name) {
      if let text = row["Value"] ?? row["avg"] {
        times.append(ToolAttribute(name, "\(text) \(unit.symbol)"))
      }
      return
    }
    let reported = header.dropFirst().compactMap { column -> ReportedStatistic? in
      let kind = column == "Value" ? .total : ReportedStatistic.Kind(servingName: column)
      return kind.flatMap { row.reported($0, column, &notes) }
    }
    if !reported.isEmpty { metrics.append(ToolMetric(name, unit, reported: reported)) }
  }

  /// `Request Latency (ms)`: the unit stands in brackets, `(per sec)` leaves open of what, and
  /// lengths have none.
  static func nameAndUnit(_ label: String) -> (name: String, unit: Unit) {
    guard label.hasSuffix(")"), let open = label.lastIndex(of: "(") else {
      let unit = label.hasSuffix("Sequence Length") ? Unit.tokens : .one
      return (label, label.hasSuffix("Count") ? .count : unit)
    }
    let name = String(label[..<open]).trimmed
    let text = label[label.index(after: open)...].dropLast()
    if text == "per sec" {
      return (name, name.contains("Token") ? .tokensPerSecond : .requestsPerSecond)
    }
    return (name, Unit(servingText: String(text)))
  }
}
