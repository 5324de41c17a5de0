/// The residual sum of squares split by replicated runs: what the runs scatter about their own
/// means (pure error), and how far those means lie from the model (lack of fit).
public struct LackOfFit: Sendable, Equatable {
  /// Distinct settings − rank; 0 when the model takes a parameter for each setting.
  public let degreesOfFreedom: Int
  /// Σ over settings of runs × (mean response − fitted)².
  public let sumOfSquares: Double
  /// Observations − distinct settings; at least 1.
  public let pureErrorDegreesOfFreedom: Int
  /// Σ over runs of (response − mean response of the setting)².
  public let pureErrorSumOfSquares: Double

  /// The test of lack of fit against pure error; nil when lack of fit has no degree of freedom, or
  /// when replicates repeat exactly, so that there is no pure error to test against.
  public var test: FTest? {
    FTest(
      numerator: sumOfSquares, degreesOfFreedom: degreesOfFreedom,
      denominator: pureErrorSumOfSquares, denominatorDegreesOfFreedom: pureErrorDegreesOfFreedom)
  }
}

extension LinearModel {
  /// The lack of fit, replicates being rows with equal rows of the model matrix; nil when no row
  /// occurs twice.
  ///
  /// Both parts are summed directly, not by subtraction from the residual. Draper & Smith, Applied
  /// Regression Analysis, section 2.1.
  /// - Complexity: O(n × p).
  public var lackOfFit: LackOfFit? {
    let settings = Dictionary(grouping: 0..<observations) { modelMatrix.matrix.row($0) }
    guard settings.count < observations else { return nil }
    // In an exact fit what is left of either part is rounding noise.
    guard !isExact else { return split(settings: settings.count, lack: 0, pure: 0) }
    var lack = 0.0
    var pure = 0.0
    // In row order, so that the sums are the same in every run.
    for runs in settings.values.sorted(by: { $0[0] < $1[0] }) {
      let responses = runs.map { response[$0] }
      let mean =
        responses.min() == responses.max()
        ? responses[0] : responses.reduce(0, +) / Double(responses.count)
      pure += responses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let gap = mean - fitted[runs[0]]
      lack += Double(runs.count) * gap * gap
    }
    return split(settings: settings.count, lack: lack, pure: pure)
  }

  private func split(settings: Int, lack: Double, pure: Double) -> LackOfFit {
    LackOfFit(
      degreesOfFreedom: settings - rank, sumOfSquares: lack,
      pureErrorDegreesOfFreedom: observations - settings, pureErrorSumOfSquares: pure)
  }
}
