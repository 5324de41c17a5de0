extension SortedSample {
  /// Rousseeuw and Croux's Q: about the first quartile of the distances between all pairs of values, made
  /// consistent for normal values (2.21914) and nearly unbiased in small samples. 82 % as efficient as
  /// the standard deviation and unharmed by up to half of the values; needs no centre.
  ///
  /// - Returns: nil for n = 0 and where a value is infinite; 0 for n = 1, and where more than half of
  ///   the values are equal.
  /// - Complexity: O(n log n) on average.
  /// - Source: P. J. Rousseeuw, C. Croux, Alternatives to the median absolute deviation, Journal of
  ///   the American Statistical Association 88 (1993); factors as in R's robustbase 0.95.
  public var rousseeuwCrouxQ: Double? {
    guard let low = values.first, let high = values.last, low.isFinite, high.isFinite else {
      return nil
    }
    guard count > 1 else { return 0 }
    let half = count / 2 + 1
    var search = DistanceSelection(values: values)
    return 2.21914 * Self.correctionOfQ(count) * search.distance(rank: half * (half - 1) / 2)
  }

  private static func correctionOfQ(_ count: Int) -> Double {
    let small = [
      0.399356, 0.99365, 0.51321, 0.84401, 0.61220, 0.85877, 0.66993, 0.87344, 0.72014, 0.88906,
      0.75743,
    ]
    if count <= 12 { return small[count - 2] }
    let n = Double(count)
    let excess =
      count.isMultiple(of: 2)
      ? (3.67561 + (1.9654 + (6.987 - 77 / n) / n) / n) / n
      : (1.60188 + (-2.1284 - 5.172 / n) / n) / n
    return 1 / (1 + excess)
  }
}

/// Finds one of the distances between all pairs of ascending values by its rank, without making them all:
/// row i holds values[j] − values[i] for j > i, ascending; pivots narrow the rows from both sides.
struct DistanceSelection {
  private let values: [Double]
  /// The part of each row that may hold the distance, as j.
  private var starts: [Int]
  private var ends: [Int]

  init(values: [Double]) {
    self.values = values
    starts = values.indices.map { $0 + 1 }
    ends = [Int](repeating: values.count, count: values.count)
  }

  /// The `rank`-th smallest distance, counted from 1.
  ///
  /// - Complexity: O(n log n) on average: each pivot is counted in O(n).
  mutating func distance(rank: Int) -> Double {
    // A sequence that visits all parts of the unit interval alike, the same in every run.
    var position = 0.5
    while true {
      let active = zip(starts, ends).reduce(0) { $0 + max(0, $1.1 - $1.0) }
      if active <= 4 * values.count { return last(rank) }
      position = (position + 0.6180339887498949).truncatingRemainder(dividingBy: 1)
      let pivot = candidate(Int(position * Double(active)))
      let less = boundaries { $0 < pivot }
      let atMost = boundaries { $0 <= pivot }
      if rank <= less.count {
        ends = less.ends
      } else if rank > atMost.count {
        starts = atMost.ends
      } else {
        return pivot
      }
    }
  }

  /// The distance at a place among those left, row by row.
  private func candidate(_ place: Int) -> Double {
    var rest = place
    for row in values.indices {
      let size = max(0, ends[row] - starts[row])
      if rest < size { return values[starts[row] + rest] - values[row] }
      rest -= size
    }
    return 0
  }

  /// Where each row stops to be `small`, and how many distances are, by one walk: rows further up stop
  /// no earlier.
  @inline(__always)
  private func boundaries(_ small: (Double) -> Bool) -> (ends: [Int], count: Int) {
    var ends = [Int](repeating: 0, count: values.count)
    var total = 0
    var column = 0
    for row in values.indices {
      column = max(column, row + 1)
      while column < values.count, small(values[column] - values[row]) { column += 1 }
      ends[row] = column
      total += column - row - 1
    }
    return (ends, total)
  }

  /// The distance among the few that are left.
  private func last(_ rank: Int) -> Double {
    var left: [Double] = []
    var before = 0
    for row in values.indices {
      before += starts[row] - row - 1
      for column in starts[row]..<max(starts[row], ends[row]) {
        left.append(values[column] - values[row])
      }
    }
    sortAscending(&left)
    return left[rank - 1 - before]
  }
}
