/// A distribution on finitely many values: an exact bootstrap distribution.
struct DiscreteDistribution: Sendable, Hashable {
  /// The values, ascending, each once.
  private(set) var values: [Double] = []
  /// P(X = value) for each.
  private(set) var masses: [Double] = []
  /// P(X ≤ value) for each; the last is 1.
  private(set) var cumulatives: [Double] = []

  /// From values in any order with masses that add up to nearly 1; equal values are joined.
  init(_ atoms: [(value: Double, mass: Double)]) {
    var sum = CompensatedSum()
    let total = CompensatedSum(atoms.map(\.mass)).value
    for atom in atoms.sorted(by: { $0.value < $1.value }) where atom.mass > 0 {
      sum.add(atom.mass / total)
      if values.last == atom.value {
        masses[masses.count - 1] += atom.mass / total
        cumulatives[cumulatives.count - 1] = sum.value
      } else {
        values.append(atom.value)
        masses.append(atom.mass / total)
        cumulatives.append(sum.value)
      }
    }
    if !cumulatives.isEmpty { cumulatives[cumulatives.count - 1] = 1 }
  }

  /// P(X < x) + ½ P(X = x).
  func midCumulative(_ x: Double) -> Double {
    let place = first(in: 0...values.count) { values[$0] >= x }
    let below = place > 0 ? cumulatives[place - 1] : 0
    return place < values.count && values[place] == x ? below + masses[place] / 2 : below
  }

  /// P(X < x).
  func below(_ x: Double) -> Double {
    let place = first(in: 0...values.count) { values[$0] >= x }
    return place > 0 ? cumulatives[place - 1] : 0
  }

  /// The smallest value x with P(X ≤ x) ≥ p.
  ///
  /// - Precondition: there is a value.
  func quantile(_ p: Double) -> Double {
    values[min(values.count - 1, first(in: 0...cumulatives.count) { cumulatives[$0] >= p })]
  }

  /// The quantile by interpolation of P(X < x) + ½ P(X = x) between the values, linear on the scale of
  /// normal quantiles; the extreme values beyond.
  ///
  /// Source: E. Parzen, Quantile probability and statistical data modeling, Statistical Science 19
  /// (2004), section 4 (mid-distributions).
  /// - Precondition: there is a value.
  func midQuantile(_ p: Double) -> Double {
    func share(_ i: Int) -> Double { cumulatives[i] - masses[i] / 2 }
    let place = first(in: 0...values.count) { share($0) >= p }
    guard place > 0 else { return values[0] }
    guard place < values.count else { return values[values.count - 1] }
    let (low, high) = (values[place - 1], values[place])
    // One end may be infinite: only the other may then be reached.
    if share(place) == p || low == high { return high }
    let normal = StandardNormal()
    let (start, end) = (normal.quantile(share(place - 1)), normal.quantile(share(place)))
    return low + (high - low) * ((normal.quantile(p) - start) / (end - start))
  }
}
