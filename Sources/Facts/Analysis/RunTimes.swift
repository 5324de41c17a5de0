import Benchmarks

/// The durations of an analysis, in seconds.
public struct RunTimes: Sendable, Equatable {
  /// Reading the folder.
  public var ingest: Double
  /// Computing the facts.
  public var analysis: Double
  /// Writing the report; nil where none was written.
  public var report: Double?

  /// Durations.
  public init(ingest: Double, analysis: Double, report: Double? = nil) {
    self.ingest = ingest
    self.analysis = analysis
    self.report = report
  }

  /// The identifiers of ``facts``.
  static let identifiers = ["run_ingest", "run_analysis", "run_report", "run_total"]

  /// The durations as facts of the run: the only ones that differ between two runs on one input.
  public var facts: [Fact] {
    var collector = FactCollector(reserved: [])
    let parts =
      [("ingest", ingest), ("analysis", analysis)] + (report.map { [("report", $0)] } ?? [])
    for (name, seconds) in parts + [("total", parts.reduce(0) { $0 + $1.1 })] {
      let quantity = Fact.Quantity.number(seconds, .seconds)
      collector.add(
        FactDraft(
          words: ["run", name], key: "run/\(name)", topic: .run,
          statement: sentence("execution time, \(name)", about: Fact.Entity(), quantity),
          quantity: quantity, statistic: "duration", n: 1,
          provenance: Provenance(files: [], method: .clock)))
    }
    return collector.facts
  }
}
