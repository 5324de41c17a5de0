extension SortedSample {
  /// Rousseeuw and Croux's S: the low median over all values of the high median of the distances to the
  /// others, made consistent for normal values (1.1926) and nearly unbiased in small samples. 58 % as
  /// efficient as the standard deviation and unharmed by up to half of the values; needs no centre.
  ///
  /// - Returns: nil for n = 0 and where a value is infinite; 0 for n = 1, and where more than half of
  ///   the values are equal.
  /// - Complexity: O(n log n).
  /// - Source: P. J. Rousseeuw, C. Croux, Alternatives to the median absolute deviation, Journal of
  ///   the American Statistical Association 88 (1993); factors as in R's robustbase 0.95.
  public var rousseeuwCrouxS: Double? {
    guard let low = values.first, let high = values.last, low.isFinite, high.isFinite else {
      return nil
    }
    guard count > 1 else { return 0 }
    var medians = values.indices.map { highMedianOfDistances(from: $0) }
    sortAscending(&medians)
    return 1.1926 * Self.correctionOfS(count) * medians[(count + 1) / 2 - 1]
  }

  /// The ⌊n/2⌋-th smallest distance of the value at a place to another: with its own distance 0 the high
  /// median of all.
  private func highMedianOfDistances(from place: Int) -> Double {
    let rank = count / 2
    let above = count - 1 - place
    func down(_ i: Int) -> Double { values[place] - values[place - 1 - i] }
    func up(_ i: Int) -> Double { values[place + 1 + i] - values[place] }
    // How many of the nearest are below: as few as leave none of those nearer than the farthest above.
    let fewest = max(0, rank - above)
    let most = min(place, rank)
    let below = first(in: fewest...most) { down($0) >= up(rank - $0 - 1) }
    return max(
      below > 0 ? down(below - 1) : 0, rank > below ? up(rank - below - 1) : 0)
  }

  private static func correctionOfS(_ n: Int) -> Double {
    let small = [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131]
    if n <= 9 { return small[n - 2] }
    return n.isMultiple(of: 2) ? 1 : Double(n) / (Double(n) - 0.9)
  }
}
