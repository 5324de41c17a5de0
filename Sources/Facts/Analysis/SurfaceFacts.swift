import Benchmarks
import Regression
import ResponseSurface
import Statistics

/// A second-order surface over a sweep, with the rows that were left out and why.
public struct SweepSurface: Sendable {
  /// The response's column.
  public let response: RunColumn
  /// The factors' columns.
  public let factors: [RunColumn]
  /// The rows that were fitted.
  public let rows: [Int]
  /// The rows that were not.
  public let excluded: [Fact.Exclusion]
  /// The model.
  public let model: SecondOrderModel
  /// What a reader must know before using any of its numbers.
  public let caveats: [Caveat]

  /// The surface of one response: failed runs, runs at sentinel levels and, for times, cold starts
  /// are left out; factors that vary among the rest are fitted.
  ///
  /// Nil where fewer than two factors vary or the runs are not more than the terms.
  init?(_ table: AnalysedTable, response: RunColumn, level: Double) throws {
    let run = table.run
    let cold = isTime(response) ? table.audit.coldStarts : nil
    let isSentinel: (Int) -> Bool = { row in
      table.audit.sentinels.contains { sentinel in
        run.numericFactors.contains {
          $0.name == sentinel.factor
            && run.table.columns[$0.index].double(at: row) == sentinel.level
        }
      }
    }
    let candidates = cold?.warmRows ?? run.succeededRows
    let amounts = candidates.filter { !isSentinel($0) }
    let factors = run.numericFactors.filter {
      Set(run.values($0, rows: amounts).compactMap { $0 }).count > 1
    }
    let columns = factors + [response]
    let rows = amounts.filter { row in
      columns.allSatisfy { run.table.columns[$0.index].double(at: row)?.isFinite ?? false }
    }
    let k = factors.count
    guard k >= 2, rows.count > (k + 1) * (k + 2) / 2 else { return nil }
    let data = factors.map { run.values($0, rows: rows).map { $0! } }
    guard data.allSatisfy({ Set($0).count > 1 }) else { return nil }
    self.response = response
    self.factors = factors
    self.rows = rows
    excluded = [
      Fact.Exclusion(reason: "failed", count: run.failed.count),
      Fact.Exclusion(reason: "cold start", count: cold?.coldRows.count ?? 0),
      Fact.Exclusion(reason: "sentinel level", count: candidates.count - amounts.count),
      Fact.Exclusion(reason: "missing", count: amounts.count - rows.count),
    ].filter { $0.count > 0 }
    model = try SecondOrderModel(
      names: factors.map(\.name), columns: data,
      response: run.values(response, rows: rows).map { $0! }, level: level)
    caveats =
      Self.caveats(table, factors, model)
      + Caveat.reading(table.run, factors.map(\.name) + [response.name])
  }

  /// The rows that were fitted, in words; nil where they are all that succeeded.
  var rowsInWords: String? {
    let left = excluded.map(\.reason).filter { $0 != "failed" && $0 != "missing" }
    return left.isEmpty ? nil : "without " + left.map { "\($0)s" }.joined(separator: " and ")
  }

  private static func caveats(
    _ table: AnalysedTable, _ factors: [RunColumn], _ model: SecondOrderModel
  ) -> [Caveat] {
    var caveats: [Caveat] = model.fit.aliased.isEmpty ? [] : [.aliasedTerms(model.fit.aliased)]
    if model.fit.lackOfFit == nil { caveats.append(.oneRunPerCell) }
    for factor in factors {
      caveats += factorCaveats(table.audit, factor.name).filter {
        if case .confoundedWithOrder = $0 { true } else { false }
      }
    }
    return caveats
  }
}

extension FactCollector {
  /// Coefficients, quality and shape of the surfaces of a sweep.
  mutating func addSurfaces(_ table: AnalysedTable, _ options: AnalysisOptions) throws {
    guard !table.run.isSourceSummary, table.groups.count == 1 else { return }
    for response in responses(table.run.metrics) {
      guard
        let surface = try SweepSurface(table, response: response, level: options.confidence)
      else { continue }
      var writer = SurfaceWriter(table: table, surface: surface, collector: self)
      writer.addAll()
      self = writer.collector
    }
  }
}

/// Renders one surface as facts.
private struct SurfaceWriter {
  let table: AnalysedTable
  let surface: SweepSurface
  var collector: FactCollector

  private var fit: LinearModel { surface.model.fit }
  private var unit: Benchmarks.Unit { surface.response.meaning.unit ?? .one }

  mutating func addAll() {
    for factor in surface.model.factors {
      add(
        ["centre", factor.name], "centre(\(factor.name))", "coding centre of \(factor.name)",
        factor.centre, .one)
      add(
        ["half", "width", factor.name], "halfWidth(\(factor.name))",
        "coding half-width of \(factor.name)", factor.halfWidth, .one)
    }
    for coefficient in fit.coefficients where coefficient.estimate != nil {
      let test = coefficient.p.map {
        Fact.SignificanceTest(method: "Student's t", statistic: coefficient.t, p: $0)
      }
      add(
        ["coefficient", coefficient.name], "coefficient(\(coefficient.name))",
        "coefficient of \(coefficient.name), coded units,", coefficient.estimate, unit,
        interval: coefficient.interval, test: test)
    }
    addQuality()
    addShape()
  }

