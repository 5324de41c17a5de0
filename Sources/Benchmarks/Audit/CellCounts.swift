/// How the runs of a sweep fill the cells of its factors' levels. What the runs are about (a model,
/// say) is a factor too where it varies: two models at one setting are no replicates.
public struct CellCounts: Sendable, Equatable {
  /// A factor and how many levels it takes.
  public struct Factor: Sendable, Equatable {
    /// The factor's column.
    public let name: String
    /// The number of its levels.
    public let levels: Int
  }

  /// The varying factors.
  public let factors: [Factor]
  /// The cells of the full factorial.
  public let possible: Int
  /// The cells with at least one run.
  public let filled: Int
  /// The fewest runs in a filled cell.
  public let fewest: Int
  /// The most runs in a cell.
  public let most: Int
  /// The runs.
  public let n: Int

  /// The cells without a run.
  public var missing: Int { possible - filled }
  /// Whether every cell has the same number of runs.
  public var isBalanced: Bool { missing == 0 && fewest == most }
  /// Whether any cell has more than one run.
  public var hasReplicates: Bool { most > 1 }

  /// Counts the runs of a table that succeeded; nil where no numeric factor varies.
  ///
  /// - Complexity: O(rows × factors).
  public init?(_ table: RunTable) {
    let rows = table.succeededRows
    let varying = table.numericFactors.map { ($0.name, table.values($0, rows: rows)) }
      .filter { Set($0.1).count > 1 }
    guard !varying.isEmpty else { return nil }
    struct Cell: Hashable {
      var entity: [String]
      var levels: [Double?]
    }
    let entities = table.tellingEntities
    var runsOfCell: [Cell: Int] = [:]
    for (i, row) in rows.enumerated() {
      let cell = Cell(entity: table.entityLabels(row, entities), levels: varying.map { $0.1[i] })
      runsOfCell[cell, default: 0] += 1
    }
    let entityCount = Set(runsOfCell.keys.map(\.entity)).count
    let entityName = entities.map(\.name).joined(separator: "+")
    factors =
      (entityCount > 1 ? [Factor(name: entityName, levels: entityCount)] : [])
      + varying.map { Factor(name: $0.0, levels: Set($0.1).count) }
    possible = factors.reduce(1) { product, factor in
      let (result, overflow) = product.multipliedReportingOverflow(by: factor.levels)
      return overflow ? Int.max : result
    }
    filled = runsOfCell.count
    fewest = runsOfCell.values.min() ?? 0
    most = runsOfCell.values.max() ?? 0
    n = rows.count
  }
}
