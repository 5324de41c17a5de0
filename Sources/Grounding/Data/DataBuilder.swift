import Benchmarks
import Facts

/// Gathers observations, names and entities from facts and tables.
struct DataBuilder {
  private(set) var facts: [IssuedFact] = []
  private(set) var observations: [Observation] = []
  private(set) var entities = EntityNames()
  private(set) var entityWords: [EntityWords] = []
  private(set) var levels: [Setting: Set<Double>] = [:]
  private(set) var twins: [GroundingData.Twin: String] = [:]
  private(set) var extremes: [String: ClosedRange<Double>] = [:]
  var reader = NameReader()
  private var indexOfEntity: [String: Int] = [:]
  private var namedEntities: Set<String> = []

  mutating func add(_ facts: [IssuedFact]) {
    self.facts = facts
    for (i, fact) in facts.enumerated() where Self.topics.contains(fact.topic) { add(fact, i) }
  }

  private static let topics: Set<String> = ["performance", "reading", "correlation", "run"]

  private mutating func add(_ fact: IssuedFact, _ index: Int) {
    guard let value = fact.value else { return }
    let key = fact.columns.last ?? Self.metric(of: fact.key) ?? fact.key
    let reading = reader.read(key)
    var statistic =
      Self.statistic(fact.statistic) ?? Self.statistic(ofKey: fact.key) ?? reading.statistic
      ?? .single
    var subject = reading.subject
    if fact.topic == "correlation" {
      guard fact.columns.count == 2 else { return }
      (subject, statistic) = (.quantity(.correlation), .correlation)
    } else if fact.statistic == "count" {
      // Numbers of runs are among the counts.
      return
    }
    if let unit = MeasuredUnit(Unit(fact.unit)), case .named = subject, fact.columns.count == 1 {
      // A quantity that its name does not tell may be told by its unit.
      if unit.dimension == .tokenRate { subject = .quantity(.throughput) }
    }
    let isSource = statistic != .single && fact.statistic == "reading"
    append(
      Observation(
        value: value, unit: MeasuredUnit(Unit(fact.unit)), subject: subject, statistic: statistic,
        origin: isSource ? .source : .fact(index), n: max(1, fact.n), key: key,
        file: fact.files.first ?? "",
        entity: entity(
          [fact.files.first, fact.table, fact.subject, fact.group].compactMap { $0 }
            .joined(separator: " ")), fact: index))
    if let subject = fact.subject { addName(subject: subject) }
    if let table = fact.table { addName(path: table) }
    if let group = fact.group {
      addName(group: group)
      addLevels(group)
    }
  }

  /// The values of a table of runs, run by run.
  mutating func add(_ table: RunTable) {
    let labelled = table.columns(.entity)
    for column in table.columns where table.table.columns[column.index].isNumeric {
      let reading = reader.read(column.name)
      if column.meaning.role == .factor {
        if let setting = reading.setting {
          let values = table.values(column, rows: table.succeededRows).compactMap { $0 }
          levels[setting, default: []].formUnion(values)
        }
        continue
      }
      guard column.meaning.role == .metric || column.meaning.role == .sourceSummary else {
        continue
      }
      let unit = MeasuredUnit(column.meaning.unit)
      for row in table.succeededRows {
        guard let value = table.table.columns[column.index].double(at: row), value.isFinite else {
          continue
        }
        let labels = table.entityLabels(row, labelled)
        append(
          Observation(
            value: value, unit: unit, subject: reading.subject,
            statistic: reading.statistic ?? .single, origin: .record(row: row), n: 1,
            key: column.name, file: table.path,
            entity: entity(
              ([table.path, table.name, table.subject ?? ""] + labels).joined(separator: " "))))
      }
    }
  }

  mutating func addName(subject: String) {
    if namedEntities.insert("s:" + subject).inserted { entities.add(subject, isSubject: true) }
  }

  /// The name of a file without its ending and the folders that it stands in.
  mutating func addName(path: String) {
    for part in path.split(separator: "/") where namedEntities.insert("p:" + part).inserted {
      let stem = part.lastIndex(of: ".").map { part[..<$0] } ?? part
      entities.add(String(stem), isSubject: false)
      if part.contains(where: \.isNumber) || part == path.split(separator: "/").dropLast().last {
        entities.add(String(stem), isSubject: true)
      }
    }
  }

  private mutating func addName(group: String) {
    guard namedEntities.insert("g:" + group).inserted else { return }
    for part in group.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      if let label = sides.last, Double(label.drop { $0 == " " }) == nil {
        entities.add(String(label), isSubject: true)
      }
    }
  }

  /// The settings in a group's condition: `num_gpu = 40`.
  private mutating func addLevels(_ group: String) {
    for part in group.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, let level = Double(sides[1].drop { $0 == " " }),
        let setting = reader.read(String(sides[0].filter { $0 != " " })).setting
      else { continue }
      levels[setting, default: []].insert(level)
    }
  }

  private mutating func append(_ observation: Observation) {
    observations.append(observation)
    let isMean = observation.statistic == .mean
    if isMean || observation.statistic == .single, observation.origin != .computed {
      let twin = GroundingData.Twin(
        file: observation.file, bits: observation.value.bitPattern, isMean: isMean)
      if twins[twin] == nil { twins[twin] = observation.key }
    }
    let series = observation.file + "\u{0}" + observation.key
    if let known = extremes[series] {
      extremes[series] =
        min(known.lowerBound, observation.value)...max(known.upperBound, observation.value)
    } else {
      extremes[series] = observation.value...observation.value
    }
  }

  private mutating func entity(_ text: String) -> Int {
    if let index = indexOfEntity[text] { return index }
    entityWords.append(EntityWords(text))
    indexOfEntity[text] = entityWords.count - 1
    return entityWords.count - 1
  }

  /// The statistic that a fact's own name for it says.
  static func statistic(_ name: String) -> ClaimStatistic? {
    switch name {
    case "mean": return .mean
    case "median": return .percentile(0.5)
    case "standardDeviation": return .standardDeviation
    case "minimum": return .minimum
    case "maximum": return .maximum
    case "sum", "total": return .sum
    case "count": return .count
    case "value": return .single
    default:
      guard name.hasPrefix("percentile(") else { return nil }
      let number = name.dropFirst("percentile(".count).prefix { $0.isNumber || $0 == "." }
      return Double(number).map { .percentile($0) }
    }
  }

  /// The statistic in the key of a figure that a tool states: `…/latency/percentile(0.99)/given`.
  private static func statistic(ofKey key: String) -> ClaimStatistic? {
    let parts = key.split(separator: "/")
    guard parts.count >= 2, parts.last == "given" else { return nil }
    let name = String(parts[parts.count - 2])
    return name == "total" ? nil : statistic(name)
  }

  private static func metric(of key: String) -> String? {
    let parts = key.split(separator: "/")
    return parts.count >= 2 ? String(parts[parts.count - 2]) : nil
  }
}
