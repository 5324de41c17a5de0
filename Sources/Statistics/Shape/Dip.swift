/// The greatest distance of the empirical distribution function from the nearest unimodal one.
///
/// The nearest one is convex up to a modal interval and concave from there. The interval is narrowed
/// step by step: within it the greatest convex minorant and the least concave majorant are drawn; where
/// they are farthest apart the next interval begins and ends; what is left outside of it adds its own
/// distance. The minorant passes below the steps of the function and the majorant above.
///
/// Source: J. A. Hartigan, P. M. Hartigan, The dip test of unimodality, Annals of Statistics 13 (1985);
/// P. M. Hartigan, Algorithm AS 217, Applied Statistics 34 (1985), with the corrections since known.
struct Dip {
  private let values: UnsafeBufferPointer<Double>
  /// The point before each on the minorant of all points up to it.
  private let before: UnsafeMutablePointer<Int>
  /// The point after each on the majorant of all points from it on.
  private let after: UnsafeMutablePointer<Int>
  private var minorant: [Int] = []
  private var majorant: [Int] = []

  /// The dip times 2 n: at least 1, as one step is as far from any continuous function. O(n).
  ///
  /// - Parameters:
  ///   - values: finite, ascending.
  ///   - room: for 2 n indices.
  static func doubledCount(
    _ values: UnsafeBufferPointer<Double>, room: UnsafeMutableBufferPointer<Int>
  ) -> Double {
    guard let first = values.first, let last = values.last, first < last, values.count > 3 else {
      return 1
    }
    guard let start = room.baseAddress else { return 1 }
    var dip = Dip(values, before: start, after: start + values.count)
    return dip.narrowed()
  }

  private init(
    _ values: UnsafeBufferPointer<Double>, before: UnsafeMutablePointer<Int>,
    after: UnsafeMutablePointer<Int>
  ) {
    (self.values, self.before, self.after) = (values, before, after)
    linkMinorants()
    linkMajorants()
  }

  private func linkMinorants() {
    before[0] = 0
    for point in 1..<values.count {
      var link = point - 1
      while link > 0 {
        let further = before[link]
        // The slope to the link must be steeper than the one that leads there.
        let rise = (values[point] - values[link]) * Double(link - further)
        if rise < (values[link] - values[further]) * Double(point - link) { break }
        link = further
      }
      before[point] = link
    }
  }

  private func linkMajorants() {
    let last = values.count - 1
    after[last] = last
    for point in stride(from: last - 1, through: 0, by: -1) {
      var link = point + 1
      while link < last {
        let further = after[link]
        let rise = (values[link] - values[point]) * Double(further - link)
        if rise < (values[further] - values[link]) * Double(link - point) { break }
        link = further
      }
      after[point] = link
    }
  }

  private mutating func narrowed() -> Double {
    var dip = 1.0
    var (low, high) = (0, values.count - 1)
    while true {
      collect(low, high)
      let gap = widestGap()
      if gap.distance < dip { return dip }
      dip = max(dip, belowMinorant(upTo: gap.low), aboveMajorant(from: gap.high))
      if gap.low == low, gap.high == high { return dip }
      (low, high) = (gap.low, gap.high)
    }
  }

  /// The points of the minorant and the majorant within an interval, ascending.
  private mutating func collect(_ low: Int, _ high: Int) {
    minorant.removeAll(keepingCapacity: true)
    majorant.removeAll(keepingCapacity: true)
    var point = high
    while point > low {
      minorant.append(point)
      point = before[point]
    }
    minorant.append(point)
    minorant.reverse()
    point = low
    while point < high {
      majorant.append(point)
      point = after[point]
    }
    majorant.append(point)
  }

  /// How far the majorant lies above the minorant at most, and the interval that this leaves. From
  /// the right end to the left for the minorant, as the last of several equal gaps decides.
  private func widestGap() -> (distance: Double, low: Int, high: Int) {
    let low = minorant[0]
    let high = majorant[majorant.count - 1]
    if minorant.count == 2, majorant.count == 2 { return (1, low, high) }
    var widest = (distance: 0.0, low: low, high: high)
    func consider(_ distance: Double, _ low: Int, _ high: Int) {
      if distance >= widest.distance { widest = (distance, low, high) }
    }
    var segment = 0
    for place in majorant.indices.dropFirst().dropLast() {
      let point = majorant[place]
      while segment + 2 < minorant.count, minorant[segment + 1] <= point { segment += 1 }
      let (left, right) = (minorant[segment], minorant[segment + 1])
      consider(Double(point - left + 1) - rise(left, right, to: point), left, point)
    }
    segment = 0
    for place in minorant.indices.dropFirst().dropLast() {
      let point = minorant[place]
      while segment + 2 < majorant.count, majorant[segment + 1] < point { segment += 1 }
      let (left, right) = (majorant[segment], majorant[segment + 1])
      consider(rise(left, right, to: point) - Double(point - left - 1), point, right)
    }
    return widest
  }

  /// How many steps the line from one point to another has risen at a third.
  private func rise(_ left: Int, _ right: Int, to point: Int) -> Double {
    let width = values[right] - values[left]
    guard width > 0 else { return 0 }
    return (values[point] - values[left]) * Double(right - left) / width
  }

  /// How far the function lies above the minorant at most, up to a point of it.
  private func belowMinorant(upTo end: Int) -> Double {
    farthest(minorant, where: { $0 <= end }) { point, left, rise in Double(point - left + 1) - rise
    }
  }

  /// How far the function lies below the majorant at most, from a point of it on.
  private func aboveMajorant(from start: Int) -> Double {
    farthest(majorant, where: { $0 > start }) { point, left, rise in rise - Double(point - left - 1)
    }
  }

  /// The greatest distance over the segments whose right end is meant; 1 at least.
  @inline(__always) private func farthest(
    _ hull: [Int], where isMeant: (Int) -> Bool, _ distance: (Int, Int, Double) -> Double
  ) -> Double {
    var most = 1.0
    for (left, right) in zip(hull, hull.dropFirst()) where isMeant(right) && right - left > 1 {
      let width = values[right] - values[left]
      guard width > 0 else { continue }
      let slope = Double(right - left) / width
      for point in left...right {
        most = max(most, distance(point, left, (values[point] - values[left]) * slope))
      }
    }
    return most
  }
}
