import Facts
import Regression
import ResponseSurface
import Statistics
import Tables

/// A fitted surface as tables and as members of a JSON document.
struct SurfaceDocument {
  let model: SecondOrderModel
  /// The response with its unit.
  let response: String

  private var fit: LinearModel { model.fit }

  var tables: [OutputTable] {
    [coefficients, coding, quality, anova]
      + (model.canonical.map { [stationaryPoint($0), curvatures($0)] } ?? [])
  }

  private var coefficients: OutputTable {
    OutputTable(
      title: "\(response), n = \(fit.leverages.count): coefficients in coded units",
      headers: ["term", "estimate", "se", "t", "p", "lower", "upper"],
      rows: fit.coefficients.map {
        [
          .label($0.name), .number($0.estimate), .number($0.standardError), .number($0.t),
          .number($0.p), .number($0.interval?.lower), .number($0.interval?.upper),
        ]
      })
  }

  private var coding: OutputTable {
    OutputTable(
      title: "Coding", headers: ["factor", "centre", "half-width"],
      rows: model.factors.map { [.label($0.name), .setting($0.centre), .setting($0.halfWidth)] })
  }

  private var qualities: [(name: String, label: String, value: Double?)] {
    [
      ("rSquared", "R squared", fit.rSquared),
      ("adjustedRSquared", "adjusted R squared", fit.adjustedRSquared),
      ("press", "PRESS", fit.press),
      ("predictedRSquared", "predicted R squared", fit.predictedRSquared),
      ("sigma", "residual standard deviation", fit.sigma), ("f", "F", fit.fTest?.f),
      ("p", "p of F", fit.fTest?.p), ("aic", "AIC", fit.akaikeCriterion),
      ("bic", "BIC", fit.bayesianCriterion),
      ("maximumLeverage", "largest leverage", fit.leverages.max()),
    ]
  }

  private var quality: OutputTable {
    OutputTable(
      title: "Fit, \(fit.residualDegreesOfFreedom) residual degrees of freedom",
      headers: ["figure", "value"], rows: qualities.map { [.label($0.label), .number($0.value)] })
  }

  private var anova: OutputTable {
    OutputTable(
      title: "Sequential analysis of variance",
      headers: ["source", "df", "sum of squares", "mean square", "F", "p"],
      rows: model.anova.rows.map {
        [
          .label($0.source), .count($0.degreesOfFreedom), .number($0.sumOfSquares),
          .number($0.meanSquare), .number($0.test?.f), .number($0.test?.p),
        ]
      })
  }

  private func stationaryPoint(_ canonical: CanonicalAnalysis) -> OutputTable {
    let isInside = canonical.prediction.region.isInside
    return OutputTable(
      title: "Stationary point: \(canonical.kind.rawValue), "
        + (isInside ? "within" : "outside") + " the region of the runs",
      headers: ["", "coded", "original"],
      rows: model.factors.indices.map { i in
        [
          .label(model.factors[i].name), .number(canonical.stationaryPointCoded[i]),
          .number(canonical.stationaryPoint[i]),
        ]
      } + [
        [
          .label("predicted \(response)"), .label(nil),
          .number(canonical.prediction.estimate?.value),
        ]
      ])
  }

  private func curvatures(_ canonical: CanonicalAnalysis) -> OutputTable {
    OutputTable(
      title: "Principal curvatures and their directions, coded units",
      headers: ["eigenvalue", "lower", "upper"] + model.factors.map(\.name),
      rows: canonical.curvatures.map { curvature in
        [
          .number(curvature.value), .number(curvature.interval?.lower),
          .number(curvature.interval?.upper),
        ] + curvature.vector.map { .number($0) }
      })
  }

  var members: [(String, JSONValue)] {
    [
      (
        "coding",
        .array(
          model.factors.map {
            .object([
              ("factor", .string($0.name)), ("centre", .double($0.centre)),
              ("halfWidth", .double($0.halfWidth)),
            ])
          })
      ),
      (
        "coefficients",
        .array(
          fit.coefficients.map {
            .object([
              ("term", .string($0.name)), ("estimate", .number($0.estimate)),
              ("standardError", .number($0.standardError)), ("t", .number($0.t)),
              ("p", .number($0.p)), ("lower", .number($0.interval?.lower)),
              ("upper", .number($0.interval?.upper)),
            ])
          })
      ), ("fit", fitJSON), ("leverages", .array(fit.leverages.map { .double($0) })),
      (
        "anova",
        .array(
          model.anova.rows.map {
            .object([
              ("source", .string($0.source)), ("df", .count($0.degreesOfFreedom)),
              ("sumOfSquares", .number($0.sumOfSquares)), ("meanSquare", .number($0.meanSquare)),
              ("f", .number($0.test?.f)), ("p", .number($0.test?.p)),
            ])
          })
      ), ("stationaryPoint", model.canonical.map(stationaryJSON) ?? .null),
    ]
  }

  private var fitJSON: JSONValue {
    .object(
      qualities.map { ($0.name, .number($0.value)) } + [
        ("numeratorDegreesOfFreedom", .count(fit.fTest?.numeratorDegreesOfFreedom)),
        ("residualDegreesOfFreedom", .count(fit.residualDegreesOfFreedom)),
      ])
  }

  private func stationaryJSON(_ canonical: CanonicalAnalysis) -> JSONValue {
    let region = canonical.prediction.region
    return .object([
      ("kind", .string(canonical.kind.rawValue)),
      ("coded", .array(canonical.stationaryPointCoded.map { .number($0) })),
      ("original", .array(canonical.stationaryPoint.map { .number($0) })),
      ("eigenvalues", .array(canonical.curvatures.map { .number($0.value) })),
      (
        "eigenvalueLimits",
        .array(
          canonical.curvatures.map {
            .array([.number($0.interval?.lower), .number($0.interval?.upper)])
          })
      ),
      (
        "eigenvectors",
        .array(canonical.curvatures.map { .array($0.vector.map { .number($0) }) })
      ), ("predicted", .number(canonical.prediction.estimate?.value)),
      ("lower", .number(canonical.prediction.estimate?.confidenceInterval?.lower)),
      ("upper", .number(canonical.prediction.estimate?.confidenceInterval?.upper)),
      ("isInsideRegion", .boolean(region.isInside)),
      ("outsideBecause", .text(region.isInside ? nil : regionText(region))),
    ])
  }
}