  private mutating func addQuality() {
    add(["r", "squared"], "rSquared", "R²", fit.rSquared, .one)
    add(
      ["adjusted", "r", "squared"], "adjustedRSquared", "adjusted R²", fit.adjustedRSquared, .one)
    add(
      ["predicted", "r", "squared"], "predictedRSquared", "predicted R² (from PRESS)",
      fit.predictedRSquared, .one, method: .press)
    let squared = unit == .one ? unit : Benchmarks.Unit("(\(unit))²")
    add(["press"], "press", "PRESS", fit.press, squared, method: .press)
    add(["sigma"], "sigma", "residual standard deviation", fit.sigma, unit)
    add(["aic"], "aic", "AIC", fit.akaikeCriterion, .one)
    add(["bic"], "bic", "BIC", fit.bayesianCriterion, .one)
    if let f = fit.fTest {
      add(
        ["f"], "f", "F of the whole model", f.f, .one,
        test: Fact.SignificanceTest(method: "F", statistic: f.f, p: f.p))
    }
    if let test = fit.lackOfFit?.test {
      add(
        ["lack", "of", "fit"], "lackOfFit", "F of lack of fit against pure error", test.f, .one,
        test: Fact.SignificanceTest(method: "F", statistic: test.f, p: test.p))
    }
  }

  private mutating func addShape() {
    guard let canonical = surface.model.canonical else { return }
    var caveats: [Caveat] = []
    if !canonical.prediction.region.isInside {
      caveats.append(.outsideRegion(reason: regionText(canonical.prediction.region)))
    }
    let uncertain = canonical.curvatures.count { $0.isDistinguishableFromZero == false }
    if uncertain > 0 { caveats.append(.curvatureUncertain(count: uncertain)) }
    addFact(
      ["shape"], "shape", "kind of the stationary point", .text(canonical.kind.rawValue),
      caveats: caveats, method: .canonical)
    for (factor, value) in zip(surface.model.factors, canonical.stationaryPoint) {
      add(
        ["stationary", factor.name], "stationary(\(factor.name))",
        "\(factor.name) at the stationary point", value, .one, caveats: caveats, method: .canonical)
    }
    add(
      ["stationary", "response"], "stationaryResponse",
      "predicted \(surface.response.name) at the stationary point",
      canonical.prediction.estimate?.value, unit,
      interval: canonical.prediction.estimate?.confidenceInterval, caveats: caveats,
      method: .canonical)
    for (i, curvature) in canonical.curvatures.enumerated() {
      add(
        ["curvature"], "curvature(\(i + 1))", "principal curvature", curvature.value, unit,
        interval: curvature.interval, method: .canonical)
    }
  }

  private mutating func add(
    _ words: [String], _ name: String, _ what: String, _ value: Double?, _ unit: Benchmarks.Unit,
    interval: Interval? = nil, test: Fact.SignificanceTest? = nil, caveats: [Caveat] = [],
    method: Method = .surface
  ) {
    addFact(
      words, name, what, .number(value, unit), interval: interval, test: test, caveats: caveats,
      method: method)
  }

  private mutating func addFact(
    _ words: [String], _ name: String, _ what: String, _ quantity: Fact.Quantity,
    interval: Interval? = nil, test: Fact.SignificanceTest? = nil, caveats: [Caveat],
    method: Method
  ) {
    let run = table.run
    let entity = Fact.Entity(
      table: run.name, subject: table.groups[0].subject, group: surface.rowsInWords)
    let response = surface.response.name
    collector.add(
      FactDraft(
        words: [run.name, response] + words, key: "\(run.name)/surface(\(response))/\(name)",
        topic: .surface,
        statement: sentence(
          "\(what) of the second-order surface of \(response)", about: entity, quantity,
          n: surface.rows.count, interval: interval, test: test),
        quantity: quantity, statistic: name, entity: entity, n: surface.rows.count,
        excluded: surface.excluded, interval: interval, test: test,
        caveats: surface.caveats + caveats,
        provenance: Provenance(
          files: [run.file], columns: [response] + surface.factors.map(\.name),
          filter: surface.rowsInWords, lines: run.lines(surface.rows), method: method)))
  }
}

/// Why a point lies outside the region of the runs, in words.
public func regionText(_ verdict: RegionVerdict) -> String {
  verdict.breaches.map { breach in
    switch breach {
    case .beyondLevels(let factor, let value, let lowest, let highest):
      "\(factor) = \(NumberText.significant(value)) is beyond the levels run, "
        + "\(NumberText.plain(lowest)) to \(NumberText.plain(highest))"
    case .leverage(let leverage, let largest):
      "its leverage \(NumberText.significant(leverage)) exceeds the largest of a run, "
        + NumberText.significant(largest)
    case .notEstimable: "the runs don't determine the response there"
    }
  }.joined(separator: "; ")
}
