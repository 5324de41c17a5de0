/// Percentiles with limits of a sample that is too large to be kept, from several passes over it in any
/// order, usually two. The estimates are those of ``SortedSample``.
package struct PercentilePasses: SamplePasses {
  private let plans: @Sendable (Int) -> [PercentilePlan]
  private var selection: RankSelection

  /// Before the first pass.
  ///
  /// - Parameters:
  ///   - method: how to interpolate.
  ///   - level: the level wanted for the limits.
  ///   - bytes: The room for all that is kept in a pass, at least ``leastBytes(percentiles:threads:)``.
  ///   - threads: The most threads that work side by side.
  /// - Throws: `StatisticsError.probabilityOutOfRange`, `StatisticsError.levelOutOfRange`.
  package init(
    _ probabilities: [Double], method: PercentileMethod, level: Double, bytes: Int, threads: Int
  ) throws {
    for probability in probabilities { try requireProbability(probability) }
    try requireLevel(level)
    let plans: @Sendable (Int) -> [PercentilePlan] = { n in
      // What could be wrong has been looked at.
      probabilities.compactMap { try? PercentilePlan($0, n: n, method: method, level: level) }
    }
    self.plans = plans
    selection = RankSelection(bytes: bytes, threads: threads) { n in plans(n).flatMap(\.ranks) }
  }

  /// The least room for a number of percentiles.
  package static func leastBytes(percentiles: Int, threads: Int) -> Int {
    RankSelection.leastBytes(ranks: 4 * percentiles, threads: threads)
  }

  /// Whether all estimates are known.
  package var isComplete: Bool { selection.isComplete }

  /// What a thread starts the next pass with.
  package func pass() -> RankPass { selection.pass() }

  /// Ends a pass.
  ///
  /// - Parameter passes: What all threads have, in any order.
  /// - Throws: ``RankSelection/Changed`` where the values were others than in the passes before.
  package mutating func finish(_ passes: [RankPass]) throws { try selection.finish(passes) }

  /// The number of values and the estimates; nil before the last pass has ended.
  package var estimates: (n: Int, estimates: [PercentileEstimate])? {
    guard selection.isComplete, let n = selection.count else { return nil }
    return (n, plans(n).map { $0.estimate(selection.value) })
  }
}
