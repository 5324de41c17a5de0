/// The sign test of whether the median of paired differences is 0: exact for any distribution.
///
/// Differences of 0 are left out. The p-values are binomial; the limits of the median are order
/// statistics of all differences (see ``OrderStatisticLimits``) and need six pairs at 95 %.
///
/// Source: W. J. Dixon, A. M. Mood, JASA 41 (1946).
public struct SignTest: Sendable, Hashable {
  /// The number of pairs.
  public let n: Int
  /// How many differences are above 0.
  public let positive: Int
  /// How many differences are below 0.
  public let negative: Int
  /// The p-values; 1 where all differences are 0, nil for n = 0 and for ∞ − ∞. "Greater": the first
  /// of a pair tends to be larger.
  public let pValues: PValues?
  /// The median difference; nil with the p-values.
  public let median: Double?
  /// The limits of the median difference; nil with the p-values and where n gives neither limit.
  public let interval: Interval?

  /// Compares x with y, pair by pair. O(n log n).
  ///
  /// - Throws: `StatisticsError.unequalLengths`, `StatisticsError.columnNotANumber`,
  ///   `StatisticsError.levelOutOfRange`.
  public init(_ x: [Double], _ y: [Double], level: Double = 0.95) throws {
    let differences = try pairedDifferences(x, y)
    try self.init(numbers: differences, n: x.count, level: level)
  }

  /// Tests differences that are known. O(n log n).
  ///
  /// - Throws: `StatisticsError.notANumber`, `StatisticsError.levelOutOfRange`.
  public init(differences: [Double], level: Double = 0.95) throws {
    try requireNumbers(differences)
    try self.init(numbers: differences, n: differences.count, level: level)
  }

  private init(numbers differences: [Double]?, n: Int, level: Double) throws {
    let limits = try OrderStatisticLimits(probability: 0.5, n: n, level: level)
    self.n = n
    var values = differences ?? []
    positive = values.count { $0 > 0 }
    negative = values.count { $0 < 0 }
    guard differences != nil, n > 0 else {
      (pValues, median, interval) = (nil, nil, nil)
      return
    }
    let coin = Binomial(trials: positive + negative, probability: 0.5)
    pValues = PValues(less: coin.cumulative(positive), greater: coin.upperTail(positive - 1))
    sortAscending(&values)
    median = SortedSample(ascending: values).median
    interval = limits.achievedLevel.map { achieved in
      Interval(
        lower: limits.lowerRank.map { values[$0 - 1] },
        upper: limits.upperRank.map { values[$0 - 1] },
        level: achieved, requestedLevel: level, method: OrderStatisticLimits.method)
    }
  }
}
