import Benchmarks
import Statistics

/// The test of a comparison of two samples.
public enum ComparisonTest: String, Sendable, CaseIterable {
  /// Mann and Whitney's test; see `MannWhitneyTest`. Of pairs Wilcoxon's signed rank test.
  case mannWhitney = "mann-whitney"
  /// Welch's t test of the means; of pairs the t test of the mean difference.
  case welch
  /// The permutation test of the means.
  case permutation
  /// Kolmogorov and Smirnov's test of any difference of the distributions.
  case kolmogorovSmirnov = "ks"
  /// Brunner and Munzel's test.
  case brunnerMunzel = "brunner-munzel"

  /// Whether pairs can be compared by it.
  public var hasPairedForm: Bool { self == .mannWhitney || self == .welch }

  /// Whether estimate and limits are those of means rather than Hodges and Lehmann's.
  var comparesMeans: Bool { self == .welch || self == .permutation }

  /// The name of the test in results.
  func name(isPaired: Bool) -> String {
    switch self {
    case .mannWhitney: isPaired ? "Wilcoxon signed rank" : "Mann-Whitney"
    case .welch: isPaired ? "paired t" : "Welch t"
    case .permutation: "permutation of means"
    case .kolmogorovSmirnov: "Kolmogorov-Smirnov"
    case .brunnerMunzel: "Brunner-Munzel"
    }
  }

  /// The smallest p-value that the test can give at such numbers of values; nil where it has none.
  func smallestPValue(n: Int, m: Int, isPaired: Bool) -> Double? {
    switch self {
    case .mannWhitney where isPaired: ExactTest.paired.smallestPValue(n: n, m: m)
    case .mannWhitney, .permutation, .kolmogorovSmirnov:
      ExactTest.twoSamples.smallestPValue(n: n, m: m)
    case .welch, .brunnerMunzel: nil
    }
  }

  /// How many values in each sample (or pairs) the test needs at least for a level.
  func smallestRuns(alpha: Double, isPaired: Bool) -> Int? {
    (isPaired ? ExactTest.paired : .twoSamples).smallestRuns(alpha: alpha)
  }
}

/// What is compared, and how.
public struct ComparisonOptions: Sendable {
  /// The metrics; nil for all that both tables have.
  public var metrics: [String]?
  /// The columns of which each combination of values is compared by itself; nil for the entity columns
  /// that tell rows apart, none for all rows together. Of pairs these columns tell instead which rows
  /// belong together.
  public var groupColumns: [String]?
  /// The test.
  public var test = ComparisonTest.mannWhitney
  /// Whether rows are compared pair by pair.
  public var isPaired = false
  /// How p-values are adjusted for the number of comparisons; nil for not at all.
  public var adjustment: MultipleComparisonMethod? = .holm
  /// What makes no difference in practice, as a fraction: 0.01 for 1 %.
  public var threshold = 0.01
  /// The level of limits; 1 less it is the level of the tests.
  public var confidence = 0.95
  /// Columns of which smaller values are better, whatever their unit.
  public var smallerIsBetter: [String] = []
  /// Columns of which larger values are better, whatever their unit.
  public var largerIsBetter: [String] = []

  /// The defaults.
  public init() {}

  /// The level of the tests.
  var alpha: Double { 1 - confidence }

  /// Whether smaller values of a metric are better; nil where that isn't known.
  func isSmallerBetter(_ metric: String, _ unit: Benchmarks.Unit?) -> Bool? {
    if smallerIsBetter.contains(metric) { return true }
    if largerIsBetter.contains(metric) { return false }
    return unit?.isSmallerBetter
  }

  /// The level that the smallest p-value of a family must reach for each of them to be able to count.
  func alpha(family: Int) -> Double {
    let count = Double(max(family, 1))
    return switch adjustment {
    case .bonferroni, .holm: alpha / count
    case .benjaminiYekutieli: alpha / (1...max(family, 1)).reduce(0) { $0 + 1 / Double($1) }
    case .hochberg, .benjaminiHochberg, nil: alpha
    }
  }
}

/// Why two tables can't be compared as asked.
public struct ComparisonError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The file.
  public let path: String
  /// What was expected and what was found.
  public let reason: String

  /// One line.
  public var description: String { "\(path): \(reason)" }
}
