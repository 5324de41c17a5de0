/// A distribution on equally spaced values, by all its probabilities: each is a sum of positive terms,
/// and both tails are summed from their own end, so that small ones keep their digits.
struct RankLattice: Sendable, Hashable {
  /// The smallest value, which has a probability above 0.
  let smallest: Double
  /// The distance of the values.
  let unit: Double
  /// P(X = smallest + i · unit).
  let probabilities: [Double]
  /// P(X ≤ smallest + i · unit).
  private let lower: [Double]
  /// P(X > smallest + i · unit).
  private let upper: [Double]

  /// - Parameter weights: what the probabilities are proportional to; the first and the last above 0.
  init(smallest: Double, unit: Double, weights: [Double]) {
    self.smallest = smallest
    self.unit = unit
    let total = CompensatedSum(weights).value
    let probabilities = weights.map { $0 / total }
    var lower = Self.running(probabilities)
    var upper: [Double] = Self.running(probabilities.reversed()).dropLast().reversed() + [0]
    for i in lower.indices {
      if lower[i] > upper[i] { lower[i] = 1 - upper[i] } else { upper[i] = 1 - lower[i] }
    }
    self.probabilities = probabilities
    self.lower = lower
    self.upper = upper
  }

  private static func running(_ values: [Double]) -> [Double] {
    var sum = CompensatedSum()
    return values.map {
      sum.add($0)
      return sum.value
    }
  }

  /// The largest value.
  var largest: Double { value(probabilities.count - 1) }

  /// Where x stands among the values, counted in units from the smallest.
  private func place(_ x: Double) -> Double {
    precondition(!x.isNaN, "a distribution is evaluated at a number, found NaN")
    return (x - smallest) / unit
  }

  private func value(_ index: Int) -> Double { smallest + Double(index) * unit }

  /// P(X = x).
  func probability(_ x: Double) -> Double {
    let place = place(x)
    guard place >= 0, place < Double(probabilities.count), place == place.rounded() else {
      return 0
    }
    return probabilities[Int(place)]
  }

  /// P(X ≤ x).
  func cumulative(_ x: Double) -> Double {
    let place = place(x)
    if place < 0 { return 0 }
    return place >= Double(lower.count) ? 1 : lower[Int(place)]
  }

  /// P(X > x).
  func upperTail(_ x: Double) -> Double {
    let place = place(x)
    if place < 0 { return 1 }
    return place >= Double(upper.count) ? 0 : upper[Int(place)]
  }

  /// P(X ≥ x).
  func atLeast(_ x: Double) -> Double {
    let below = place(x).rounded(.up) - 1
    if below < 0 { return 1 }
    return below >= Double(upper.count) ? 0 : upper[Int(below)]
  }

  /// The smallest value with P(X ≤ value) ≥ p.
  func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a quantile belongs to a probability, found \(p)")
    return value(first(in: 0...lower.count - 1) { lower[$0] >= p })
  }

  /// The smallest value with P(X > value) ≤ q.
  func upperQuantile(_ q: Double) -> Double {
    precondition(q >= 0 && q <= 1, "a quantile belongs to a probability, found \(q)")
    return value(first(in: 0...upper.count - 1) { upper[$0] <= q })
  }
}

extension Collection<Double> {
  /// The values doubled, as whole numbers: midranks are multiples of ½.
  ///
  /// - Precondition: they are.
  func doubledRanks() -> [Int] {
    map {
      precondition($0 >= 0 && $0 <= 1e9 && 2 * $0 == (2 * $0).rounded(), "a midrank, found \($0)")
      return Int(2 * $0)
    }
  }
}
