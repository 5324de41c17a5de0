import Glibc
import LinearAlgebra

/// How a column is centred, and scaled by a power of two so that its squares neither overflow nor
/// underflow: (x scale − mean) − rest.
struct ColumnScale: Sendable {
  /// The power of two.
  let scale: Double
  /// The mean of the scaled values, and what rounding left of it.
  let mean: Double
  let rest: Double

  /// Leaves a column as it is.
  static let none = ColumnScale(scale: 1, mean: 0, rest: 0)

  private init(scale: Double, mean: Double, rest: Double) {
    (self.scale, self.mean, self.rest) = (scale, mean, rest)
  }

  /// The column, centred and scaled. O(n).
  func applied(to column: [Double]) -> [Double] {
    column.map { ($0 * scale - mean) - rest }
  }

  /// - Returns: nil for a constant column (or n < 2), and where a value is infinite or NaN.
  /// - Complexity: O(n), one pass but for sizes near the ends of what doubles can hold.
  init?(_ column: [Double]) {
    let pass = ColumnPass(column, scale: 1)
    guard !pass.holdsNaN, column.count > 1, pass.low < pass.high, pass.low.isFinite,
      pass.high.isFinite
    else { return nil }
    let exponent = max(abs(pass.low), abs(pass.high)).exponent
    // Beyond this exponent the scale itself would be infinite.
    scale = Double(sign: .plus, exponent: min(-exponent, 1023), significand: 0.5)
    let n = Double(column.count)
    let isSafe = abs(exponent) < 900
    let used = isSafe ? pass : ColumnPass(column, scale: scale)
    let unit = isSafe ? scale : 1
    let (sum, carried) = (used.sum * unit, used.carried * unit)
    mean = (sum + carried) / n
    rest = (fma(-mean, n, sum) + carried) / n
  }
}

/// The extremes and the compensated sum of a column.
private struct ColumnPass {
  private(set) var low = Double.infinity
  private(set) var high = -Double.infinity
  private(set) var holdsNaN = false
  /// The sum, and what rounding lost on the way.
  private(set) var sum = 0.0
  private(set) var carried = 0.0

  /// Eight sums side by side, then these one after another: the same for every machine.
  init(_ column: [Double], scale: Double) {
    var lanes = SIMD8<Double>.zero
    var lost = SIMD8<Double>.zero
    var lows = SIMD8<Double>(repeating: .infinity)
    var highs = SIMD8<Double>(repeating: -.infinity)
    var orderly = SIMDMask<SIMD8<Int64>>(repeating: true)
    let whole = column.count / 8 * 8
    column.withUnsafeBytes { bytes in
      for start in stride(from: 0, to: whole, by: 8) {
        let values = bytes.loadUnaligned(fromByteOffset: start * 8, as: SIMD8<Double>.self) * scale
        orderly .&= values .== values
        lows.replace(with: values, where: values .< lows)
        highs.replace(with: values, where: values .> highs)
        // Knuth's sum of two: what rounding loses of the sum is exact.
        let next = lanes + values
        let taken = next - lanes
        lost += (lanes - (next - taken)) + (values - taken)
        lanes = next
      }
    }
    holdsNaN = orderly != SIMDMask<SIMD8<Int64>>(repeating: true)
    low = lows.min()
    high = highs.max()
    for lane in 0..<8 { add(lanes[lane], lost[lane]) }
    for value in column[whole...] {
      holdsNaN = holdsNaN || value.isNaN
      low = min(low, value * scale)
      high = max(high, value * scale)
      add(value * scale, 0)
    }
  }

  private mutating func add(_ term: Double, _ lost: Double) {
    let next = sum + term
    let taken = next - sum
    carried += (sum - (next - taken)) + (term - taken) + lost
    sum = next
  }
}

/// The products of all pairs of centred columns, summed over the rows.
///
/// Rows are taken in blocks that stay in the cache: each block is centred and scaled, multiplied by
/// `dsyrk`, and added to compensated totals. These belong to parts of the rows that don't depend on the
/// number of threads, and are added up in the order of the rows.
struct CentredProducts {
  private static let rowsOfBlock = 1024
  /// So many totals are formed side by side, whatever the number of threads.
  private static let parts = 16

  /// How many columns there are.
  let columns: Int
  private var sums: [Double]
  private var carried: [Double]

  /// - Complexity: O(n k²) for k columns of n rows; memory for 1024 rows a thread.
  init(_ columns: [[Double]], _ scales: [ColumnScale], threads: Int) {
    let n = columns.first?.count ?? 0
    let blocks = (n + Self.rowsOfBlock - 1) / Self.rowsOfBlock
    let parts = min(Self.parts, blocks)
    let totals = mapConcurrently(parts, threads: threads) { part in
      var total = CentredProducts(columns: columns.count)
      for block in part * blocks / parts..<(part + 1) * blocks / parts {
        let rows = block * Self.rowsOfBlock..<min(n, (block + 1) * Self.rowsOfBlock)
        total.add(Self.centred(columns, rows, scales).crossProduct.elements)
      }
      return total
    }
    self.init(columns: columns.count)
    for total in totals {
      add(total.sums)
      for i in carried.indices { carried[i] += total.carried[i] }
    }
  }

  private init(columns: Int) {
    self.columns = columns
    sums = [Double](repeating: 0, count: columns * columns)
    carried = sums
  }

  private static func centred(
    _ columns: [[Double]], _ rows: Range<Int>, _ scales: [ColumnScale]
  ) -> Matrix {
    let size = rows.count * columns.count
    let elements = [Double](unsafeUninitializedCapacity: size) { elements, count in
      for (j, scale) in scales.enumerated() {
        let target = UnsafeMutableBufferPointer(
          rebasing: elements[j * rows.count..<(j + 1) * rows.count])
        centre(columns[j], rows, scale, target)
      }
      count = size
    }
    return Matrix(rows: rows.count, columns: columns.count, elements: elements)
  }

  /// The sum of products of columns i and j.
  subscript(i: Int, j: Int) -> Double {
    let place = max(i, j) * columns + min(i, j)
    return sums[place] + carried[place]
  }

  private static func centre(
    _ column: [Double], _ rows: Range<Int>, _ scale: ColumnScale,
    _ target: UnsafeMutableBufferPointer<Double>
  ) {
    let (factor, mean, rest) = (scale.scale, scale.mean, scale.rest)
    column.withUnsafeBufferPointer { column in
      let source = column.baseAddress! + rows.lowerBound
      for i in 0..<target.count { target[i] = (source[i] * factor - mean) - rest }
    }
  }

  private mutating func add(_ product: [Double]) {
    product.withUnsafeBufferPointer { terms in
      sums.withUnsafeMutableBufferPointer { sums in
        carried.withUnsafeMutableBufferPointer { carried in
          for i in 0..<terms.count {
            let next = sums[i] + terms[i]
            let taken = next - sums[i]
            carried[i] += (sums[i] - (next - taken)) + (terms[i] - taken)
            sums[i] = next
          }
        }
      }
    }
  }
}

/// The index of the first NaN. O(n).
func firstNaN(_ values: [Double]) -> Int? {
  values.withUnsafeBufferPointer { values in
    var start = 0
    while start < values.count {
      let end = min(start + 1024, values.count)
      var found = false
      for i in start..<end where values[i].isNaN { found = true }
      if found { return (start..<end).first { values[$0].isNaN } }
      start = end
    }
    return nil
  }
}
