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
  /// The words of each key.
  private(set) var keyWords: [Set<UInt64>] = []
  /// The words of the last part of each key.
  private(set) var leafWords: [Set<UInt64>] = []
  /// The tables of runs, for statistics of what a claim names.
  private(set) var series: [RunSeries] = []
  /// The whole numbers without a unit, by the words of the last part of their keys.
  private(set) var keyedCounts: [UInt64: [Int32]] = [:]
  /// The values of what only the data name, by the words of the last part of their keys.
  private(set) var named: [UInt64: [Int32]] = [:]
  private var indexOfEntity: [String: Int] = [:]
  private var indexOfKey: [String: Int] = [:]
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
    var isOfMeans = false
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
    if let own = reading.statistic, own == .mean, statistic != .mean, statistic != .single {
      // The largest of means is no largest value.
      subject = .named(reader.name(of: key))
      isOfMeans = true
    }
    let isSource = statistic != .single && fact.statistic == "reading"
    append(
      Observation(
        value: value, unit: MeasuredUnit(Unit(fact.unit)), subject: subject, statistic: statistic,
        origin: isSource ? .source : .fact(index), n: max(1, fact.n), key: key,
        file: fact.files.first ?? "",
        entity: entity(
          [fact.files.first, fact.table, fact.subject, fact.group].compactMap { $0 }
            .joined(separator: " ")), keyWords: words(ofKey: key), fact: index,
        isOfMeans: isOfMeans,
        conditions: fact.group.map { conditions($0) } ?? []))
    if let subject = fact.subject { addName(subject: subject) }
    if let table = fact.table { addName(path: table) }
    if let group = fact.group { addName(group: group) }
  }

  /// The values of a table of runs, run by run.
  mutating func add(_ table: RunTable) {
    let labelled = table.columns(.entity) + namingColumns(of: table)
    let rows = table.succeededRows
    var series = RunSeries(file: table.path)
    series.failed = table.failed.count
    series.rows = rows.map { row in
      let labels = table.entityLabels(row, labelled)
      return .init(
        number: row,
        entity: entity(
          ([table.path, table.name, table.subject ?? ""] + labels).joined(separator: " ")))
    }
    for column in table.columns where table.table.columns[column.index].isNumeric {
      let reading = reader.read(column.name)
      let values = table.values(column, rows: rows)
      if column.meaning.role == .factor {
        guard let setting = reading.setting else { continue }
        levels[setting, default: []].formUnion(values.compactMap { $0 })
        series.settings[setting] = values
        continue
      }
      guard column.meaning.role == .metric || column.meaning.role == .sourceSummary else {
        continue
      }
      series.columns.append(
        .init(
          subject: reading.subject, statistic: reading.statistic,
          unit: MeasuredUnit(column.meaning.unit), key: column.name, values: values))
    }
    append(series)
    for column in labelled { addLabels(table, column) }
  }

  /// The cells of a table as observations.
  private mutating func append(_ series: RunSeries) {
    for column in series.columns {
      for (place, row) in series.rows.enumerated() {
        guard let value = column.values[place], value.isFinite else { continue }
        append(
          Observation(
            value: value, unit: column.unit, subject: column.subject,
            statistic: column.statistic ?? .single, origin: .record(row: row.number), n: 1,
            key: column.key, file: series.file, entity: row.entity,
            keyWords: words(ofKey: column.key), place: (self.series.count, place)))
      }
    }
    self.series.append(series)
  }

  /// The numbers of a document. Those that a fact or a table has under the same key are known already.
  mutating func add(_ values: [DocumentValues.Value], of path: String) {
    let known = Set(observations.filter { $0.file == path }.map(\.key))
    for value in values where value.number.isFinite && !known.contains(value.key) {
      let reading = reader.read(value.key)
      append(
        Observation(
          value: value.number, unit: Self.unit(ofKey: value.key), subject: reading.subject,
          statistic: reading.statistic ?? .single, origin: .source, n: 1, key: value.key,
          file: path,
          entity: entity(path), keyWords: words(ofKey: value.key)))
    }
  }

  /// The columns of identifiers that are names: `g60_c2048_t0.8`.
  private func namingColumns(of table: RunTable) -> [RunColumn] {
    table.columns(.identifier).filter { column in
      let cells = table.table.columns[column.index]
      guard !cells.isNumeric else { return false }
      let labels = table.succeededRows.prefix(1000).compactMap { cells.text(at: $0) }
      return !labels.isEmpty
        && labels.allSatisfy {
          $0.utf8.count <= 40 && $0.utf8.contains { $0.isLetter } && !$0.contains(" ")
        }
    }
  }

  /// The labels of a column as names, where there are few enough to be names.
  private mutating func addLabels(_ table: RunTable, _ column: RunColumn) {
    let cells = table.table.columns[column.index]
    let labels = Set(table.succeededRows.prefix(10_000).compactMap { cells.text(at: $0) })
    guard labels.count <= 256 else { return }
    for label in labels.sorted() where label.utf8.count <= 64 { addName(subject: label) }
  }

  /// The words of a key, by their index.
  private mutating func words(ofKey key: String) -> Int {
    if let index = indexOfKey[key] { return index }
    keyWords.append(Set(Word.all(Array(key.utf8)).map(\.hash)))
    leafWords.append(Set(Word.all(Array(key.leaf.utf8)).map(\.hash)))
    indexOfKey[key] = keyWords.count - 1
    return keyWords.count - 1
  }

  mutating func addName(subject: String) {
    if namedEntities.insert("s:" + subject).inserted {
      entities.add(subject, isSubject: true, isLabel: true)
    }
  }

  /// The name of a file without its ending and the folders that it stands in.
  mutating func addName(path: String) {
    for part in path.split(separator: "/") where namedEntities.insert("p:" + part).inserted {
      let stem = part.lastIndex(of: ".").map { part[..<$0] } ?? part
      entities.add(String(stem), isSubject: false, isLabel: false)
      if part.contains(where: \.isNumber) || part == path.split(separator: "/").dropLast().last {
        entities.add(String(stem), isSubject: true, isLabel: false)
      }
    }
  }

  private mutating func addName(group: String) {
    guard namedEntities.insert("g:" + group).inserted else { return }
    for part in group.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      if let label = sides.last, Double(label.drop { $0 == " " }) == nil {
        entities.add(String(label), isSubject: true, isLabel: true)
      }
    }
  }

  /// The settings in a group's condition: `num_gpu = 40`; their values are levels.
  private mutating func conditions(_ group: String) -> [Condition] {
    var found: [Condition] = []
    for part in group.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, let level = Double(sides[1].drop { $0 == " " }),
        let setting = reader.read(String(sides[0].filter { $0 != " " })).setting
      else { continue }
      levels[setting, default: []].insert(level)
      found.append(Condition(setting: setting, values: [level]))
    }
    return found
  }

  private mutating func append(_ observation: Observation) {
    var observation = observation
    // In °C a temperature is a device's, whatever its name.
    if observation.unit?.dimension == .temperature {
      observation.subject = .quantity(.deviceTemperature)
    }
    observations.append(observation)
    if observation.unit.map({ $0.dimension == .count || $0 == .one }) ?? true,
      observation.value == observation.value.rounded()
    {
      for word in Stem.ofLeaf(observation.key) {
        keyedCounts[word, default: []].append(Int32(observations.count - 1))
      }
    }
    if case .named = observation.subject, observation.unit != nil {
      for word in leafWords[observation.keyWords] {
        named[word, default: []].append(Int32(observations.count - 1))
      }
    }
    let isMean = observation.statistic == .mean
    if isMean || observation.statistic == .single {
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

  /// The unit that the last part of a key path tells.
  private static func unit(ofKey key: String) -> MeasuredUnit? {
    let leaf = key.split(separator: ".").last.map { $0.prefix { $0 != "[" } } ?? ""
    return MeasuredUnit(ColumnDictionary.unit(of: leaf.lowercased()))
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
