/// A level of a factor that is a code and no amount: `num_gpu = 999` means 'all layers'.
///
/// A level is called a sentinel where its distance to its neighbour is at least ``threshold`` times
/// the span of all other levels, of which there must be two, and the levels are no steps of a
/// constant factor (1, 10, 100); or where it is the one negative level (`num_predict = -1`). In a
/// polynomial such a level has nearly all the leverage, and the polynomial invents what lies in the
/// gap.
public struct SentinelLevel: Sendable, Equatable {
  /// The factor.
  public let factor: String
  /// The level.
  public let level: Double
  /// The level next to it.
  public let neighbour: Double
  /// The distance to the neighbour; positive.
  public let gap: Double
  /// The span of the other levels.
  public let spanOfOthers: Double
  /// The distinct levels, in order.
  public let levels: [Double]
  /// The runs at the level.
  public let runs: Int

  /// The multiple of the others' span from which on a gap makes a sentinel.
  public static let threshold = 5.0

  /// Looks at both ends of a factor's levels; nil where neither is a sentinel.
  ///
  /// - Complexity: O(n log n).
  public init?(factor: String, values: [Double]) {
    let levels = Set(values).sorted()
    guard levels.count >= 3 else { return nil }
    let last = levels.count - 1
    let high = (
      gap: levels[last] - levels[last - 1], span: levels[last - 1] - levels[0], level: levels[last],
      neighbour: levels[last - 1]
    )
    let low = (
      gap: levels[1] - levels[0], span: levels[last] - levels[1], level: levels[0],
      neighbour: levels[1]
    )
    let isCode = levels[0] < 0 && levels[1] >= 0
    let isFar = { (end: (gap: Double, span: Double, level: Double, neighbour: Double)) in
      end.gap >= Self.threshold * end.span && !Self.isStep(end.level, end.neighbour, levels)
    }
    guard let end = isFar(high) ? high : isFar(low) || isCode ? low : nil else { return nil }
    self.factor = factor
    level = end.level
    neighbour = end.neighbour
    gap = end.gap
    spanOfOthers = end.span
    self.levels = levels
    runs = values.count { $0 == end.level }
  }
  /// Whether the ratio of two levels is about that of the others: at most the square of their largest
  /// (of 10, where the others have none). A low level must be less than a fifth of its neighbour.
  private static func isStep(_ level: Double, _ neighbour: Double, _ levels: [Double]) -> Bool {
    guard levels[0] >= 0 else { return false }
    let others = levels.filter { $0 > 0 && $0 != level }
    let largest = zip(others, others.dropFirst()).map { $1 / $0 }.max() ?? 10
    let ratio = max(level, neighbour) / min(level, neighbour)
    return ratio <= largest * largest || (level < neighbour && ratio < threshold)
  }
}
