/// A column with what all its distances need of it.
struct DistanceColumn: Sendable, Hashable {
  /// The power of two by which the values are scaled.
  let scale: Double
  /// The values, centred and scaled.
  let values: [Double]
  /// The place of each value in ascending order; equal values have different ones.
  let places: [Int32]
  /// For each value the sum of its distances to all.
  let rowSums: [Double]
  /// The sum of all n² distances.
  let total: Double
  /// The sum of their squares.
  let squares: Double

  /// nil for a constant column (n < 2 among that) and where a value is infinite. O(n).
  init?(_ column: [Double]) {
    guard let scaling = ColumnScale(column) else { return nil }
    let values = scaling.applied(to: column)
    let n = values.count
    let order = values.withUnsafeBufferPointer { ascendingOrder($0).indices }
    var places = [Int32](repeating: 0, count: n)
    var rowSums = [Double](repeating: 0, count: n)
    let all = CompensatedSum(values).value
    var (before, total, squares) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
    for (place, index) in order.enumerated() {
      let value = values[Int(index)]
      let sum = Double(2 * place - n) * value + (all - 2 * before.value)
      places[Int(index)] = Int32(place)
      rowSums[Int(index)] = sum
      total.add(sum)
      squares.add(value * value)
      before.add(value)
    }
    scale = scaling.scale
    self.values = values
    self.places = places
    self.rowSums = rowSums
    self.total = total.value
    self.squares = 2 * (Double(n) * squares.value - all * all)
  }

  private init(_ column: DistanceColumn, order: [Int]) {
    scale = column.scale
    values = order.map { column.values[$0] }
    places = order.map { column.places[$0] }
    rowSums = order.map { column.rowSums[$0] }
    total = column.total
    squares = column.squares
  }

  /// The same values in another order of the rows. O(n).
  func permuted(_ order: [Int]) -> DistanceColumn { DistanceColumn(self, order: order) }
}

/// The sums over all pairs of rows from which distance covariances are made.
struct DistanceSums: Sendable, Hashable {
  private let n: Double
  /// Σ aᵢⱼ bᵢⱼ
  private let products: Double
  /// Σ aᵢ. bᵢ.
  private let rowProducts: Double
  /// a.. b..
  private let totals: Double

  /// Of a column with itself. O(n).
  init(_ x: DistanceColumn) {
    n = Double(x.values.count)
    products = x.squares
    rowProducts = Self.sum(x.rowSums, x.rowSums)
    totals = x.total * x.total
  }

  /// Of two columns. O(n log n).
  init(_ x: DistanceColumn, _ y: DistanceColumn) {
    n = Double(x.values.count)
    products = productsOfDistances(x, y)
    rowProducts = Self.sum(x.rowSums, y.rowSums)
    totals = x.total * y.total
  }

  /// The mean product of distances.
  var meanProduct: Double { products / (n * n) }

  /// The square of the distance covariance.
  var covariance: Double {
    var sum = CompensatedSum()
    sum.add(products / (n * n))
    sum.add(-2 * rowProducts / (n * n * n))
    sum.add(totals / (n * n * n * n))
    return sum.value
  }

  /// The estimate of the same without bias; nil for n < 4.
  var unbiased: Double? {
    guard n > 3 else { return nil }
    var sum = CompensatedSum()
    sum.add(products)
    sum.add(-2 * rowProducts / (n - 2))
    sum.add(totals / ((n - 1) * (n - 2)))
    return sum.value / (n * (n - 3))
  }

  private static func sum(_ a: [Double], _ b: [Double]) -> Double {
    var sum = CompensatedSum()
    for i in a.indices { sum.add(a[i] * b[i]) }
    return sum.value
  }
}

/// Σ |xᵢ − xⱼ| |yᵢ − yⱼ| over all i and j.
///
/// In ascending order of x a pair adds (xᵢ − xⱼ) (yᵢ − yⱼ), less where y falls. The sums of 1, x, y and
/// x y over the rows before with a smaller y stand in a tree of partial sums by the place of y.
///
/// Source: P. M. Fenwick, A new data structure for cumulative frequency tables, Software: Practice and
/// Experience 24 (1994).
private func productsOfDistances(_ x: DistanceColumn, _ y: DistanceColumn) -> Double {
  let n = x.values.count
  var order = [Int32](repeating: 0, count: n)
  for i in 0..<n { order[Int(x.places[i])] = Int32(i) }
  var tree = [SIMD4<Double>](repeating: .zero, count: n + 1)
  var all = SIMD4<Double>.zero
  var sum = CompensatedSum()
  tree.withUnsafeMutableBufferPointer { tree in
    for index in order {
      let i = Int(index)
      let (a, b) = (x.values[i], y.values[i])
      var below = SIMD4<Double>.zero
      var place = Int(y.places[i])
      while place > 0 {
        below += tree[place]
        place &= place - 1
      }
      // Twice the rows with a smaller y, less all rows.
      let signed = 2 * below - all
      sum.add(signed[0] * a * b - signed[1] * b - signed[2] * a + signed[3])
      let row = SIMD4(1, a, b, a * b)
      all += row
      place = Int(y.places[i]) + 1
      while place <= n {
        tree[place] += row
        place += place & -place
      }
    }
  }
  return 2 * sum.value
}
