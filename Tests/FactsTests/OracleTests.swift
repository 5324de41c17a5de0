import Facts
import Statistics
import TestSupport
import Testing

/// The facts of the two recorded sweeps against R (Fixtures/oracles/sweep.R).
@Suite struct OracleTests {
  static let sweeps = [
    ("param_tuning", "smollm2_135m_param_tuning"),
    ("randomised_sweep", "smollm2_135m_randomised_sweep"),
  ]

  private func value(_ key: String) throws -> Double? {
    try #require(try chatModels.get().sheet[key: key], "\(key)").value
  }

  private func oracle(_ sweep: String) throws -> JSONOracle {
    try JSONOracle(fixture: "oracles/sweep.json")[sweep]
  }

  @Test("means, standard deviations, extremes", arguments: sweeps)
  func descriptions(sweep: String, table: String) throws {
    for metric in ["ttft_s", "tokens_s"] {
      let expected = try oracle(sweep)["descriptions"][metric]
      let base = "\(table)/\(metric)"
      expectDigits(try value("\(base)/mean"), expected.number("mean"), 14, base)
      expectDigits(try value("\(base)/standardDeviation"), expected.number("sd"), 14, base)
      expectDigits(try value("\(base)/minimum"), expected.number("minimum"), 15, base)
      expectDigits(try value("\(base)/maximum"), expected.number("maximum"), 15, base)
      #expect(
        try chatModels.get().sheet[key: "\(base)/mean"]?.n == expected.number("n").map(Int.init))
    }
  }

  @Test("percentiles of every type", arguments: PercentileMethod.allCases)
  func percentiles(method: PercentileMethod) throws {
    let sheet = try analysis(
      Repository.fixture("chat-models").path, AnalysisOptions(percentileMethod: method)
    ).sheet
    for (sweep, table) in Self.sweeps {
      for metric in ["ttft_s", "tokens_s"] {
        let expected = try oracle(sweep)["descriptions"][metric]["quantiles"][
          "type\(method.rawValue)"]
        for p in ["0.5", "0.9", "0.95", "0.99"] {
          let fact = try #require(sheet[key: "\(table)/\(metric)/percentile(\(p))"])
          expectDigits(fact.value, expected.number(p), 13, fact.key)
          #expect(fact.statistic == "percentile(\(p), \(method))")
        }
      }
    }
  }

  @Test("correlations of all pairs", arguments: sweeps)
  func correlations(sweep: String, table: String) throws {
    let correlations = try oracle(sweep)["correlations"]
    let names = correlations.strings("names")
    for method in ["pearson", "spearman"] {
      let rows = correlations[method].rows
      var pairs = 0
      for i in names.indices {
        for j in names.indices where j > i {
          let fact = try chatModels.get().sheet[key: "\(table)/\(method)(\(names[i]), \(names[j]))"]
          // Constant columns correlate with nothing.
          #expect((fact == nil) == (rows[i][j] == nil), "\(names[i]) \(names[j])")
          guard let fact, let expected = rows[i][j] else { continue }
          pairs += 1
          #expect(abs(try #require(fact.value) - expected) < 1e-13, "\(fact.key)")
        }
      }
      #expect(pairs >= 21)
    }
  }

  @Test("response surfaces of the rate", arguments: sweeps)
  func surfaces(sweep: String, table: String) throws {
    let expected = try oracle(sweep)["second_order"]["tokens_s"]
    let base = "\(table)/surface(tokens_s)"
    #expect(expected["coefficients"].keys.count == 10)
    for term in expected["coefficients"].keys {
      let fact = try #require(try chatModels.get().sheet[key: "\(base)/coefficient(\(term))"])
      expectDigits(fact.value, expected["coefficients"].number(term), 9, fact.key)
      expectDigits(fact.test?.statistic, expected["t"].number(term), 9, fact.key)
      expectDigits(fact.test?.p, expected["p"].number(term), 8, fact.key)
      #expect(fact.n == expected.number("n").map(Int.init))
    }
    for (name, member) in [
      ("rSquared", "r2"), ("adjustedRSquared", "adjusted_r2"), ("sigma", "sigma"), ("aic", "aic"),
      ("bic", "bic"), ("press", "press"), ("stationaryResponse", "response_at_stationary_point"),
    ] {
      expectDigits(try value("\(base)/\(name)"), expected.number(member), 10, name)
    }
    for (i, eigenvalue) in expected.numbers("eigenvalues").enumerated() {
      expectDigits(try value("\(base)/curvature(\(i + 1))"), eigenvalue, 9, "curvature \(i)")
    }
    for factor in ["num_thread", "num_ctx", "temperature"] {
      let coding = try oracle(sweep)["coding"][factor]
      expectDigits(try value("\(base)/centre(\(factor))"), coding.number("centre"), 14, factor)
      expectDigits(
        try value("\(base)/halfWidth(\(factor))"), coding.number("halfwidth"), 14, factor)
      expectDigits(
        try value("\(base)/stationary(\(factor))"),
        expected["stationary_point_natural"].number(factor), 9, factor)
    }
  }
}

/// Facts computed once more, by a few lines of the tests' own, from the cells.
@Suite struct RecomputedTests {
  private static let table = "smollm2_135m_param_tuning"

