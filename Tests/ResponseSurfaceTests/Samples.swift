import LinearAlgebra
import Regression
import ResponseSurface
import Testing

/// All combinations of the levels, the first factor changing fastest: one column a factor.
func factorial(_ levels: [[Double]]) -> [[Double]] {
  let runs = levels.reduce([[]] as [[Double]]) { runs, next in
    next.flatMap { level in runs.map { $0 + [level] } }
  }
  return levels.indices.map { j in runs.map { $0[j] } }
}

/// A made-up tuning of a batch size and a number of threads: a face-centred composite design with
/// three centre runs. Figures tested against it come from R 4.2.2 (lm, eigen, solve, predict).
enum Tuning {
  static let batch = [8.0, 64, 8, 64, 8, 64, 36, 36, 36, 36, 36]
  static let threads = [2.0, 2, 6, 6, 4, 4, 2, 6, 4, 4, 4]
  static let throughput = [41.3, 57.9, 52.2, 60.4, 55.1, 66.8, 61.7, 69.2, 73.5, 72.1, 74.4]

  static func model(level: Double = 0.95) throws -> SecondOrderModel {
    try SecondOrderModel(
      names: ["batch", "threads"], columns: [batch, threads], response: throughput, level: level)
  }
}

/// A small disturbance without pattern, the same in each run of the tests.
func disturbance(_ count: Int, seed: UInt64 = 11) -> [Double] {
  var state = seed
  return (0..<count).map { _ in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 33) / Double(1 << 30) - 1
  }
}

/// Expects numbers to agree within an absolute tolerance.
func expectClose(
  _ values: [Double], _ references: [Double], _ tolerance: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(values.count == references.count, sourceLocation: sourceLocation)
  let gap = zip(values, references).map { abs($0 - $1) }.max() ?? 0
  #expect(gap <= tolerance, "\(values) against \(references)", sourceLocation: sourceLocation)
}
