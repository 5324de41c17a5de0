import LinearAlgebra
import Tables

/// A column that follows from others in every run: arithmetic, not a finding.
public struct Identity: Sendable, Equatable {
  /// The form of the right-hand side.
  public enum Form: Sendable, Equatable {
    /// A sum of columns, each with its sign.
    case sum([Term])
    /// The product of two columns.
    case product(String, String)
    /// The first column divided by the second.
    case ratio(String, String)
  }

  /// A column in a sum.
  public struct Term: Sendable, Equatable {
    /// The column.
    public var column: String
    /// 1 or -1.
    public var sign: Int
  }

  /// The column on the left-hand side.
  public let column: String
  /// The right-hand side.
  public let form: Form
  /// The runs in which it holds: all of them.
  public let n: Int
  /// The largest relative deviation.
  public let largestDeviation: Double

  /// The equation: `ttft_s = load_s + prompt_eval_s`.
  public var equation: String {
    switch form {
    case .sum(let terms):
      let text = terms.enumerated().map { i, term in
        (term.sign < 0 ? (i == 0 ? "-" : " - ") : (i == 0 ? "" : " + ")) + term.column
      }
      return "\(column) = " + text.joined()
    case .product(let a, let b): return "\(column) = \(a) × \(b)"
    case .ratio(let a, let b): return "\(column) = \(a) / \(b)"
    }
  }

  /// The columns on both sides.
  public var columns: [String] {
    switch form {
    case .sum(let terms): [column] + terms.map(\.column)
    case .product(let a, let b), .ratio(let a, let b): [column, a, b]
    }
  }

  /// The identities among the measured quantities of a table, one for each set of columns.
  ///
  /// Linear ones come from the rank of the metrics' matrix (a dependent column whose coefficients
  /// on the others are whole) and, for columns that were rounded when they were written, from a
  /// trial of every sum of two; products and ratios from a trial of every pair; equal columns from a
  /// trial of each two. At most one column on the right-hand side may be constant, and then neither
  /// 0 nor 1. A candidate counts where it holds in every run within the rounding of the printed
  /// values, which must be small beside the column's spread, in three runs or more, and so many
  /// different ones that numbers drawn at random would hardly have given any such candidate
  /// (``ChanceMatch``). Among more than ``mostTried`` columns pairs are not tried: then only equal
  /// columns and those that the rank tells are found.
  ///
  /// - Complexity: O(m³ × rows) for m metrics, of which at most ``mostTried`` count with the cube
  ///   and others with the square.
  public static func search(_ table: RunTable) -> [Identity] { search(candidates(table)) }

  /// The columns among which identities are sought: those with a value in every run.
  static func candidates(_ table: RunTable) -> [IdentityColumn] {
    table.metrics.compactMap { IdentityColumn(table, $0) }
  }

  static func search(_ candidates: [IdentityColumn]) -> [Identity] {
    guard candidates.count >= 2, candidates[0].values.count >= 3 else { return [] }
    var found: [Identity] = []
    var seen: Set<Set<String>> = []
    func add(_ identity: Identity?) {
      if let identity, seen.insert(Set(identity.columns)).inserted { found.append(identity) }
    }
    for (i, left) in candidates.enumerated() where !left.isConstant {
      for right in candidates[(i + 1)...] { add(equality(left, right, candidates.count)) }
    }
    for identity in linearByRank(candidates) { add(identity) }
    guard candidates.count <= mostTried else { return found }
    for left in candidates where !left.isConstant {
      for (i, a) in candidates.enumerated() where a.name != left.name {
        for b in candidates[(i + 1)...] where b.name != left.name {
          add(trial(left, a, b, candidates.count))
        }
      }
    }
    return found
  }

  /// Among more columns than this, pairs are not tried: their number grows with the cube.
  public static let mostTried = 300

  private static func equality(
    _ left: IdentityColumn, _ right: IdentityColumn, _ columns: Int
  ) -> Identity? {
    guard left.values == right.values,
      !ChanceMatch(left, [right], width: 0, columns: columns).isPlausible
    else { return nil }
    return Identity(
      column: left.name, form: .sum([Term(column: right.name, sign: 1)]), n: left.values.count,
      largestDeviation: 0)
  }

