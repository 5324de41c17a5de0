/// The autocovariances of a series, with divisor n, in units of the square of `scale`; calculated as far
/// as they are asked for.
struct Autocovariance {
  /// The mean of the series.
  let mean: Double
  /// The greatest distance from the mean: deviations are divided by it, so that no square overflows.
  let scale: Double
  private let deviations: [Double]
  private var known: [Double] = []

  /// Sums of products done one by one before the transform is taken.
  private static let directProducts = 1 << 24

  /// nil for n < 2, for a constant series and with infinite values.
  init?(_ values: [Double]) {
    guard let first = values.first, values.count > 1 else { return nil }
    guard values.allSatisfy(\.isFinite), values.contains(where: { $0 != first }) else { return nil }
    let center = SplitMean(values)
    mean = center.high + center.low
    let scale = values.reduce(0) { max($0, abs(center.deviation($1))) }
    guard scale > 0, scale.isFinite else { return nil }
    self.scale = scale
    deviations = values.map { center.deviation($0) / scale }
  }

  /// The length of the series.
  var count: Int { deviations.count }

  /// The autocovariance at a lag from 0 to n − 1.
  mutating func at(_ lag: Int) -> Double {
    if lag >= known.count {
      let wanted = min(count, max(lag + 1, 2 * known.count, 16))
      if wanted * count <= Self.directProducts {
        for lag in known.count..<wanted { known.append(direct(lag)) }
      } else {
        known = transformed()
      }
    }
    return known[lag]
  }

  private func direct(_ lag: Int) -> Double {
    deviations.withUnsafeBufferPointer { values in
      var sum = CompensatedSum()
      for index in 0..<(values.count - lag) { sum.add(values[index] * values[index + lag]) }
      return sum.value / Double(values.count)
    }
  }

  /// All autocovariances: the transform of the squared magnitudes of the transform.
  private func transformed() -> [Double] {
    var size = 1
    while size < 2 * count { size *= 2 }
    let transform = FourierTransform(count: size)
    var real = deviations + [Double](repeating: 0, count: size - count)
    var imaginary = [Double](repeating: 0, count: size)
    transform.transform(&real, &imaginary)
    for index in 0..<size {
      real[index] = real[index] * real[index] + imaginary[index] * imaginary[index]
      imaginary[index] = 0
    }
    transform.transform(&real, &imaginary)
    return (0..<count).map { real[$0] / Double(size) / Double(count) }
  }
}
