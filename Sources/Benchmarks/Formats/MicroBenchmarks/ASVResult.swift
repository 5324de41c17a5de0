import Tables

/// A benchmark in a result file of asv, whichever version of the format it is of: a value for each
/// combination of parameters, with statistics and samples beside it where asv took several.
struct ASVResult {
  let name: String
  let place: String
  /// The texts of the parameters, by parameter.
  let parameters: [[String]]
  /// A value for each combination, the last parameter running fastest.
  let values: [JSONPlace]
  private let statistics: [String: [JSONPlace]]
  private let samples: [JSONPlace]

  /// Version 1: a value alone, or an object with `result`, `params`, `stats` and `samples`.
  init(name: String, plain: JSONPlace) {
    let isObject = plain.value.object != nil
    let stats = isObject ? Self.list(plain["stats"]) : []
    func column(_ key: String, _ index: Int? = nil) -> [JSONPlace] {
      stats.map { entry in
        let found = index.map { entry[key]?.elements?[safe: $0] } ?? entry[key]
        return found ?? JSONPlace(.null, keyPath: entry.keyPath)
      }
    }
    self.init(
      name: name, place: plain.place, parameters: isObject ? plain["params"] : nil,
      result: isObject ? plain["result"] : plain, samples: isObject ? plain["samples"] : nil,
      statistics: [
        "stats_ci_99_a": column("ci_99", 0), "stats_ci_99_b": column("ci_99", 1),
        "stats_q_25": column("q_25"), "stats_q_75": column("q_75"),
        "stats_number": column("number"), "stats_repeat": column("repeat"),
      ])
  }

  /// Version 2: a row under `result_columns`, cut short after its last value.
  init(name: String, row: JSONPlace, columns: [String]) {
    var cells: [String: JSONPlace] = [:]
    for (column, cell) in zip(columns, row.elements ?? []) { cells[column] = cell }
    self.init(
      name: name, place: row.place, parameters: cells["params"], result: cells["result"],
      samples: cells["samples"], statistics: cells.mapValues(Self.list))
  }

  private init(
    name: String, place: String, parameters: JSONPlace?, result: JSONPlace?, samples: JSONPlace?,
    statistics: [String: [JSONPlace]]
  ) {
    self.name = name
    self.place = place
    self.parameters = (parameters?.elements ?? []).map { ($0.elements ?? []).map(Self.text) }
    let count = self.parameters.reduce(1) { count, texts in
      let (product, overflow) = count.multipliedReportingOverflow(by: texts.count)
      return overflow ? 0 : product
    }
    let values = Self.list(result)
    // One null stands for all combinations where every one of them failed.
    let isNull = values.isEmpty || values.count == 1 && values[0].value == .null
    self.values =
      isNull && (1...10_000).contains(count)
      ? Array(repeating: values.first ?? JSONPlace(.null, keyPath: place), count: count) : values
    self.samples = Self.list(samples)
    self.statistics = statistics
  }

  private static func list(_ place: JSONPlace?) -> [JSONPlace] {
    place.map { $0.elements ?? [$0] } ?? []
  }

  private static func text(_ place: JSONPlace) -> String { ToolNumber.text(place.value) }

  /// The texts of combination `index`.
  func combination(_ index: Int) -> [ToolAttribute] {
    guard parameters.allSatisfy({ !$0.isEmpty }) else { return [] }
    var rest = index
    var texts: [String] = []
    for values in parameters.reversed() {
      texts.append(values[rest % values.count])
      rest /= values.count
    }
    return texts.reversed().enumerated().map {
      ToolAttribute("parameter \($0.offset + 1)", $0.element)
    }
  }

  /// The quantity behind the name's beginning, as asv tells its kinds of benchmarks apart.
  private var quantity: (name: String, unit: Unit) {
    let function = name.split(separator: ".").last ?? ""
    let kind = function.prefix { $0 != "_" }
    switch kind {
    case "time", "timeraw": return ("time", .seconds)
    case "mem", "peakmem": return ("memory", .bytes)
    default: return ("value", .one)
    }
  }

  /// The value of combination `index` with what is known of it; nil where it failed or was skipped.
  func metric(_ index: Int, _ notes: inout ToolNotes) -> ToolMetric? {
    guard let value = values[index].number else { return nil }
    let (name, unit) = quantity
    let lower = statistic("stats_ci_99_a", index)
    let upper = statistic("stats_ci_99_b", index)
    let isMedian = lower != nil || upper != nil
    var reported = [
      ReportedStatistic(
        isMedian ? .median : .total, value, source: values[index].place, lower: lower?.number,
        upper: upper?.number)
    ]
    let kinds: [(ReportedStatistic.Kind, String)] = [
      (.percentile(0.25), "stats_q_25"), (.percentile(0.75), "stats_q_75"),
      (.other("number"), "stats_number"), (.other("repeat"), "stats_repeat"),
    ]
    for (kind, key) in kinds {
      guard let place = statistic(key, index), let number = place.number else { continue }
      reported.append(ReportedStatistic(kind, number, source: place.place))
    }
    return ToolMetric(name, unit, samples: samples(index, &notes), reported: reported)
  }

  private func statistic(_ key: String, _ index: Int) -> JSONPlace? {
    statistics[key]?[safe: index].flatMap { $0.value == .null ? nil : $0 }
  }

  private func samples(_ index: Int, _ notes: inout ToolNotes) -> ToolSamples? {
    guard let place = samples[safe: index], let elements = place.elements else { return nil }
    let numbers = elements.compactMap(\.number)
    if numbers.count < elements.count {
      notes.add("\(place.place): \(elements.count - numbers.count) entries are no finite number")
    }
    guard !numbers.isEmpty else { return nil }
    return ToolSamples(numbers, source: place.place, isComplete: numbers.count == elements.count)
  }
}

extension Array {
  /// The element at an index; nil beyond the ends.
  fileprivate subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
