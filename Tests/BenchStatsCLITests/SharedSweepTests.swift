import Foundation
import TestSupport
import Testing

/// The commands on the three gemma3 sweeps, against R.
@Suite(.enabled(if: Repository.shared != nil, "../shared is not there"))
struct SharedSweepTests {
  private static let files = [
    "gemma3_param_tuning.csv", "gemma3_1b-it-qat_param_tuning.csv", "gemma3_270m_param_tuning.csv",
  ]
  private static let factors = ["num_gpu", "num_ctx", "temperature"]
  private static let metrics = [
    "ttft_s", "tokens_s", "load_s", "prompt_eval_s", "eval_s", "eval_count",
  ]
  private static let coding = [
    "--code", "num_gpu=519.5:479.5", "--code", "num_ctx=2560:1536", "--code", "temperature=0.5:0.3",
  ]

  private func path(_ file: String) -> String {
    Repository.shared!.appendingPathComponent("data/chimera-101/reports/gemma3/\(file)").path
  }

  private func reference(_ file: String) throws -> [String: Any] {
    let url = Repository.shared!.appendingPathComponent("data/expected/gemma3-sweeps.json")
    let all = try #require(try jsonObject(at: url) as? [String: Any])
    return try #require(all[file] as? [String: Any])
  }

  @Test(arguments: files)
  func percentiles(file: String) throws {
    let reference = try reference(file)
    for metric in Self.metrics {
      let result = try document([
        "percentiles", path(file), "--column", metric, "--p", "50,90,95,99",
      ])
      #expect(result["n"] as? Double == reference["n"] as? Double)
      let values = try #require(result["percentiles"] as? [[String: Any]])
      for (value, name) in zip(values, ["p50", "p90", "p95", "p99"]) {
        expectEqual(
          value["value"], try member(reference, "quantile7", metric, name), digits: 12,
          "\(metric) \(name)")
      }
    }
  }

  @Test(arguments: files, ["pearson", "spearman", "kendall"])
  func correlations(file: String, method: String) throws {
    let result = try document([
      "correlate", path(file), "--columns", (Self.factors + Self.metrics).joined(separator: ","),
      "--method", method,
    ])
    let expected = try #require(try reference(file)[method] as? [[Double]])
    let matrix = try #require(result["matrix"] as? [[Double]])
    #expect(matrix.count == 9)
    for i in expected.indices {
      for j in expected.indices {
        expectEqual(
          matrix[i][j], expected[i][j], digits: 12, isOfOrderOne: true, "\(method) \(i) \(j)")
      }
    }
  }

  @Test(arguments: files, ["tokens_s", "ttft_s", "prompt_eval_s", "eval_count"])
  func surface(file: String, response: String) throws {
    let result = try document(
      [
        "surface", path(file), "--response", response, "--factors",
        Self.factors.joined(separator: ","),
      ] + Self.coding)
    let expected = try #require(try member(reference(file), "SO", response) as? [String: Any])
    let terms = try #require(result["coefficients"] as? [[String: Any]])
    #expect(terms.count == 10)
    for term in terms {
      let name = Self.termOfR(try #require(term["term"] as? String))
      for (ours, theirs) in [("estimate", "coef"), ("standardError", "se"), ("t", "t"), ("p", "p")]
      {
        expectEqual(term[ours], try member(expected, theirs, name), digits: 10, "\(ours) \(name)")
      }
    }
    let fit = try #require(result["fit"] as? [String: Any])
    for (ours, theirs) in [
      ("rSquared", "r2"), ("adjustedRSquared", "adj"), ("sigma", "sigma"), ("aic", "aic"),
      ("bic", "bic"), ("press", "press"), ("maximumLeverage", "maxhat"),
    ] {
      expectEqual(fit[ours], expected[theirs], digits: 10, ours)
    }
    let f = try #require(expected["F"] as? [Double])
    expectEqual(fit["f"], f[0], digits: 10, "F")
    #expect(fit["numeratorDegreesOfFreedom"] as? Double == f[1])
    #expect(fit["residualDegreesOfFreedom"] as? Double == f[2])
    for (ours, theirs) in [("eigenvalues", "eigenvalues"), ("coded", "stationary_coded")] {
      let values = try #require(try member(result, "stationaryPoint", ours) as? [Double])
      let references = try #require(expected[theirs] as? [Double])
      #expect(values.count == references.count)
      for (value, reference) in zip(values, references) {
        expectEqual(value, reference, digits: 10, ours)
      }
    }
  }

  /// R's name of a term: factors are x1, x2, x3, and squares stand in I().
  private static func termOfR(_ name: String) -> String {
    var result = name
    for (i, factor) in factors.enumerated() { result = result.replacing(factor, with: "x\(i + 1)") }
    return result.hasSuffix("^2") ? "I(\(result))" : result
  }
}
