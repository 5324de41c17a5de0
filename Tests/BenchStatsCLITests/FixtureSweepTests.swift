import Foundation
import TestSupport
import Testing

/// The commands on the recorded sweeps, against R's figures in Fixtures/oracles/sweep.json.
@Suite struct FixtureSweepTests {
  private static let sweeps = ["param_tuning", "randomised_sweep"]
  private static let factors = "num_thread,num_ctx,temperature"

  private func reference(_ sweep: String) throws -> [String: Any] {
    let all = try jsonObject(at: Repository.fixture("oracles/sweep.json"))
    return try #require((all as? [String: Any])?[sweep] as? [String: Any])
  }

  private func path(_ reference: [String: Any]) throws -> String {
    let file = try #require(reference["file"] as? String)
    return Repository.fixture("chat-models/csv_data/\(file)").path
  }

  @Test(arguments: sweeps, ["ttft_s", "tokens_s"])
  func percentilesOfEveryType(sweep: String, column: String) throws {
    let reference = try reference(sweep)
    for type in 1...9 {
      let result = try document([
        "percentiles", path(reference), "--column", column, "--p", "50,90,95,99", "--type",
        "\(type)",
      ])
      let values = try #require(result["percentiles"] as? [[String: Any]])
      for (value, p) in zip(values, ["0.5", "0.9", "0.95", "0.99"]) {
        expectEqual(
          value["value"],
          try member(reference, "descriptions", column, "quantiles", "type\(type)", p), digits: 12,
          "type \(type) \(p)")
      }
    }
  }

  @Test(arguments: sweeps)
  func description(sweep: String) throws {
    let reference = try reference(sweep)
    let result = try document(["describe", path(reference)])
    let files = try #require(result["files"] as? [[String: Any]])
    let tables = try #require(files[0]["tables"] as? [[String: Any]])
    let columns = try #require(tables[0]["columns"] as? [[String: Any]])
    for name in ["ttft_s", "tokens_s"] {
      let column = try #require(columns.first { $0["name"] as? String == name })
      for (ours, theirs) in [
        ("n", "n"), ("mean", "mean"), ("sd", "sd"), ("median", "median"), ("min", "minimum"),
        ("max", "maximum"), ("mad", "mad_raw"),
      ] {
        expectEqual(
          column[ours], try member(reference, "descriptions", name, theirs), digits: 12,
          "\(name) \(ours)")
      }
    }
  }

  @Test(arguments: sweeps, ["pearson", "spearman", "kendall"])
  func correlations(sweep: String, method: String) throws {
    let reference = try reference(sweep)
    let names = try #require(try member(reference, "correlations", "names") as? [String])
    let result = try document([
      "correlate", path(reference), "--columns", names.joined(separator: ","), "--method", method,
    ])
    let expected = try #require(try member(reference, "correlations", method) as? [[Any]])
    let matrix = try #require(result["matrix"] as? [[Any]])
    #expect(matrix.count == names.count)
    for i in expected.indices {
      for j in expected.indices {
        expectEqual(
          matrix[i][j], expected[i][j], digits: 12, isOfOrderOne: true,
          "\(names[i]) \(names[j])")
      }
    }
  }

  @Test(arguments: sweeps, ["tokens_s", "eval_s"])
  func surface(sweep: String, response: String) throws {
    let reference = try reference(sweep)
    let result = try document([
      "surface", path(reference), "--response", response, "--factors", Self.factors,
    ])
    let expected = try #require(
      try member(reference, "second_order", response) as? [String: Any])
    let terms = try #require(result["coefficients"] as? [[String: Any]])
    #expect(terms.count == 10)
    for term in terms {
      let name = try #require(term["term"] as? String)
      for (ours, theirs) in [
        ("estimate", "coefficients"), ("standardError", "se"), ("t", "t"), ("p", "p"),
      ] {
        expectEqual(term[ours], try member(expected, theirs, name), digits: 10, "\(ours) \(name)")
      }
    }
    let fit = try #require(result["fit"] as? [String: Any])
    for (ours, theirs) in [
      ("rSquared", "r2"), ("adjustedRSquared", "adjusted_r2"), ("sigma", "sigma"), ("aic", "aic"),
      ("bic", "bic"), ("press", "press"), ("maximumLeverage", "max_hat"),
    ] {
      expectEqual(fit[ours], expected[theirs], digits: 10, ours)
    }
    expectEqual(fit["f"], try member(expected, "F", "value"), digits: 10, "F")
    expectEqual(fit["p"], try member(expected, "F", "p"), digits: 10, "p of F")
    try expectShape(result, expected)
    try expectAnova(result, expected)
  }

  private func expectShape(_ result: [String: Any], _ expected: [String: Any]) throws {
    let eigenvalues = try #require(expected["eigenvalues"] as? [Double])
    let ours = try #require(try member(result, "stationaryPoint", "eigenvalues") as? [Double])
    for (value, reference) in zip(ours, eigenvalues) {
      expectEqual(value, reference, digits: 10, "eigenvalue")
    }
    for (name, theirs) in [
      ("coded", "stationary_point_coded"), ("original", "stationary_point_natural"),
    ] {
      let point = try #require(try member(result, "stationaryPoint", name) as? [Double])
      for (value, factor) in zip(point, Self.factors.split(separator: ",")) {
        expectEqual(
          value, try member(expected, theirs, String(factor)), digits: 10, "\(name) \(factor)")
      }
    }
    expectEqual(
      try member(result, "stationaryPoint", "predicted"), expected["response_at_stationary_point"],
      digits: 10, "response at the stationary point")
  }

  private func expectAnova(_ result: [String: Any], _ expected: [String: Any]) throws {
    let rows = try #require(result["anova"] as? [[String: Any]])
    let anova = try #require(expected["anova"] as? [String: Any])
    for (source, name) in [
      ("first-order", "FO"), ("two-way interactions", "TWI"), ("pure quadratic", "PQ"),
      ("residual", "residual"), ("lack of fit", "lack_of_fit"), ("pure error", "pure_error"),
    ] {
      guard let reference = anova[name] as? [String: Any] else {
        #expect(!rows.contains { $0["source"] as? String == source })
        continue
      }
      let row = try #require(rows.first { $0["source"] as? String == source }, "\(source)")
      for (ours, theirs) in [
        ("df", "df"), ("sumOfSquares", "ss"), ("meanSquare", "ms"), ("f", "F"), ("p", "p"),
      ] {
        expectEqual(row[ours], reference[theirs], digits: 10, "\(source) \(ours)")
      }
    }
  }
}
