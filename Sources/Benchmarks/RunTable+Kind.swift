import Tables

extension RunTable {
  /// Whether a row is a run of a benchmark: the table holds a time, a rate or a number of tokens. The
  /// rows of other tables are samples of a device, or results of another kind.
  public var holdsRuns: Bool {
    metrics.contains { $0.meaning.unit?.isSmallerBetter != nil || $0.meaning.unit == .tokens }
  }

  /// Whether the table has a measured quantity or a statistic of the source. Counts and sizes alone
  /// (a list of models with their bytes, the properties of a device) are none, and of a table with
  /// more than ``mostUnknownMetrics`` metrics at least one must have a known unit.
  var holdsMeasurements: Bool {
    if table.rowCount == 0 { return false }
    let known = metrics.compactMap(\.meaning.unit).filter { !Self.sizes.contains($0) }
    let unknown = metrics.count { $0.meaning.unit == nil }
    return !known.isEmpty || (1...Self.mostUnknownMetrics).contains(unknown) || isSourceSummary
  }

  private static let sizes: Set<Unit> = [.bytes, .megabytes, .gigabytes, .count]
  private static let mostUnknownMetrics = 20

  /// Those of `entities` that tell rows apart which the ones before them don't.
  static func tellingEntities(_ table: Table, _ entities: [RunColumn]) -> [RunColumn] {
    var telling: [RunColumn] = []
    // For each row the number of its part, and how many parts there are.
    var parts = [Int](repeating: 0, count: table.rowCount)
    var count = 1
    for entity in entities {
      struct Key: Hashable {
        var part: Int
        var label: String?
      }
      var numbers: [Key: Int] = [:]
      let refined = parts.enumerated().map { row, part in
        let key = Key(part: part, label: table.columns[entity.index].text(at: row))
        let number = numbers[key] ?? numbers.count
        numbers[key] = number
        return number
      }
      guard numbers.count > count else { continue }
      telling.append(entity)
      (parts, count) = (refined, numbers.count)
    }
    return telling
  }

  /// The labels of `row` in entity columns; `none` where one is missing.
  public func entityLabels(_ row: Int, _ entities: [RunColumn]) -> [String] {
    entities.map { table.columns[$0.index].text(at: row) ?? "none" }
  }

  /// The runs that succeeded, by what they are about: never mixed in one statistic.
  var groupsOfSucceededRows: [[String]: [Int]] {
    let entities = tellingEntities
    return Dictionary(grouping: succeededRows) { entityLabels($0, entities) }
  }
}
