import Benchmarks

/// Rows of a table of runs that are described together.
public struct RunGroup: Sendable {
  /// The condition that picks the rows, `model = gemma3:latest`; nil for all that succeeded.
  public let condition: String?
  /// The model or other subject; nil where it is not known.
  public let subject: String?
  /// The rows, in order.
  public let rows: [Int]
  /// The failed runs of the group.
  public let failedCount: Int

  /// The values that pick the rows; empty for all.
  let values: [String]

  /// The words of the group in identifiers: the table's name and the values.
  func words(_ table: RunTable) -> [String] { [table.name, values.joined(separator: " ")] }

  /// The key of the group: the table's name, with the condition in brackets.
  func key(_ table: RunTable) -> String { table.name + (condition.map { "[\($0)]" } ?? "") }

  /// The entity of facts about the group.
  func entity(_ table: RunTable) -> Fact.Entity {
    Fact.Entity(table: table.name, subject: subject, group: condition)
  }

  /// One group for each combination of the entity columns' values, in order of first appearance;
  /// one for all rows where there is one combination only.
  static func all(_ table: RunTable) -> [RunGroup] {
    let entities = table.tellingEntities
    var order: [[String]] = []
    var rows: [[String]: [Int]] = [:]
    var failed: [[String]: Int] = [:]
    func labels(_ row: Int) -> [String] { table.entityLabels(row, entities) }
    for row in table.succeededRows {
      let key = labels(row)
      if rows[key] == nil { order.append(key) }
      rows[key, default: []].append(row)
    }
    for run in table.failed {
      let key = labels(run.row)
      if rows[key] == nil, failed[key] == nil { order.append(key) }
      failed[key, default: 0] += 1
    }
    if order.count <= 1 {
      return [
        RunGroup(
          condition: nil, subject: onlyEntity(table) ?? table.subject, rows: table.succeededRows,
          failedCount: table.failed.count, values: [])
      ]
    }
    return order.map { key in
      let condition = zip(entities, key).map { "\($0.name) = \($1)" }.joined(separator: ", ")
      return RunGroup(
        condition: condition, subject: key.first, rows: rows[key] ?? [],
        failedCount: failed[key] ?? 0, values: key)
    }
  }

  /// What all rows are about, where the table says so.
  private static func onlyEntity(_ table: RunTable) -> String? {
    guard table.table.rowCount > 0 else { return nil }
    return table.columns(.entity).lazy
      .compactMap { table.table.columns[$0.index].text(at: 0) }.first
  }
}
