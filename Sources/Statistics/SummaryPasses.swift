/// The ``Summary`` of a sample that is too large to be kept, from several passes over it in any order:
/// usually four, two for the median beside the moments and two for the deviations from it.
///
/// Every figure is that of ``Summary/init(_:)`` with the same values. Mean and standard deviation agree to
/// the last digit except where compensated sums of another order happen to round the other way: to 15
/// digits in any case that has them at all.
package struct SummaryPasses: SamplePasses {
  /// What one thread has of a pass.
  package struct Pass: SamplePass {
    fileprivate var sums: MeanSums?
    fileprivate var deviations: DeviationSums?
    fileprivate var ranks: RankPass?

    /// Adds values of which none is NaN. O(n).
    package mutating func add(_ values: [Double]) {
      sums?.add(values)
      deviations?.add(values)
      ranks?.add(values)
    }
  }

  private let bytes: Int
  private let threads: Int
  private var sums: MeanSums?
  private var deviations: DeviationSums?
  /// The selection that is under way: that of the median, then that of the deviations.
  private var selection: RankSelection
  private var median: Double?
  private var hasMedian = false
  /// The figures; nil before the last pass has ended.
  package private(set) var summary: Summary?

  /// Before the first pass.
  ///
  /// - Parameters:
  ///   - bytes: The room for all that is kept in a pass, at least ``leastBytes(threads:)``.
  ///   - threads: The most threads that work side by side.
  package init(bytes: Int, threads: Int) {
    self.bytes = bytes
    self.threads = threads
    selection = Self.middle(bytes, threads, of: nil)
  }

  /// The least room.
  package static func leastBytes(threads: Int) -> Int {
    RankSelection.leastBytes(ranks: 2, threads: threads)
  }

  private static func middle(_ bytes: Int, _ threads: Int, of centre: Double?) -> RankSelection {
    RankSelection(bytes: bytes, threads: threads, distancesFrom: centre) { n in
      PercentilePlace(0.5, n: n).map { [$0.below, $0.above] } ?? []
    }
  }

  /// Whether all figures are known.
  package var isComplete: Bool { summary != nil }

  /// What a thread starts the next pass with.
  package func pass() -> Pass {
    Pass(
      sums: sums == nil ? MeanSums() : nil,
      deviations: deviations == nil ? sums?.centre.map { DeviationSums(from: $0) } : nil,
      ranks: selection.isComplete ? nil : selection.pass())
  }

  /// Ends a pass.
  ///
  /// - Parameter passes: What all threads have, in any order.
  /// - Throws: ``RankSelection/Changed`` where the values were others than in the passes before.
  package mutating func finish(_ passes: [Pass]) throws {
    if sums == nil {
      sums = passes.compactMap(\.sums).reduce(MeanSums()) { $0.merging($1) }
    } else if deviations == nil, let centre = sums?.centre {
      deviations = passes.compactMap(\.deviations).reduce(DeviationSums(from: centre)) {
        $0.merging($1)
      }
    }
    try selection.finish(passes.compactMap(\.ranks))
    if selection.isComplete, !hasMedian { startDeviations() }
    guard let sums, deviations != nil || sums.centre == nil, selection.isComplete else { return }
    let hasDeviations = Summary.centre(median) != nil
    summary = Summary(
      Moments(sums, deviations), median: median,
      medianAbsoluteDeviation: hasDeviations ? middle : nil)
  }

  /// The middle of the values that are selected.
  private var middle: Double? {
    PercentilePlace(0.5, n: selection.count ?? 0)?.value(selection.value)
  }

  private mutating func startDeviations() {
    median = middle
    hasMedian = true
    if let centre = Summary.centre(median) {
      selection = Self.middle(bytes, threads, of: centre)
    }
  }
}