  private func rows() throws -> [[String: Double]] {
    try PlainColumns(
      contentsOf: Repository.fixture("chat-models/csv_data/\(Self.table).csv")
    ).complete(["num_thread", "num_ctx", "temperature", "ttft_s", "tokens_s", "load_s"])
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  @Test("the times without cold starts")
  func warm() throws {
    let sheet = try chatModels.get().sheet
    let warm = try rows().filter { $0["load_s"] == 0 }.map { $0["ttft_s"]! }
    let fact = try #require(sheet[key: "\(Self.table)[warm]/ttft_s/percentile(0.5)"])
    expectDigits(fact.value, median(warm), 15, "median")
    #expect(fact.n == 24)
    #expect(fact.excluded == [Fact.Exclusion(reason: "cold start", count: 12)])
    #expect(fact.entity.group == "without cold starts")
    let mean = try #require(sheet[key: "\(Self.table)[warm]/ttft_s/mean"])
    expectDigits(mean.value, warm.reduce(0, +) / 24, 14, "mean")
  }

  @Test("the medians at each level, with what was left out at that level")
  func levels() throws {
    let sheet = try chatModels.get().sheet
    for factor in ["num_thread", "num_ctx", "temperature"] {
      let rows = try rows()
      for level in Set(rows.map { $0[factor]! }) {
        let at = rows.filter { $0[factor] == level }
        let warm = at.filter { $0["load_s"] == 0 }
        let text = level == level.rounded() ? "\(Int(level))" : "\(level)"
        let fact = sheet[key: "\(Self.table)[\(factor)=\(text)]/tokens_s/percentile(0.5)"]
        // At temperature 0.2 every run is cold: nothing is left to describe.
        #expect((fact == nil) == warm.isEmpty, "\(factor) \(text)")
        guard let fact else { continue }
        expectDigits(fact.value, median(warm.map { $0["tokens_s"]! }), 15, fact.key)
        #expect(fact.n == warm.count)
        let cold = at.count - warm.count
        #expect(
          fact.excluded == (cold > 0 ? [Fact.Exclusion(reason: "cold start", count: cold)] : []))
      }
    }
  }

  @Test("failed runs leak into no statistic")
  func failedRuns() throws {
    let sheet = try chatModels.get().sheet
    let name = "gemma3_270m_baseline.csv"
    #expect(sheet[key: "\(name)/runs/succeeded"]?.value == 8)
    #expect(sheet[key: "\(name)/runs/failed"]?.value == 1)
    for fact in sheet.facts(about: name, .performance) where fact.statistic != "count" {
      #expect(fact.n == 8)
      #expect(fact.excluded == [Fact.Exclusion(reason: "failed", count: 1)], "\(fact.key)")
    }
    // The failed run has zeros in every cell.
    #expect((sheet[key: "\(name)/ttft_s/minimum"]?.value ?? 0) > 0.05)
    #expect((sheet[key: "\(name)/tokens_s/minimum"]?.value ?? 0) > 40)
  }

  @Test("models are never mixed in one statistic")
  func groups() throws {
    let csv =
      "model,tag,ttft_s\n"
      + ["a", "b"].flatMap { model in
        (1...4).map { "\(model),\(model)x,\(model == "a" ? Double($0) : 100 * Double($0))\n" }
      }.joined()
    let sheet = try analysis(of: ["runs.csv": csv]).sheet
    #expect(sheet[key: "runs/ttft_s/mean"] == nil)
    #expect(sheet[key: "runs[model = a]/ttft_s/mean"]?.value == 2.5)
    #expect(sheet[key: "runs[model = b]/ttft_s/mean"]?.value == 250)
    #expect(sheet[key: "runs[model = b]/ttft_s/mean"]?.entity.subject == "b")
    #expect(sheet.facts(.correlation).isEmpty)
    #expect(sheet.facts(.surface).isEmpty)
    let shortfall = try #require(sheet[key: "runs/audit/shortfall(0.99)"])
    #expect(shortfall.statement.contains("with 4 runs of the smallest group: 299 are needed"))
  }

  @Test("missing values are left out and counted")
  func missing() throws {
    let sheet = try analysis(of: ["runs.csv": "ttft_s,x_s\n1,1\n,2\nNaN,3\n5,4\n"]).sheet
    let mean = try #require(sheet[key: "runs/ttft_s/mean"])
    #expect((mean.value, mean.n) == (3, 2))
    #expect(mean.excluded == [Fact.Exclusion(reason: "missing", count: 2)])
  }

  @Test("a single run gives its value and nothing else")
  func single() throws {
    let sheet = try analysis(of: ["runs.csv": "ttft_s,tokens_s\n0.5,50\n"]).sheet
    let keys = sheet.facts(.performance).map(\.key)
    #expect(
      keys == [
        "runs/runs/succeeded", "runs/runs/failed", "runs/ttft_s/value", "runs/tokens_s/value",
      ])
    #expect(sheet[key: "runs/ttft_s/value"]?.interval == nil)
  }

  @Test("a mean of skew times gets no negative limit")
  func skewMean() throws {
    let sheet = try analysis(of: ["runs.csv": "ttft_s,delta_s\n9,-1\n0.1,2\n0.1,1\n0.1,-9\n"]).sheet
    #expect(sheet[key: "runs/ttft_s/mean"]?.interval == nil)
    #expect((sheet[key: "runs/delta_s/mean"]?.interval?.lower ?? 0) < 0)
  }
}
