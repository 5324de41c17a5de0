import Benchmarks
import Tables

extension FactCollector {
  /// The numbers that JSON documents hold outside of tables, as their source gives them. Numbers
  /// that identify or time the file itself (timestamps, versions of the schema) are left out.
  mutating func addReadings(_ folder: BenchmarkFolder) {
    for file in folder.files {
      guard let data = file.data, file.problem == nil else { continue }
      for reading in data.readings { addReading(reading, file, folder) }
    }
  }

  /// Tables with more rows than this are not quoted cell by cell.
  private static var mostQuotedRows: Int { 10 }

  /// The statistics with a known unit that the source computed itself and put into small tables, row
  /// by row, failed runs left out.
  mutating func addQuotedStatistics(_ run: RunTable) {
    let columns = run.columns(.sourceSummary).filter { $0.meaning.unit != nil }
    guard !columns.isEmpty, run.succeededRows.count <= Self.mostQuotedRows else { return }
    let entities = run.tellingEntities
    for row in run.succeededRows {
      let labels = run.entityLabels(row, entities)
      let condition = zip(entities, labels).map { "\($0.name) = \($1)" }.joined(separator: ", ")
      let place = condition.isEmpty && run.table.rowCount > 1 ? "row \(row + 1)" : condition
      let entity = Fact.Entity(
        table: run.name, subject: labels.first ?? run.subject, group: place.isEmpty ? nil : place)
      for column in columns { addQuoted(run, column, row, entity, labels) }
    }
  }

  private mutating func addQuoted(
    _ run: RunTable, _ column: RunColumn, _ row: Int, _ entity: Fact.Entity, _ labels: [String]
  ) {
    guard let value = run.table.columns[column.index].double(at: row) else { return }
    let quantity = Fact.Quantity.number(value, column.meaning.unit ?? .one)
    let key = run.name + (entity.group.map { "[\($0)]" } ?? "")
    add(
      FactDraft(
        words: [run.name, labels.joined(separator: " "), column.name, "given"],
        key: "\(key)/\(column.name)/given", topic: .reading,
        statement: sentence("\(column.name), as given", about: entity, quantity),
        quantity: quantity, statistic: "reading", entity: entity, n: 1,
        caveats: [.computedBySource],
        provenance: Provenance(
          files: [run.file], columns: [column.name], filter: entity.group, lines: run.lines([row]),
          method: .copying)))
  }

  private mutating func addReading(
    _ reading: Reading, _ file: FileRecord, _ folder: BenchmarkFolder
  ) {
    let column = Column(name: reading.keyPath, doubles: [reading.value])
    let meaning = ColumnDictionary(overrides: folder.configuration.columns)
      .meanings(of: Table(columns: [column]))[0]
    guard meaning.role != .identifier else { return }
    let quantity = Fact.Quantity.number(reading.value, meaning.unit ?? .one)
    var caveats: [Caveat] = meaning.role == .sourceSummary ? [.computedBySource] : []
    if meaning.unit == nil, meaning.role != .factor {
      caveats.append(.unknownUnit(column: reading.keyPath))
    }
    let name = withoutCompressionEnding(
      file.path.split(separator: "/").last.map(String.init) ?? file.path)
    let entity = Fact.Entity(table: file.path)
    add(
      FactDraft(
        words: [name.hasSuffix(".json") ? String(name.dropLast(5)) : name, reading.keyPath],
        key: "\(file.path)/\(reading.keyPath)", topic: .reading,
        statement: sentence("\(reading.keyPath), as given", about: entity, quantity),
        quantity: quantity, statistic: "reading", entity: entity, n: 1, caveats: caveats,
        provenance: Provenance(
          files: [Provenance.File(path: file.path, sha256: file.sha256, bytes: file.bytes)],
          columns: [reading.keyPath], method: .copying)))
  }
}
