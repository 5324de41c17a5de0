/// What makes the median absolute deviation estimate the standard deviation of normal values: R's
/// 1 / Φ⁻¹(¾), rounded to 1.4826 as there.
public let normalConsistencyOfMedianDeviation = 1.4826

extension SortedSample {
  /// The median absolute deviation from the median, raw: half of the values lie no further away.
  ///
  /// - Returns: nil for n = 0 and where the median or the deviation would be ∞ − ∞; 0 for n = 1.
  /// - Complexity: O(n), as the values are sorted.
  /// - Source: F. R. Hampel, Journal of the American Statistical Association 69 (1974).
  public var medianAbsoluteDeviation: Double? {
    guard let centre = median, centre.isFinite else { return nil }
    return SortedSample(ascending: distances(from: centre)).median
  }

  /// `medianAbsoluteDeviation` · 1.4826, as R's `mad`: for normal values the standard deviation.
  public var scaledMedianAbsoluteDeviation: Double? {
    medianAbsoluteDeviation.map { $0 * normalConsistencyOfMedianDeviation }
  }

  /// The interquartile range by R's type 7; nil for n = 0 and where it would be ∞ − ∞.
  public var interquartileRange: Double? {
    guard let low = try? percentile(0.25), let high = try? percentile(0.75) else { return nil }
    let range = high - low
    return range.isNaN ? nil : range
  }

  /// The distances from a centre in ascending order, by merging those below and those above it. O(n).
  func distances(from centre: Double) -> [Double] {
    var above = first(in: 0...count) { values[$0] >= centre }
    var below = above - 1
    var result: [Double] = []
    result.reserveCapacity(count)
    while below >= 0 || above < count {
      let down = below >= 0 ? centre - values[below] : .infinity
      let up = above < count ? values[above] - centre : .infinity
      if above == count || (below >= 0 && down <= up) {
        result.append(down)
        below -= 1
      } else {
        result.append(up)
        above += 1
      }
    }
    return result
  }
}
