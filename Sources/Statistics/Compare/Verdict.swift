import Glibc

/// What a comparison says in practice.
public enum Verdict: String, Sendable, CaseIterable {
  /// The limits of level 1 − α lie beyond a margin: a change that matters is shown.
  case changed
  /// The limits of level 1 − 2 α lie within the margins: two one-sided tests show that nothing
  /// changed that matters.
  case unchanged
  /// The runs don't tell.
  case undecided
}

/// A verdict with what it rests on, and how many runs would bring one where there is none.
///
/// With margins of no width `changed` is the ordinary test at α, and nothing is ever unchanged. Both
/// verdicts can't hold together; of the same code against itself at most α are called changed.
///
/// The number of runs that would decide assumes that the estimate stays where it is and that limits
/// come nearer to it with 1 / √n, in both samples alike: the limit that stands in the way, at distance
/// d from the estimate, must come within the distance g from the estimate to the margin, so that
/// (d / g)² times the runs are needed. It is a plan, not a promise: the estimate will move.
public struct PracticalComparison: Sendable, Hashable {
  /// The verdict.
  public let verdict: Verdict
  /// The estimate, a difference or a ratio.
  public let estimate: Double?
  /// The limits of level 1 − α.
  public let interval: Interval?
  /// The limits of level 1 − 2 α, which belong to the equivalence test.
  public let equivalenceInterval: Interval?
  /// What makes no difference in practice.
  public let margins: EquivalenceMargins
  /// What the sizes of both samples are multiplied by to decide; nil where the verdict stands, where
  /// there are no limits of the level asked for (``ExactTest/smallestRuns(alpha:)`` says from where on
  /// there are), and where the estimate lies on a margin, so that no number would do.
  public let factorOfRuns: Double?

  /// How many runs in place of `n` would decide, rounded up; nil with `factorOfRuns` and beyond
  /// 10¹⁵.
  ///
  /// - Precondition: n is not negative.
  public func runsThatDecide(insteadOf n: Int) -> Int? {
    precondition(n >= 0, "no negative number of runs")
    guard let factorOfRuns, factorOfRuns * Double(n) < 1e15 else { return nil }
    return max(n + 1, Int((factorOfRuns * Double(n)).rounded(.up)))
  }

  /// The verdict from an estimate and its limits.
  ///
  /// - Parameters:
  ///   - interval: the limits of level 1 − α.
  ///   - equivalenceInterval: the limits of level 1 − 2 α.
  ///   - isRatio: whether distances are those of logarithms; all numbers are then positive.
  public init(
    estimate: Double?, interval: Interval?, equivalenceInterval: Interval?,
    margins: EquivalenceMargins, isRatio: Bool = false
  ) {
    self.estimate = estimate
    self.interval = interval
    self.equivalenceInterval = equivalenceInterval
    self.margins = margins
    // A limit of a lower level than asked for doesn't keep α.
    func limit(_ interval: Interval?, _ side: (Interval) -> Double?) -> Double? {
      interval.flatMap { $0.level >= $0.requestedLevel - 1e-3 ? side($0) : nil }
    }
    let (low, high) = (limit(interval, \.lower), limit(interval, \.upper))
    let (innerLow, innerHigh) = (
      limit(equivalenceInterval, \.lower), limit(equivalenceInterval, \.upper)
    )
    if low.map({ $0 > margins.upper }) == true || high.map({ $0 < margins.lower }) == true {
      (verdict, factorOfRuns) = (.changed, nil)
    } else if let innerLow, let innerHigh, innerLow > margins.lower, innerHigh < margins.upper {
      (verdict, factorOfRuns) = (.unchanged, nil)
    } else {
      verdict = .undecided
      factorOfRuns = estimate.flatMap {
        Self.factor(
          $0, outer: (low, high), inner: (innerLow, innerHigh), margins,
          scale: isRatio ? { log($0) } : { $0 })
      }
    }
  }

  private static func factor(
    _ estimate: Double, outer: (Double?, Double?), inner: (Double?, Double?),
    _ margins: EquivalenceMargins, scale: (Double) -> Double
  ) -> Double? {
    // How often the distance to the limit is that to the margin, squared.
    func ratio(_ limit: Double?, _ margin: Double) -> Double? {
      guard let limit else { return nil }
      let gap = abs(scale(estimate) - scale(margin))
      let distance = abs(scale(estimate) - scale(limit))
      return gap > 0 ? (distance / gap) * (distance / gap) : nil
    }
    let factor: Double?
    if estimate > margins.upper {
      factor = ratio(outer.0, margins.upper)
    } else if estimate < margins.lower {
      factor = ratio(outer.1, margins.lower)
    } else if let low = ratio(inner.0, margins.lower), let high = ratio(inner.1, margins.upper) {
      factor = max(low, high)
    } else {
      factor = nil
    }
    return factor.flatMap { $0.isFinite ? max(1, $0) : nil }
  }

  /// The verdict on the difference of two means, by Welch's limits. O(n + m).
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y),
  ///   `StatisticsError.levelOutOfRange` for an α not strictly between 0 and ½.
  public init(
    welch x: [Double], _ y: [Double], margins: EquivalenceMargins, alpha: Double = 0.05
  ) throws {
    let outer = try MeanComparison(x, y, level: 1 - alpha)
    let inner = try MeanComparison(x, y, level: 1 - 2 * alpha)
    self.init(
      estimate: outer.difference, interval: outer.interval, equivalenceInterval: inner.interval,
      margins: margins)
  }

  /// The verdict on the shift between two samples, by Hodges and Lehmann's limits.
  /// O((n + m) log(n + m)).
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y),
  ///   `StatisticsError.levelOutOfRange` for an α not strictly between 0 and ½.
  public init(
    shift x: [Double], _ y: [Double], margins: EquivalenceMargins, alpha: Double = 0.05
  ) throws {
    let outer = try HodgesLehmannShift(x, y, level: 1 - alpha)
    let inner = try HodgesLehmannShift(x, y, level: 1 - 2 * alpha)
    self.init(
      estimate: outer.estimate, interval: outer.interval, equivalenceInterval: inner.interval,
      margins: margins)
  }

  /// The verdict on the ratio of two positive samples, by Hodges and Lehmann's limits: the natural
  /// one for times and rates. O((n + m) log(n + m)).
  ///
  /// - Throws: `StatisticsError.columnNotANumber` for NaN in column 0 (x) or 1 (y),
  ///   `StatisticsError.levelOutOfRange` for an α not strictly between 0 and ½.
  public init(
    ratio x: [Double], _ y: [Double], margins: EquivalenceMargins, alpha: Double = 0.05
  ) throws {
    let outer = try HodgesLehmannRatio(x, y, level: 1 - alpha)
    let inner = try HodgesLehmannRatio(x, y, level: 1 - 2 * alpha)
    self.init(
      estimate: outer.estimate, interval: outer.interval, equivalenceInterval: inner.interval,
      margins: margins, isRatio: true)
  }
}
