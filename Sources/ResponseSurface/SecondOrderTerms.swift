import LinearAlgebra
import Regression

/// The terms of a full second-order model of k coded factors, in the order of its columns:
/// intercept; k first-order terms; k(k − 1)/2 two-way interactions `a:b`; k squares `a^2`.
struct SecondOrderTerms {
  let names: [String]

  var count: Int { names.count }

  /// The pairs of factors that interact.
  var pairs: [(Int, Int)] {
    (0..<count).flatMap { i in (i + 1..<max(count, i + 1)).map { (i, $0) } }
  }

  /// The row of the model matrix at a coded point.
  func row(_ point: [Double]) -> [Double] { [1] + point + secondOrder(point) }

  /// The combination of coefficients that is the quadratic form wᵀBw.
  func quadraticForm(_ vector: [Double]) -> [Double] {
    [Double](repeating: 0, count: 1 + count) + secondOrder(vector)
  }

  private func secondOrder(_ point: [Double]) -> [Double] {
    pairs.map { point[$0] * point[$1] } + point.map { $0 * $0 }
  }

  /// The model matrix of coded columns; a single factor has no term of interactions.
  func modelMatrix(_ columns: [[Double]]) -> ModelMatrix {
    let squares = ModelTerm(
      SecondOrderModel.pureQuadratic, columnNames: names.map { "\($0)^2" },
      columns: columns.map { $0.map { $0 * $0 } })
    let interactions = ModelTerm(
      SecondOrderModel.interactions, columnNames: pairs.map { "\(names[$0]):\(names[$1])" },
      columns: pairs.map { pair in zip(columns[pair.0], columns[pair.1]).map { $0 * $1 } })
    let firstOrder = ModelTerm(
      SecondOrderModel.firstOrder, columnNames: names, columns: columns)
    return ModelMatrix(
      rows: columns[0].count,
      terms: [firstOrder] + (count > 1 ? [interactions] : []) + [squares])
  }

  /// The surface of coefficients in the order of the columns.
  func surface(_ coefficients: [Double]) throws -> QuadraticSurface {
    var curvature = Matrix(rows: count, columns: count)
    for (index, pair) in pairs.enumerated() {
      let half = coefficients[1 + count + index] / 2
      curvature[pair.0, pair.1] = half
      curvature[pair.1, pair.0] = half
    }
    for (i, square) in coefficients.suffix(count).enumerated() { curvature[i, i] = square }
    return try QuadraticSurface(
      intercept: coefficients[0], slopes: Array(coefficients[1...count]), curvature: curvature)
  }
}
