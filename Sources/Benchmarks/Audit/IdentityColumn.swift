import Glibc
import LinearAlgebra

/// A measured quantity as the search for identities sees it.
struct IdentityColumn {
  let name: String
  let values: [Double]
  /// The place of the last decimal that any value is printed with; 0 where the values were not
  /// rounded, or are whole.
  let resolution: Double
  /// What values differ by at least: the resolution, 1 of whole numbers, 0 of numbers in full.
  let grid: Double
  let spread: Double
  let norm: Double

  var isConstant: Bool { spread == 0 }
  var isZero: Bool { norm == 0 }
  var isOne: Bool { isConstant && values[0] == 1 }
  var scaled: [Double] { values.map { $0 / norm } }

  /// Nil where a run has no value.
  init?(_ table: RunTable, _ column: RunColumn) {
    let values = table.values(column, rows: table.succeededRows)
    guard values.allSatisfy({ $0?.isFinite ?? false }) else { return nil }
    name = column.name
    self.values = values.map { $0! }
    spread = (self.values.max() ?? 0) - (self.values.min() ?? 0)
    norm = LinearAlgebra.norm(self.values)
    grid = self.values.map(Self.lastDecimal).min() ?? 0
    resolution = grid == 1 ? 0 : grid
  }

  /// The weight of the last digit of the shortest decimal of `value`: 0.0001 for 5.7669, 1 for 5; 0
  /// for values of 16 and more digits, which were not rounded for print.
  private static func lastDecimal(_ value: Double) -> Double {
    let text = "\(abs(value))"
    guard !text.contains("e"), let point = text.firstIndex(of: ".") else { return 0 }
    let decimals = text.distance(from: point, to: text.endIndex) - 1
    if text.utf8.count > 16 { return 0 }
    if text.hasSuffix(".0") { return 1 }
    var weight = 1.0
    for _ in 0..<decimals { weight /= 10 }
    return weight
  }
}

/// Whether numbers drawn at random could give a candidate for an identity too.
///
/// A random value on the grid of the left-hand side hits the right-hand side with a probability of
/// (width + grid) / spread; the different runs of the candidate all have to, in any of the
/// candidates that are tried.
struct ChanceMatch {
  /// The logarithm to base 10 of the expected number of such candidates; at most.
  let logarithm: Double

  /// From this expected number on, a candidate is taken for chance.
  static let threshold = 1e-4

  var isPlausible: Bool { logarithm > log10(Self.threshold) }

  /// - Parameters:
  ///   - width: The width of the interval in which the left-hand side had to fall.
  ///   - columns: The number of columns among which identities are sought.
  init(_ left: IdentityColumn, _ right: [IdentityColumn], width: Double, columns: Int) {
    let different = Set(
      left.values.indices.map { i in right.map { $0.values[i] } + [left.values[i]] })
    let hit = min(1, (width + left.grid) / left.spread)
    let trials = 4 * Double(columns) * Double(columns) * Double(columns)
    logarithm = log10(trials) + Double(different.count) * log10(max(hit, 1e-15))
  }
}
