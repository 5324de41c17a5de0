import Benchmarks
import Facts
import Regression
import ResponseSurface
import Statistics
import Tables

extension ResultDocument {
  /// A full second-order model of a response in coded factors, with what the audit says of the
  /// table it comes from.
  ///
  /// - Parameter coding: Centre and half-width of factors; those without one are coded by their
  ///   extreme levels.
  /// - Throws: `ReadError` for a column; `ResponseSurfaceError` and `RegressionError` for data that
  ///   can't be fitted.
  public init(
    surfaceOf response: String, factors: [String], _ selection: TableSelection,
    coding: [CodedFactor], confidence: Double
  ) throws {
    let (rows, values) = try selection.completeRows(factors + [response])
    let missing = selection.run.succeededRows.count - rows.count
    let levels = Array(values.dropLast())
    let codes = try zip(factors, levels).map { name, column in
      try coding.first { $0.name == name } ?? CodedFactor(name: name, levels: column)
    }
    let model = try SecondOrderModel(
      factors: codes, columns: levels, response: values[factors.count], level: confidence)
    let warnings = Self.warnings(model, selection, factors, response)
    let unit = try selection.run.column(named: response).meaning.unit
    let document = SurfaceDocument(
      model: model, response: response + (unit.map { " (\($0))" } ?? ""))
    self.init(
      kind: "surface",
      members: [
        ("file", .string(selection.run.path)), ("response", .string(response)),
        ("unit", .text(unit?.symbol)), ("n", .count(rows.count)),
        ("excluded", selection.exclusions(missing: missing)), ("confidence", .double(confidence)),
      ] + document.members + [("caveats", .array(warnings.map { .string($0) }))],
      tables: document.tables,
      notes: selection.exclusionNotes(missing: missing) + warnings,
      hasFindings: !warnings.isEmpty)
  }

  private static func warnings(
    _ model: SecondOrderModel, _ selection: TableSelection, _ factors: [String], _ response: String
  ) -> [String] {
    var warnings: [String] = []
    if !model.fit.aliased.isEmpty {
      warnings.append(
        Caveat.aliasedTerms(model.fit.aliased).text + "; these terms have no coefficient")
    }
    if let canonical = model.canonical {
      let region = canonical.prediction.region
      if !region.isInside {
        warnings.append(
          "the stationary point is outside the region where runs were made: " + regionText(region))
      }
      let uncertain = canonical.curvatures.count { $0.isDistinguishableFromZero == false }
      if uncertain > 0 { warnings.append(Caveat.curvatureUncertain(count: uncertain).text) }
    }
    let audit = SweepAudit(selection.run)
    for factor in factors { warnings += factorCaveats(audit, factor).map(\.text) }
    if let cold = audit.coldStarts, factors.contains(cold.factor) {
      if (try? selection.run.column(named: response)).map(isTime) ?? false {
        warnings.append(
          Caveat.confoundedWithColdStarts(factor: cold.factor, level: cold.level).text)
      }
    }
    if model.fit.lackOfFit == nil { warnings.append(Caveat.oneRunPerCell.text) }
    return warnings
  }
}
