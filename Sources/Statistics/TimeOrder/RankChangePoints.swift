import Glibc

/// The changes of level in a long series, by ranks: PELT on normal scores.
///
/// The values are replaced by the normal scores of their ranks; of all ways to part the series the one is
/// taken with the least sum of squares about the means of the parts, a part costing `penalty`. So outliers
/// count little and no scale is assumed. As ranks saturate between levels far apart, each part is ranked
/// anew and parted again, while there is something to gain; and as ranks blur where a change is, it is put
/// where the values before and after differ most by their energy distance.
///
/// The p-value of each change is that of the best split, by permutations, of the stretch between its two
/// neighbours, ranked anew; as the stretch was chosen by its change, it is a little too small.
///
/// The penalty is made so that in less than 5 of 100 series of independent values any change is found.
/// Values that depend on their neighbours, as with a slow drift, have changes found where there are none.
///
/// Source: R. Killick, P. Fearnhead, I. A. Eckley, Optimal detection of changepoints with a linear
/// computational cost, JASA 107 (2012). Ranking the parts anew is ours.
public struct RankChangePoints: Sendable, Hashable {
  /// The changes found, in the order of time.
  public let changes: [ChangePoint]
  /// What a change had to gain at least in the whole series.
  public let penalty: Double
  /// The number of values.
  public let n: Int

  /// The penalty for a series of n values: 3 + 1.3 ln n, which 5 of 100 series of independent values
  /// exceed somewhere (found by simulation from n = 20 to 5000, for stretches of at least 5 values).
  public static func defaultPenalty(_ n: Int) -> Double { 3 + 1.3 * log(Double(max(n, 1))) }

  /// Looks for changes. The infinities count as the least and the greatest value; a constant series has
  /// no change, nor has one of fewer than 2 × `minimumLength` values.
  ///
  /// - Parameters:
  ///   - minimumLength: the least number of values between two changes.
  ///   - penalty: what a change has to gain; ``defaultPenalty(_:)`` of each part unless given.
  ///   - permutations: for each p-value.
  ///   - seed: The same seed gives the same p-values on every machine.
  /// - Throws: `StatisticsError.notANumber`.
  /// - Precondition: `minimumLength` is above 0, `permutations` is not negative.
  /// - Complexity: O(n log n) where changes are as frequent as the series is long, O(n²) without any;
  ///   and O(n × permutations).
  public init(
    _ values: [Double], minimumLength: Int = 5, penalty: Double? = nil, permutations: Int = 199,
    seed: UInt64 = 1
  ) throws {
    precondition(minimumLength > 0, "a stretch has values")
    precondition(permutations >= 0, "no negative number of permutations")
    try requireNumbers(values)
    n = values.count
    self.penalty = penalty ?? Self.defaultPenalty(values.count)
    let search = RankSearch(values, least: minimumLength, penalty: penalty)
    let places = search.places()
    let bounds = [0] + places + [values.count]
    let tested = places.indices.map { change -> (index: Int, pValue: Double) in
      let scores = NormalScores(Array(values[bounds[change]..<bounds[change + 2]])).scores
      let gain = scores.withUnsafeBufferPointer {
        NormalScores.bestSplit($0, least: minimumLength).gain
      }
      let pValue = NormalScores.pValue(
        scores, gain: gain, least: minimumLength, permutations: permutations,
        seed: seed &+ UInt64(change))
      return (places[change], pValue)
    }
    changes = ChangePoint.list(values, tested)
  }
}

/// Parts a series by ranks, again and again.
private struct RankSearch {
  private let values: [Double]
  /// The values, or their ranks where one is infinite.
  private let numbers: [Double]
  private let least: Int
  private let penalty: Double?
  /// How often parts are ranked anew at most.
  private static let rounds = 8

  init(_ values: [Double], least: Int, penalty: Double?) {
    self.values = values
    self.least = least
    self.penalty = penalty
    numbers = EnergyScan.numbers(values)
  }

  private func penalty(_ count: Int) -> Double {
    penalty ?? RankChangePoints.defaultPenalty(count)
  }

  func places() -> [Int] {
    var places: [Int] = []
    var whole: Set<Range<Int>> = []
    for _ in 0..<Self.rounds {
      let bounds = [0] + places + [values.count]
      var found: [Int] = []
      for (start, end) in zip(bounds, bounds.dropFirst()) where !whole.contains(start..<end) {
        let scores = NormalScores(Array(values[start..<end])).scores
        let inner = PrunedPartition.changes(scores, penalty: penalty(end - start), least: least)
        if inner.isEmpty { whole.insert(start..<end) }
        found += inner.map { $0 + start }
      }
      if found.isEmpty { break }
      places = settled((places + found).sorted())
    }
    return places
  }

  /// The changes, each where it parts the stretch between its neighbours best, without those that gain
  /// less there than they cost.
  private func settled(_ places: [Int]) -> [Int] {
    var kept: [Int] = []
    for (index, place) in places.enumerated() {
      let start = kept.last ?? 0
      let end = index + 1 < places.count ? places[index + 1] : values.count
      guard place > start else { continue }
      let best = EnergyScan.best(Array(numbers[start..<end]), least: max(least, 2))
      guard let best else { continue }
      let scores = NormalScores(Array(values[start..<end])).scores
      let (before, after) = (scores[..<best.index], scores[best.index...])
      let sum = before.reduce(0, +) - after.reduce(0, +)
      let mean = (before.reduce(0, +) + after.reduce(0, +)) / Double(scores.count)
      // Σ before and −Σ after off the mean are the same.
      let off = (sum - mean * Double(before.count - after.count)) / 2
      let gain = off * off * Double(scores.count) / Double(before.count) / Double(after.count)
      if gain >= penalty(scores.count) { kept.append(start + best.index) }
    }
    return kept
  }
}
