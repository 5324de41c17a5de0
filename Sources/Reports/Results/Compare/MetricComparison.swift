import Benchmarks
import Facts
import Statistics
import Tables

/// Whether a change is for the better.
public enum ChangeDirection: String, Sendable {
  /// Smaller times, higher rates.
  case better
  /// The opposite.
  case worse
}

/// One metric of one group of runs, compared between two tables.
public struct MetricComparison: Sendable {
  /// The metric.
  public let metric: String
  /// Its unit; nil where it isn't known.
  public let unit: Benchmarks.Unit?
  /// Whether smaller values are better; nil where that isn't known.
  public let isSmallerBetter: Bool?
  /// The values of the group's columns, in the order of ``TableComparison/groupColumns``.
  public let group: [String]
  /// The numbers of values.
  public let n: (base: Int, new: Int)
  /// How many succeeded runs have no value; of pairs how many pairs were left out.
  public let missing: (base: Int, new: Int)
  /// The medians; nil without values.
  public let medians: (base: Double?, new: Double?)
  /// Whether the estimate is a ratio or a difference.
  public let scale: ComparisonScale
  /// The ratio new / base, or the difference new − base.
  public let estimate: Double?
  /// Its limits at the confidence asked for, for this comparison alone.
  public let interval: Interval?
  /// What makes no difference in practice, on the scale of the estimate.
  public let margins: EquivalenceMargins
  /// The p-value of no difference; nil where the test is undefined.
  public let pValue: Double?
  /// The test, and where its p-value comes from.
  public let test: String
  /// The p-value of "no change beyond the threshold"; small where it changed.
  public let beyondPValue: Double?
  /// The p-value of "changed by the threshold or more"; small where nothing changed that matters.
  public let withinPValue: Double?
  /// Cliff's delta of new against base: above 0 where values of new tend to be larger.
  public let delta: CliffsDelta
  /// The smallest p-value that the test can give at these n; nil where it has none.
  public let smallestPValue: Double?
  /// What a reader must know about the runs.
  public let caveats: (base: [Caveat], new: [Caveat])

  // What follows depends on the family that the comparison is of.

  /// ``pValue`` adjusted over the family.
  public internal(set) var adjustedPValue: Double?
  /// ``beyondPValue`` adjusted over the family.
  public internal(set) var adjustedBeyondPValue: Double?
  /// ``withinPValue`` adjusted over the family.
  public internal(set) var adjustedWithinPValue: Double?
  /// What the runs show.
  public internal(set) var verdict = Verdict.undecided
  /// Whether a change is for the better; nil where nothing changed or where that isn't known.
  public internal(set) var direction: ChangeDirection?
  /// How many runs of each table in place of the larger n would decide, should the estimate stay; nil
  /// where the verdict stands, and where the runs don't tell.
  public internal(set) var runsThatDecide: Int?
  /// How many runs of each table the test needs to reach the level at all; nil where these can.
  public internal(set) var runsForLevel: Int?

  /// What the plan of runs needs when the family is known; let go then, as samples may be large.
  private var comparer: SampleComparer?

  init(
    _ metric: ComparedMetric, group: [String], _ values: ComparedValues,
    _ options: ComparisonOptions, caveats: (base: [Caveat], new: [Caveat])
  ) throws {
    let comparer = SampleComparer(
      test: options.test, isPaired: options.isPaired, new: values.new, base: values.base)
    self.comparer = comparer
    self.metric = metric.name
    unit = metric.unit
    isSmallerBetter = options.isSmallerBetter(metric.name, metric.unit)
    self.group = group
    n = (values.base.count, values.new.count)
    missing = (values.missingInBase, values.missingInNew)
    medians = (try SortedSample(values.base).median, try SortedSample(values.new).median)
    scale = comparer.scale
    margins =
      comparer.scale == .ratio
      ? EquivalenceMargins(ratio: options.threshold)
      : EquivalenceMargins(difference: options.threshold * abs(medians.base ?? 0))
    (estimate, interval) = try comparer.estimate(level: options.confidence)
    (pValue, test) = try comparer.difference()
    (beyondPValue, withinPValue) = try comparer.practical(margins)
    delta = try CliffsDelta(values.new, values.base, level: options.confidence)
    smallestPValue = options.test.smallestPValue(
      n: values.new.count, m: values.base.count, isPaired: options.isPaired)
    self.caveats = caveats
  }

  /// Whether values grew; where the estimate doesn't say, by which tend to be larger.
  private var grew: Bool? {
    let neutral = scale == .ratio ? 1.0 : 0.0
    if let estimate, estimate != neutral { return estimate > neutral }
    return delta.estimate.flatMap { $0 == 0 ? nil : $0 > 0 }
  }

  /// Concludes from the adjusted p-values.
  mutating func conclude(_ options: ComparisonOptions, canReachLevel: Bool, family: Int) throws {
    defer { comparer = nil }
    let alpha = options.alpha * (1 + 1e-12)
    func holds(_ pValue: Double?) -> Bool { pValue.map { $0 <= alpha } ?? false }
    if holds(adjustedBeyondPValue) {
      verdict = .changed
      direction = isSmallerBetter.flatMap { smaller in
        grew.map { $0 == smaller ? .worse : .better }
      }
      return
    }
    if holds(adjustedWithinPValue) {
      verdict = .unchanged
      return
    }
    let needed = options.alpha(family: family)
    guard canReachLevel else {
      runsForLevel = options.test.smallestRuns(alpha: needed, isPaired: options.isPaired)
      return
    }
    guard let comparer else { return }
    let plan = PracticalComparison(
      estimate: estimate, interval: try comparer.estimate(level: 1 - needed).interval,
      equivalenceInterval: needed < 0.5
        ? try comparer.estimate(level: 1 - 2 * needed).interval : nil,
      margins: margins, isRatio: scale == .ratio)
    runsThatDecide = plan.runsThatDecide(insteadOf: max(n.base, n.new))
  }
}
