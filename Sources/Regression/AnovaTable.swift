/// A row of an analysis of variance.
public struct AnovaRow: Sendable, Equatable {
  /// What the sum of squares is of: a term's name, `residual`, `lack of fit` or `pure error`.
  public let source: String
  /// The degrees of freedom; 0 for a term that is wholly aliased with those before it.
  public let degreesOfFreedom: Int
  /// The sum of squares.
  public let sumOfSquares: Double
  /// The test against the error that the table names for this row; nil for an error's own row and
  /// where it is undefined.
  public let test: FTest?

  /// A row from its parts.
  public init(source: String, degreesOfFreedom: Int, sumOfSquares: Double, test: FTest? = nil) {
    self.source = source
    self.degreesOfFreedom = degreesOfFreedom
    self.sumOfSquares = sumOfSquares
    self.test = test
  }

  /// Sum of squares over degrees of freedom; nil without any.
  public var meanSquare: Double? {
    degreesOfFreedom > 0 ? sumOfSquares / Double(degreesOfFreedom) : nil
  }
}

/// A sequential (type I) analysis of variance: what each term adds to those before it.
public struct AnovaTable: Sendable, Equatable {
  /// The terms in the order in which they entered, then `residual`, then, where runs are
  /// replicated, its parts `lack of fit` and `pure error`.
  public let rows: [AnovaRow]

  /// The row of that source; nil when there is none.
  public func row(_ source: String) -> AnovaRow? { rows.first { $0.source == source } }

  /// This table with the residual's split after it. Lack of fit is tested against pure error.
  public func appending(_ split: LackOfFit) -> AnovaTable {
    AnovaTable(
      rows: rows + [
        AnovaRow(
          source: "lack of fit", degreesOfFreedom: split.degreesOfFreedom,
          sumOfSquares: split.sumOfSquares, test: split.test),
        AnovaRow(
          source: "pure error", degreesOfFreedom: split.pureErrorDegreesOfFreedom,
          sumOfSquares: split.pureErrorSumOfSquares),
      ])
  }
}

extension LinearModel {
  /// The sequential analysis of variance by terms; each is tested against the residual.
  ///
  /// A term's sum of squares is that of its effects, so no two large numbers are subtracted. The
  /// rows of the terms and the residual add up to the total sum of squares.
  /// - Complexity: O(n + p).
  public var anova: AnovaTable {
    var degrees = [Int](repeating: 0, count: modelMatrix.termNames.count)
    var sums = [Double](repeating: 0, count: degrees.count)
    for (effect, column) in zip(effects, factorization.kept) {
      guard let term = modelMatrix.termOfColumn[column] else { continue }
      degrees[term] += 1
      sums[term] += totalSumOfSquares > 0 ? effect * effect : 0
    }
    let terms = degrees.indices.map { term in
      AnovaRow(
        source: modelMatrix.termNames[term], degreesOfFreedom: degrees[term],
        sumOfSquares: sums[term],
        test: FTest(
          numerator: sums[term], degreesOfFreedom: degrees[term],
          denominator: residualSumOfSquares,
          denominatorDegreesOfFreedom: residualDegreesOfFreedom))
    }
    let residual = AnovaRow(
      source: "residual", degreesOfFreedom: residualDegreesOfFreedom,
      sumOfSquares: residualSumOfSquares)
    return AnovaTable(rows: terms + [residual])
  }
}
