import Glibc

/// The empirical distribution function with a band that holds the whole distribution function of the
/// population.
///
/// The greatest distance between both exceeds ε with a probability of at most 2 exp(−2 n ε²), for any
/// population (Massart's constant 2 can't be improved). The band is the function less and more
/// ε = √(ln(2/α) / 2n), within 0...1.
///
/// Sources: A. Dvoretzky, J. Kiefer, J. Wolfowitz, Asymptotic minimax character of the sample
/// distribution function, Annals of Mathematical Statistics 27 (1956); P. Massart, The tight constant in
/// the Dvoretzky–Kiefer–Wolfowitz inequality, Annals of Probability 18 (1990).
public struct EmpiricalDistribution: Sendable, Hashable {
  /// The name of the method of the band, for results.
  public static let method = "Dvoretzky–Kiefer–Wolfowitz–Massart"

  /// A step of the function.
  public struct Step: Sendable, Hashable {
    /// Where it steps.
    public let value: Double
    /// The share of values up to and with this one.
    public let cumulative: Double
  }

  private let sample: SortedSample
  /// The level of the band; at least this is reached for any population.
  public let level: Double
  /// ε, at most 1; nil for n = 0.
  public let halfWidth: Double?

  /// The function of a sample.
  ///
  /// - Throws: `StatisticsError.levelOutOfRange`.
  public init(_ sample: SortedSample, level: Double = 0.95) throws {
    try requireLevel(level)
    self.sample = sample
    self.level = level
    halfWidth =
      sample.count == 0
      ? nil : min(1, (log(2 / (1 - level)) / (2 * Double(sample.count))).squareRoot())
  }

  /// The share of values that are at most x; nil for n = 0. O(log n).
  ///
  /// - Precondition: x is not NaN.
  public func cumulative(_ x: Double) -> Double? {
    precondition(!x.isNaN, "a distribution is evaluated at a number, found NaN")
    guard sample.count > 0 else { return nil }
    let above = x == .infinity ? sample.count : sample.values.partition(from: x.nextUp)
    return Double(above) / Double(sample.count)
  }

  /// The band at x: with the level, all these intervals together hold the function of the population;
  /// nil for n = 0.
  public func band(_ x: Double) -> Interval? {
    guard let share = cumulative(x), let halfWidth else { return nil }
    return Interval(
      lower: max(0, share - halfWidth), upper: min(1, share + halfWidth), level: level,
      requestedLevel: level, method: Self.method)
  }

  /// The steps in ascending order, one for each different value. O(n).
  public var steps: [Step] {
    let values = sample.values
    return values.indices.filter { $0 == values.count - 1 || values[$0] != values[$0 + 1] }
      .map { Step(value: values[$0], cumulative: Double($0 + 1) / Double(values.count)) }
  }
}
