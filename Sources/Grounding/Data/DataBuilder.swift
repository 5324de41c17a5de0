import Benchmarks
import Facts

/// Gathers observations, names and entities from facts and tables.
struct DataBuilder {
  private(set) var facts = IssuedFacts([])
  private(set) var observations: [Observation] = []
  private(set) var entities = EntityNames()
  private(set) var entityWords: [EntityWords] = []
  private(set) var levels: [Setting: Set<Double>] = [:]
  private(set) var twins: [GroundingData.Twin: Int32] = [:]
  private(set) var extremes: [ClosedRange<Double>?] = []
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
  private var indexOfFile: [String: Int] = [:]
  private var indexOfSeries: [Series: Int] = [:]
  private var namedEntities: Set<String> = []

  /// A key in a file.
  private struct Series: Hashable {
    var file: Int
    var key: Int
  }

  /// What the values of a frame are of; nil for those that are no observations.
  private struct FrameReading {
    var measure: Measure
    var entity: Int
    /// Whether the source itself states the values.
    var isSource: Bool
  }

  mutating func add(_ facts: IssuedFacts) {
    self.facts = facts
    observations.reserveCapacity(observations.count + facts.values.count)
    var readings = [FrameReading??](repeating: nil, count: facts.frames.count)
    for item in facts.values {
      let reading: FrameReading?
      if let known = readings[item.frame] {
        reading = known
      } else {
        reading = read(facts.frames[item.frame])
        readings[item.frame] = .some(reading)
      }
      guard let reading else { continue }
      append(
        Observation(
          value: item.value, measure: reading.measure,
          origin: reading.isSource ? .source : .fact(item.fact), n: max(1, item.n),
          entity: reading.entity, fact: item.fact))
    }
  }

  private mutating func read(_ fact: FactFrame) -> FrameReading? {
    let key = fact.columns.last ?? fact.key.map { Self.metric(of: $0) ?? $0 } ?? ""
    let reading = reader.read(key)
    var statistic =
      Self.statistic(fact.statistic) ?? fact.key.flatMap(Self.statistic(ofKey:))
      ?? reading.statistic ?? .single
    var subject = reading.subject
    var isOfMeans = false
    if fact.topic == "correlation" {
      guard fact.columns.count == 2 else { return nil }
      (subject, statistic) = (.quantity(.correlation), .correlation)
    } else if fact.statistic == "count" {
      // Numbers of runs are among the counts.
      return nil
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
    let entity = entity(
      [fact.file, fact.table, fact.subject, fact.group].compactMap { $0 }.joined(separator: " "))
    let measure = measure(
      unit: MeasuredUnit(Unit(fact.unit)), subject: subject, statistic: statistic, key: key,
      file: fact.file ?? "", isOfMeans: isOfMeans,
      conditions: fact.group.map { conditions($0) } ?? [])
    if let subject = fact.subject { addName(subject: subject) }
    if let table = fact.table { addName(path: table) }
    if let group = fact.group { addName(group: group) }
    return FrameReading(
      measure: measure, entity: entity,
      isSource: statistic != .single && fact.statistic == "reading")
  }

  private mutating func measure(
    unit: MeasuredUnit?, subject: Subject, statistic: ClaimStatistic, key: String, file: String,
    isOfMeans: Bool = false, conditions: [Condition] = []
  ) -> Measure {
    let keyWords = words(ofKey: key)
    let fileIndex = indexOfFile[file] ?? indexOfFile.count
    indexOfFile[file] = fileIndex
    let place = Series(file: fileIndex, key: keyWords)
    let series = indexOfSeries[place] ?? extremes.count
    if series == extremes.count {
      indexOfSeries[place] = series
      extremes.append(nil)
    }
    return Measure(
      unit: unit, subject: subject, statistic: statistic, key: key, file: file, keyWords: keyWords,
      fileIndex: fileIndex, series: series, isOfMeans: isOfMeans, conditions: conditions)
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
      let measure = measure(
        unit: column.unit, subject: column.subject, statistic: column.statistic ?? .single,
        key: column.key, file: series.file)
      for (place, row) in series.rows.enumerated() {
        guard let value = column.values[place], value.isFinite else { continue }
        append(
          Observation(
            value: value, measure: measure, origin: .record(row: row.number), n: 1,
            entity: row.entity, place: (self.series.count, place)))
      }
    }
    self.series.append(series)
  }

  /// The numbers of a document. Those that a fact or a table has under the same key are known already.
  mutating func add(_ values: [DocumentValues.Value], of path: String) {
    let known = Set(observations.filter { $0.file == path }.map(\.key))
    for value in values where value.number.isFinite && !known.contains(value.key) {
      let reading = reader.read(value.key)
      let measure = measure(
        unit: Self.unit(ofKey: value.key), subject: reading.subject,
        statistic: reading.statistic ?? .single, key: value.key, file: path)
      append(
        Observation(
          value: value.number, measure: measure, origin: .source, n: 1, entity: entity(path)))
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
    let index = Int32(observations.count)
    let measure = observation.measure
    let value = observation.value
    observations.append(observation)
    if !measure.stems.isEmpty, value == value.rounded() {
      for word in measure.stems { keyedCounts[word, default: []].append(index) }
    }
    if case .named = measure.subject, measure.unit != nil {
      for word in leafWords[measure.keyWords] { named[word, default: []].append(index) }
    }
    let isMean = measure.statistic == .mean
    if isMean || measure.statistic == .single {
      let twin = GroundingData.Twin(file: measure.fileIndex, bits: value.bitPattern, isMean: isMean)
      if twins[twin] == nil { twins[twin] = index }
    }
    guard !value.isNaN else { return }
    let known = extremes[measure.series] ?? value...value
    extremes[measure.series] = min(known.lowerBound, value)...max(known.upperBound, value)
  }

  private mutating func entity(_ text: String) -> Int {
    if let index = indexOfEntity[text] { return index }
    entityWords.append(EntityWords(text))
    indexOfEntity[text] = entityWords.count - 1
    return entityWords.count - 1
  }
}