  private static func trial(
    _ left: IdentityColumn, _ a: IdentityColumn, _ b: IdentityColumn, _ columns: Int
  ) -> Identity? {
    let n = left.values.count
    func holds(
      _ form: Form, _ value: (Double, Double) -> Double, _ error: (Double, Double) -> Double
    ) -> Identity? {
      var largest = 0.0
      var widest = 0.0
      for i in 0..<n {
        let right = value(a.values[i], b.values[i])
        let tolerance = left.resolution / 2 + error(a.values[i], b.values[i])
        let allowed = tolerance * 1.01 + 8 * Double.ulpOfOne * abs(left.values[i])
        guard right.isFinite, abs(left.values[i] - right) <= allowed else { return nil }
        widest = max(widest, allowed)
        if left.values[i] != 0 { largest = max(largest, abs(right / left.values[i] - 1)) }
      }
      guard left.spread > 20 * widest,
        !ChanceMatch(left, [a, b], width: 2 * widest, columns: columns).isPlausible
      else { return nil }
      return Identity(column: left.name, form: form, n: n, largestDeviation: largest)
    }
    let ra = a.resolution / 2
    let rb = b.resolution / 2
    guard !(a.isConstant && b.isConstant), !a.isZero, !b.isZero else { return nil }
    let terms = [Term(column: a.name, sign: 1), Term(column: b.name, sign: 1)]
    if let sum = holds(.sum(terms), { $0 + $1 }, { _, _ in ra + rb }) { return sum }
    guard !a.isOne, !b.isOne else { return nil }
    if let product = holds(.product(a.name, b.name), { $0 * $1 }, { abs($0) * rb + abs($1) * ra }) {
      return product
    }
    func ratioError(_ x: Double, _ rx: Double, _ y: Double, _ ry: Double) -> Double {
      (rx + abs(x / y) * ry) / abs(y)
    }
    return holds(.ratio(a.name, b.name), { $0 / $1 }, { ratioError($0, ra, $1, rb) })
      ?? holds(.ratio(b.name, a.name), { $1 / $0 }, { ratioError($1, rb, $0, ra) })
  }

  /// Columns that the others determine to rounding, with coefficients of 1 and -1.
  private static func linearByRank(_ candidates: [IdentityColumn]) -> [Identity] {
    let varying = candidates.filter { !$0.isConstant }
    guard varying.count >= 3, varying[0].values.count >= varying.count else { return [] }
    let matrix = Matrix(columns: varying.map(\.scaled))
    guard let factorization = try? PivotedQR(matrix, tolerance: 1e-11) else { return [] }
    return factorization.aliased.compactMap { dependent in
      guard
        let coefficients = try? PivotedQR(
          matrix.selectingColumns(factorization.kept), tolerance: 1e-11
        ).solve(matrix.column(dependent))
      else { return nil }
      var terms = [Term(column: varying[dependent].name, sign: -1)]
      for (kept, coefficient) in zip(factorization.kept, coefficients) {
        guard let coefficient else { return nil }
        let unscaled = coefficient * varying[dependent].norm / varying[kept].norm
        if abs(unscaled) < 1e-6 { continue }
        guard abs(abs(unscaled) - 1) < 1e-6 else { return nil }
        terms.append(Term(column: varying[kept].name, sign: unscaled > 0 ? 1 : -1))
      }
      return identity(of: terms, among: varying)
    }
  }

  /// The relation Σ sign × column = 0 as an equation: a column that stands alone with its sign goes
  /// to the left.
  private static func identity(of terms: [Term], among columns: [IdentityColumn]) -> Identity? {
    guard terms.count >= 3 else { return nil }
    let positive = terms.filter { $0.sign > 0 }
    let negative = terms.filter { $0.sign < 0 }
    let left = positive.count == 1 ? positive[0] : negative[0]
    let order = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map { (TextKey($1.name), $0) })
    let right = terms.filter { $0 != left }
      .map { Term(column: $0.column, sign: -$0.sign * left.sign) }
      .sorted { order[TextKey($0.column)]! < order[TextKey($1.column)]! }
    let byName = Dictionary(uniqueKeysWithValues: columns.map { (TextKey($0.name), $0) })
    guard let leftColumn = byName[TextKey(left.column)] else { return nil }
    let rightColumns = right.map { byName[TextKey($0.column)]! }
    guard !ChanceMatch(leftColumn, rightColumns, width: 0, columns: columns.count).isPlausible
    else { return nil }
    var largest = 0.0
    for i in leftColumn.values.indices {
      let sum = right.reduce(0.0) { $0 + Double($1.sign) * byName[TextKey($1.column)]!.values[i] }
      let value = leftColumn.values[i]
      guard abs(sum - value) <= 1e-9 * max(abs(value), leftColumn.spread) else { return nil }
      if value != 0 { largest = max(largest, abs(sum / value - 1)) }
    }
    return Identity(
      column: left.column, form: .sum(right), n: leftColumn.values.count, largestDeviation: largest)
  }
}
