import Benchmarks
import Tables

/// The values of a metric in a group of both tables.
struct ComparedValues {
  var base: [Double] = []
  var new: [Double] = []
  /// The rows that the values stand in.
  var rows = ComparedRows()
  /// How many rows have no finite value; of pairs how many rows are in no pair with two values.
  var missingInBase = 0
  var missingInNew = 0
}

extension ComparedTables {
  /// The values of a metric over the rows of a group.
  func values(_ metric: ComparedMetric, _ rows: ComparedRows) -> ComparedValues {
    var values = ComparedValues()
    func gather(_ run: RunTable, _ column: RunColumn, _ rows: [Int]) -> ([Double], [Int]) {
      let data = run.table.columns[column.index]
      var (values, kept): ([Double], [Int]) = ([], [])
      for row in rows {
        guard let value = data.double(at: row), value.isFinite else { continue }
        values.append(value)
        kept.append(row)
      }
      return (values, kept)
    }
    (values.base, values.rows.base) = gather(base.run, metric.base, rows.base)
    (values.new, values.rows.new) = gather(new.run, metric.new, rows.new)
    values.missingInBase = rows.base.count - values.base.count
    values.missingInNew = rows.new.count - values.new.count
    return values
  }

  /// The pairs of rows of each group: the rows of one key, in order, failed runs among them; and how
  /// many keys one table has alone.
  ///
  /// - Throws: ``ComparisonError`` where a key that both have stands in different numbers of rows.
  func pairs(
    by keys: [String]
  ) throws -> [(pairs: [(base: Int, new: Int)], unmatched: Int)] {
    func inGroups(_ run: RunTable) throws -> [RowKey: [Int]] {
      try Self.rows(run, groupColumns, Array(0..<run.table.rowCount)).rows
    }
    let (ofBase, ofNew) = (try inGroups(base.run), try inGroups(new.run))
    return try groups.map { group in
      let key = RowKey(group.labels)
      return try pairs(
        group.labels, Self.rows(base.run, keys, ofBase[key] ?? []),
        Self.rows(new.run, keys, ofNew[key] ?? []))
    }
  }

  private func pairs(
    _ labels: [String], _ ofBase: (order: [RowKey], rows: [RowKey: [Int]]),
    _ ofNew: (order: [RowKey], rows: [RowKey: [Int]])
  ) throws -> (pairs: [(base: Int, new: Int)], unmatched: Int) {
    var pairs: [(base: Int, new: Int)] = []
    var matched = 0
    for key in ofBase.order {
      guard let rows = ofNew.rows[key] else { continue }
      let others = ofBase.rows[key]!
      guard rows.count == others.count else {
        let name = (labels + key.labels).joined(separator: ", ")
        throw ComparisonError(
          path: new.run.path,
          reason: "expected \(counted(others.count, "row"))"
            + (name.isEmpty ? "" : " of \(name)") + " to pair with those of \(base.run.path), "
            + "found \(rows.count)")
      }
      matched += 1
      pairs += zip(others, rows).map { ($0, $1) }
    }
    let keysInAll = Set(ofBase.order).union(ofNew.order).count
    return (pairs, keysInAll - matched)
  }

  /// The values of a metric over pairs of rows of succeeded runs that both have one.
  func values(_ metric: ComparedMetric, pairs: [(base: Int, new: Int)]) -> ComparedValues {
    let (inBase, inNew) = (
      base.run.table.columns[metric.base.index], new.run.table.columns[metric.new.index]
    )
    let failed = (Set(base.run.failed.map(\.row)), Set(new.run.failed.map(\.row)))
    var values = ComparedValues()
    for pair in pairs {
      guard !failed.0.contains(pair.base), !failed.1.contains(pair.new),
        let first = inBase.double(at: pair.base), let second = inNew.double(at: pair.new),
        first.isFinite, second.isFinite
      else {
        values.missingInBase += 1
        values.missingInNew += 1
        continue
      }
      values.base.append(first)
      values.new.append(second)
      values.rows.base.append(pair.base)
      values.rows.new.append(pair.new)
    }
    return values
  }
}
