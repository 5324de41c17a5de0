/// How many values at the start of a series to leave out, so that the mean of the others is known best:
/// the marginal standard error rule (MSER; MSER-5 with means of five).
///
/// Of all cuts d the one is taken with the least Σ (zᵢ − z̄)² / (m − d)², over the m − d batch means from
/// d on: leaving out costs values, leaving in costs bias.
///
/// Even a series without warm-up loses some values by it now and then. Whether it had one, ask of
/// ``SteadyState``.
///
/// Sources: K. P. White, An effective truncation heuristic for bias reduction in simulation output,
/// Simulation 69 (1997); K. P. White, M. J. Cobb, S. C. Spratt, A comparison of five steady-state
/// truncation heuristics for simulation, Winter Simulation Conference 2000.
public struct WarmUp: Sendable, Hashable {
  /// The index of the first value kept, a multiple of `batchLength`.
  public let cut: Int
  /// The length of batches.
  public let batchLength: Int
  /// The number of batches; values left over at the end don't decide.
  public let batches: Int
  /// Whether the best cut lies in the first half. Else the series is too short to tell: it may still be
  /// warming up at its end.
  public let isConclusive: Bool

  /// The last cuts, which leave so few batches, are no candidates: their variance is too uncertain.
  static let leastKept = 5

  /// Looks for the cut; nil for fewer than 10 batches and with infinite values. 0 for a constant series.
  ///
  /// - Parameter batchLength: 5 from 50 values on and 1 below, unless given.
  /// - Throws: `StatisticsError.notANumber`.
  /// - Precondition: `batchLength` is above 0.
  /// - Complexity: O(n).
  public init?(_ values: [Double], batchLength: Int? = nil) throws {
    try requireNumbers(values)
    let length = batchLength ?? (values.count < 50 ? 1 : 5)
    precondition(length > 0, "a batch has values")
    let count = values.count / length
    guard count >= 10, let scale = values.map(abs).max(), scale.isFinite else { return nil }
    let origin = values[values.count - 1] / 2
    let unit = max(scale, .leastNormalMagnitude)
    let means = (0..<count).map { batch -> Double in
      let sum = values[(batch * length)..<((batch + 1) * length)].reduce(0) {
        $0 + ($1 / 2 - origin) / unit
      }
      return sum / Double(length)
    }
    self.batchLength = length
    batches = count
    let best = Self.bestCut(means)
    cut = best * length
    isConclusive = 2 * best <= count
  }

  /// The first cut with the least marginal standard error.
  private static func bestCut(_ means: [Double]) -> Int {
    var best = (cut: 0, error: Double.infinity)
    var (kept, mean, squares) = (0.0, 0.0, 0.0)
    for cut in stride(from: means.count - 1, through: 0, by: -1) {
      kept += 1
      let deviation = means[cut] - mean
      mean += deviation / kept
      squares += deviation * (means[cut] - mean)
      let error = squares / (kept * kept)
      if means.count - cut >= leastKept, error <= best.error { best = (cut, error) }
    }
    return best.cut
  }
}
