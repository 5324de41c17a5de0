/// All sums of a term of one ascending list and a term of another, in order, without forming them:
/// what is asked for by rank is found in a few passes over the lists.
///
/// Rounding keeps the order of sums, so that the sums ascend along both lists as doubles too.
///
/// Source of the bound: D. B. Johnson, T. Mizoguchi, Selecting the kth element in X + Y and
/// X1 + X2 + … + Xm, SIAM Journal on Computing 7 (1978). The narrowing by samples follows R. W. Floyd,
/// R. L. Rivest, Expected time bounds for selection, Communications of the ACM 18 (1975).
struct SortedSums {
  /// The ascending terms, one for each row of the matrix of sums.
  let rows: [Double]
  /// The ascending terms, one for each column.
  let columns: [Double]
  /// Whether row i begins in column i: each pair of one list is then taken once, with itself too.
  let isTriangular: Bool

  /// The sums x − y of all pairs: both lists ascend and no sum may be ∞ − ∞.
  init(differencesOf x: [Double], and y: [Double]) {
    rows = x
    columns = y.reversed().map { -$0 }
    isTriangular = false
  }

  /// The sums x₍ᵢ₎ + x₍ⱼ₎, i ≤ j, of an ascending list.
  init(pairsOf x: [Double]) {
    rows = x
    columns = x
    isTriangular = true
  }

  /// How many sums there are.
  var count: Int {
    isTriangular ? rows.count * (rows.count + 1) / 2 : rows.count * columns.count
  }

  /// The sum of rank `rank`, counted from 1. O(n + m) memory; about O((n + m) log(n m)) time, in
  /// practice some ten passes over the lists.
  ///
  /// - Precondition: 1 ≤ rank ≤ count.
  func value(rank: Int) -> Double {
    precondition(rank >= 1 && rank <= count, "a rank lies in 1...count")
    var active = ActiveSums(self)
    while active.count > max(4096, rows.count + columns.count) {
      let before = active.count
      active.narrow(to: rank, by: active.sampledBracket(rank))
      if active.onlyValue == nil, active.count > before / 2 {
        active.narrow(to: rank, by: [active.medianOfRowMedians()])
      }
      if let value = active.onlyValue { return value }
    }
    return active.value(rank: rank)
  }

  /// The median of the sums: the mean of the two middle ones for an even number. nil where there are
  /// none.
  var median: Double? {
    guard count > 0 else { return nil }
    let middle = (count + 1) / 2
    let low = value(rank: middle)
    guard count.isMultiple(of: 2) else { return low }
    return (low + next(after: low, rank: middle)) / 2
  }

  /// The sum of rank `rank` + 1, where the sum of rank `rank` is known.
  private func next(after value: Double, rank: Int) -> Double {
    var atMost = 0
    var smallestAbove = Double.infinity
    var column = columns.count
    for (i, row) in rows.enumerated() {
      while column > 0, row + columns[column - 1] > value { column -= 1 }
      let first = isTriangular ? max(i, column) : column
      atMost += max(0, column - (isTriangular ? i : 0))
      if first < columns.count { smallestAbove = min(smallestAbove, row + columns[first]) }
    }
    return atMost > rank ? value : smallestAbove
  }

  /// How many sums lie below a threshold, and how many at most there. O(n + m).
  func counts(of threshold: Double) -> (below: Int, atMost: Int) {
    var (below, atMost) = (0, 0)
    var (end, endIncluded) = (columns.count, columns.count)
    for (i, row) in rows.enumerated() {
      while end > 0, row + columns[end - 1] >= threshold { end -= 1 }
      while endIncluded > 0, row + columns[endIncluded - 1] > threshold { endIncluded -= 1 }
      let first = isTriangular ? i : 0
      below += max(0, end - first)
      atMost += max(0, endIncluded - first)
    }
    return (below, atMost)
  }
}
