import Benchmarks
import Statistics
import Tables

/// Choices of an analysis.
public struct AnalysisOptions: Sendable, Equatable {
  /// How percentiles are interpolated.
  public var percentileMethod: PercentileMethod
  /// The level of all limits.
  public var confidence: Double

  /// Choices; the defaults are type 7 and 95 %.
  public init(percentileMethod: PercentileMethod = .hyndmanFan7, confidence: Double = 0.95) {
    self.percentileMethod = percentileMethod
    self.confidence = confidence
  }
}

/// A table of runs with its audit and the groups of its rows that are described.
public struct AnalysedTable: Sendable {
  /// The table.
  public let run: RunTable
  /// What the audit found.
  public let audit: SweepAudit
  /// The groups that are described: one for each entity, or one for all rows.
  public let groups: [RunGroup]

  init(_ run: RunTable) {
    self.run = run
    audit = SweepAudit(run)
    groups = RunGroup.all(run)
  }
}

/// A benchmark folder with every fact about it.
public struct FolderAnalysis: Sendable {
  /// The folder.
  public let folder: BenchmarkFolder
  /// What stands in it.
  public let inventory: Inventory
  /// The tables of runs with their audits.
  public let tables: [AnalysedTable]
  /// All facts, in the order inventory, performance, readings, correlations, surfaces, audit.
  public let sheet: FactSheet
  /// The choices made.
  public let options: AnalysisOptions

  /// Analyses a folder. The same folder gives the same facts in the same order.
  ///
  /// - Throws: `StatisticsError` for a confidence level outside 0…1.
  public init(_ folder: BenchmarkFolder, options: AnalysisOptions = AnalysisOptions()) throws {
    self.folder = folder
    self.options = options
    inventory = Inventory(folder)
    tables = folder.runTables.map(AnalysedTable.init)
    var collector = FactCollector()
    collector.addInventory(inventory, folder)
    for table in tables { try collector.addPerformance(table, options) }
    collector.addReadings(folder)
    for table in tables { collector.addQuotedStatistics(table.run) }
    for file in folder.files { collector.addToolFacts(file) }
    for table in tables { try collector.addCorrelations(table, options) }
    for table in tables { try collector.addSurfaces(table, options) }
    for table in tables { collector.addAudit(table) }
    for file in folder.files { collector.addToolFindings(file) }
    sheet = FactSheet(collector.facts)
  }
}

extension RunTable {
  /// The file as provenance names it.
  var file: Provenance.File { Provenance.File(path: path, sha256: sha256, bytes: bytes) }

  /// The lines of the file from the first of `rows` to the last.
  func lines(_ rows: [Int]) -> ClosedRange<Int>? {
    guard let first = rows.min(), let last = rows.max(), let start = table.line(ofRow: first),
      let end = table.line(ofRow: last), start <= end
    else { return nil }
    return start...end
  }
}
