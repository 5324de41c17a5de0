import Glibc

/// How many values of a sample fall into each of several neighbouring bins.
///
/// A bin holds values from its lower bound on and below its upper one; the last bin holds its upper
/// bound too. No value is lost: what has no bin is counted in `below`, `above` or `unplaced`.
public struct Histogram: Sendable, Hashable {
  /// The bounds of the bins in ascending order, one more than bins; empty without values. All values
  /// equal give one bin of width 0.
  public let edges: [Double]
  /// The number of values in each bin.
  public let counts: [Int]
  /// How the width was chosen.
  public let rule: HistogramRule
  /// The bins that the rule asked for, where these were more than the most allowed; else nil.
  public let binsWanted: Double?
  /// Values of −∞.
  public let below: Int
  /// Values of ∞.
  public let above: Int
  /// Finite values that a logarithmic scale has no place for: 0 and below.
  public let unplaced: Int

  /// The values in all bins.
  public var placed: Int { counts.reduce(0, +) }

  /// Counts a sample.
  ///
  /// One value, or all of them equal, give one bin of width 0 (on a logarithmic scale the bin of that
  /// value); no values no bins. Ties need no care.
  /// - Parameter maximumBins: More bins than this are never made: outliers can make the range many
  ///   times the width. The range is then divided into so many, or a power of ten into fewer.
  /// - Precondition: `maximumBins` is above 0, as are the numbers in the rule.
  /// - Complexity: O(bins log n).
  public init(
    _ sample: SortedSample, rule: HistogramRule = .freedmanDiaconis, maximumBins: Int = 1000
  ) {
    precondition(maximumBins > 0, "at least one bin")
    let values = sample.values
    let finite =
      values.partition(from: -.greatestFiniteMagnitude)..<values.partition(from: .infinity)
    below = finite.lowerBound
    above = values.count - finite.upperBound
    self.rule = rule
    let layout: (edges: [Double], wanted: Double?)
    var placed = values[finite]
    if case .logarithmic(let perDecade) = rule {
      precondition(perDecade > 0, "at least one bin in a power of ten")
      placed = values[max(finite.lowerBound, values.partition(from: .leastNonzeroMagnitude))...]
        .prefix { $0 < .infinity }
      layout = Self.logarithmic(placed, perDecade, maximumBins)
    } else {
      layout = Self.equal(placed, rule, maximumBins)
    }
    unplaced = finite.count - placed.count
    (edges, binsWanted) = layout
    var start = placed.startIndex
    counts = edges.indices.dropLast().map { bin in
      let end =
        bin == layout.edges.count - 2
        ? placed.endIndex
        : values.partition(from: layout.edges[bin + 1], in: start..<placed.endIndex)
      defer { start = end }
      return end - start
    }
  }

  private static func equal(
    _ values: ArraySlice<Double>, _ rule: HistogramRule, _ most: Int
  ) -> ([Double], Double?) {
    guard let least = values.first, let greatest = values.last else { return ([], nil) }
    if least == greatest { return ([least, greatest], nil) }
    let wanted = rule.equalBins(values)
    let bins = wanted > Double(most) ? most : Int(wanted)
    let edges = (0...bins).map { edge -> Double in
      if edge == bins { return greatest }
      let share = Double(edge) / Double(bins)
      let width = greatest - least
      return width.isFinite ? least + share * width : (1 - share) * least + share * greatest
    }
    return (edges, wanted > Double(most) ? wanted : nil)
  }

  private static func logarithmic(
    _ values: ArraySlice<Double>, _ perDecade: Int, _ most: Int
  ) -> ([Double], Double?) {
    guard let least = values.first, let greatest = values.last else { return ([], nil) }
    func layout(_ step: Double) -> ClosedRange<Int> {
      func edge(_ k: Int) -> Double { pow(10, Double(k) * step) }
      var low = Int((log10(least) / step).rounded(.down))
      var high = Int((log10(greatest) / step).rounded(.up))
      while edge(low) > least { low -= 1 }
      while edge(low + 1) <= least { low += 1 }
      while edge(high) <= greatest, edge(high) < .infinity { high += 1 }
      return low...max(high, low + 1)
    }
    // Too many bins are joined by whole numbers, so that powers of ten stay bounds where they can.
    var joined = 1
    var bounds = layout(1 / Double(perDecade))
    let wanted = bounds.count - 1
    while bounds.count - 1 > most {
      joined *= 2
      bounds = layout(Double(joined) / Double(perDecade))
      if joined > wanted { break }
    }
    let step = Double(joined) / Double(perDecade)
    let edges = bounds.map { min(pow(10, Double($0) * step), .greatestFiniteMagnitude) }
    return (edges, wanted > most ? Double(wanted) : nil)
  }
}

extension [Double] {
  /// The first index, of ascending values, from which they are at least `bound`.
  func partition(from bound: Double, in range: Range<Int>? = nil) -> Int {
    let range = range ?? 0..<count
    return Statistics.first(in: range.lowerBound...range.upperBound) { self[$0] >= bound }
  }
}
