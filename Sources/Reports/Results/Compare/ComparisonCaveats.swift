import Benchmarks
import Facts
import Statistics
import Tables

/// What a reader of a comparison must know that its figures don't tell.
struct ComparisonCaveats {
  /// Of the tables as a whole.
  let general: [String]

  private let base: RunTable
  private let new: RunTable
  private let coldInBase: ColdStarts?
  private let coldInNew: ColdStarts?

  init(_ tables: ComparedTables, _ options: ComparisonOptions) {
    base = tables.base.run
    new = tables.new.run
    coldInBase = ColdStarts(base)
    coldInNew = ColdStarts(new)
    general = Self.general(tables, options)
  }

  /// Of one metric over some rows: runs that loaded the model.
  func of(
    _ metric: ComparedMetric, _ values: ComparedValues
  ) -> (base: [Caveat], new: [Caveat]) {
    guard isTime(metric.base) else { return ([], []) }
    return (
      Self.cold(coldInBase, base, metric.base, values.rows.base),
      Self.cold(coldInNew, new, metric.new, values.rows.new)
    )
  }

  private static func cold(
    _ cold: ColdStarts?, _ run: RunTable, _ metric: RunColumn, _ rows: [Int]
  ) -> [Caveat] {
    if let cold {
      let count = Set(cold.coldRows).intersection(rows).count
      return count > 0
        ? [.includesColdStarts(count: count, factor: cold.factor, level: cold.level)] : []
    }
    func coldFirst(_ column: RunColumn) -> (first: Double, median: Double)? {
      let values = run.values(column, rows: rows)
      let others = values.dropFirst().compactMap { $0 }
      guard let first = values.first ?? nil, first > 0, others.count >= 2,
        let median = try? SortedSample(others).median, first > ColdStarts.threshold * median
      else { return nil }
      return (first, median)
    }
    guard let load = ColdStarts.metric(run), let first = coldFirst(load), coldFirst(metric) != nil
    else { return [] }
    return [.firstRunIsCold(metric: load.name, first: first.first, median: first.median)]
  }

  private static func general(_ tables: ComparedTables, _ options: ComparisonOptions) -> [String] {
    var caveats: [String] = []
    let (base, new) = (tables.base.run, tables.new.run)
    for entity in base.columns(.entity) where entity.name != base.table.sourceColumn {
      guard let other = new.columns(.entity).first(where: { $0.name == entity.name }),
        !tables.groupColumns.contains(entity.name),
        let first = onlyValue(base, entity), let second = onlyValue(new, other), first != second
      else { continue }
      caveats.append("\(entity.name) is \(first) in the base and \(second) in the other table")
    }
    let varying = base.numericFactors.filter { factor in
      !tables.groupColumns.contains(factor.name)
        && tables.groups.contains { varies(base, factor, $0.rows.base) }
    }.map(\.name)
    if !varying.isEmpty, !options.isPaired {
      caveats.append(
        "runs of different settings are taken together: \(varying.joined(separator: ", ")) "
          + "(--by compares each by itself)")
    }
    return caveats
  }

  private static func onlyValue(_ run: RunTable, _ column: RunColumn) -> String? {
    let data = run.table.columns[column.index]
    guard let first = run.succeededRows.first.flatMap({ data.text(at: $0) }),
      run.succeededRows.allSatisfy({ data.text(at: $0) == first })
    else { return nil }
    return first
  }

  private static func varies(_ run: RunTable, _ column: RunColumn, _ rows: [Int]) -> Bool {
    let data = run.table.columns[column.index]
    guard let first = rows.first.flatMap({ data.double(at: $0) }) else { return false }
    return rows.contains { data.double(at: $0).map { $0 != first } ?? false }
  }
}
