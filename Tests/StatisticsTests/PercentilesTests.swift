import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct PercentilesTests {
  @Test(arguments: PercentileMethod.allCases)
  func smallSamples(_ method: PercentileMethod) throws {
    for p in [0, 0.3, 0.5, 0.99, 1] {
      #expect(try percentile(p, of: [], method: method) == nil)
      #expect(try percentile(p, of: [4], method: method) == 4)
      #expect(try percentile(p, of: [2, 2, 2, 2], method: method) == 2)
    }
    #expect(try percentile(0, of: [3, 1, 2], method: method) == 1)
    #expect(try percentile(1, of: [3, 1, 2], method: method) == 3)
  }

  // By the definitions of Hyndman and Fan (1996) on 1...10, methods 1 to 9.
  @Test(arguments: [
    (0.5, [5, 5.5, 5, 5, 5.5, 5.5, 5.5, 5.5, 5.5]),
    (0.25, [3, 3, 2, 2.5, 3, 2.75, 3.25, 2.0 + 11 / 12.0, 2.9375]),
    (0.15, [2, 2, 2, 1.5, 2, 1.65, 2.35, 1.15 + 11 / 15.0, 1.9125]),
    (0.35, [4, 4, 4, 3.5, 4, 3.85, 4.15, 3.95, 3.9625]),
    (0.01, [1, 1, 1, 1, 1, 1, 1.09, 1, 1]),
    (0.99, [10, 10, 10, 9.9, 10, 10, 9.91, 10, 10]),
  ])
  func byDefinition(p: Double, expected: [Double]) throws {
    let sample = try SortedSample((1...10).map(Double.init).reversed())
    for (method, value) in zip(PercentileMethod.allCases, expected) {
      let found = try #require(try sample.percentile(p, method: method))
      #expect(correctDigits(found, value) >= 15, "\(method)")
    }
  }

  @Test func defaultIsSeven() throws {
    #expect(try percentile(0.25, of: [1, 2, 3, 5]) == 1.75)
    #expect(try SortedSample([1, 2, 3, 5]).percentile(0.25) == 1.75)
  }

  /// Type 1 is the inverse of the empirical distribution function: the smallest value with at least
  /// the share p at or below it.
  @Test(arguments: 0..<20)
  func typeOneInverts(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let values = randomValues(
      Int.random(in: 1...40, using: &generator), ties: true, using: &generator)
    for step in 1...64 {
      let p = Double(step) / 64  // Exact, so that n p is too.
      let inverse = values.filter { candidate in
        Double(values.filter { $0 <= candidate }.count) >= p * Double(values.count)
      }.min()
      #expect(try percentile(p, of: values, method: .hyndmanFan1) == inverse)
    }
  }

  @Test(arguments: PercentileMethod.allCases)
  func monotoneAndWithinTheSample(_ method: PercentileMethod) throws {
    var generator = SeededGenerator(seed: 7)
    for ties in [false, true] {
      let sample = try SortedSample(randomValues(23, ties: ties, using: &generator))
      let percentiles = try (0...1000).map {
        try sample.percentile(Double($0) / 1000, method: method)!
      }
      for (lower, upper) in zip(percentiles, percentiles.dropFirst()) {
        #expect(lower <= upper + abs(upper) * 4 * .ulpOfOne)
      }
      #expect(percentiles.allSatisfy { sample.values[0] <= $0 && $0 <= sample.values[22] })
    }
  }

  @Test(arguments: PercentileMethod.allCases)
  func symmetric(_ method: PercentileMethod) throws {
    // All but 1, 3 and 4 treat both tails alike.
    guard ![.hyndmanFan1, .hyndmanFan3, .hyndmanFan4].contains(method) else { return }
    let values = [1, 2, 4, 8, 16, 32, 64.0]
    for step in 0...16 {
      let p = Double(step) / 16
      let mirrored = try percentile(1 - p, of: values.map { -$0 }, method: method)!
      #expect(abs(try percentile(p, of: values, method: method)! + mirrored) < 1e-13)
    }
  }

  @Test func infinities() throws {
    let sample = try SortedSample([.infinity, 1, 2, -.infinity])
    #expect(try sample.percentile(0) == -.infinity && sample.percentile(1) == .infinity)
    #expect(try sample.percentile(0.5) == 1.5)
    #expect(try sample.percentile(0.9) == .infinity && sample.percentile(0.1) == -.infinity)
    #expect(try percentile(0.3, of: [.infinity, .infinity]) == .infinity)
    #expect(try percentile(0.5, of: [-.infinity, .infinity]) == nil)
    #expect(try percentile(0.5, of: [-.infinity, .infinity], method: .hyndmanFan1) == -.infinity)
    let huge = Double.greatestFiniteMagnitude
    #expect(try percentile(0.5, of: [-huge, huge]) == 0)
  }

  @Test func badInput() {
    #expect(throws: StatisticsError.notANumber(index: 1)) { try percentile(0.5, of: [1, .nan]) }
    for p in [-0.01, 1.01, 99, .nan] {
      #expect {
        try percentile(p, of: [1])
      } throws: { error in
        guard case StatisticsError.probabilityOutOfRange = error else { return false }
        return "\(error)".hasPrefix("expected a probability from 0 to 1, found ")
      }
    }
  }

  @Test func aProductThatRoundsIsStillWhole() throws {
    let values = (1...7).map(Double.init)
    let p = 3 * (1.0 / 7)  // n p = 3 to within an ulp
    #expect(try percentile(p, of: values, method: .hyndmanFan2) == 3.5)
    #expect(try percentile(p.nextUp, of: values, method: .hyndmanFan1) == 3)
    #expect(try percentile(p.nextDown, of: values, method: .hyndmanFan1) == 3)
    #expect(try percentile(p.nextDown, of: values, method: .hyndmanFan4) == 3)
  }

  @Test(.enabled(if: Repository.shared != nil, "../shared is absent"))
  func agreesWithR() throws {
    let oracle = try JSONOracle(shared: "reference/r-reference/descriptive.json")
    var worst = WorstDigits()
    for test in oracle["cases"].elements {
      let sample = try SortedSample(descriptiveValues(test))
      let quantiles = test["result"]["quantiles"]
      for (name, row) in zip(quantiles["rows"].elements, quantiles.rows) {
        let p = try #require(name.string.flatMap { Double($0.dropFirst()) })
        for (method, expected) in zip(PercentileMethod.allCases, row) {
          worst.compare(
            try sample.percentile(p, method: method), expected,
            "\(test["id"].string ?? "") \(p) \(method)")
        }
      }
    }
    // Equal to the last bit.
    #expect(worst.digits == 99, "\(worst)")
    #expect(worst.count == 10 * 11 * 9)
  }

  @Test(
    .enabled(if: Repository.shared != nil, "../shared is absent"), arguments: sweepFiles)
  func agreesWithSweeps(_ file: String) throws {
    let columns = try sweepColumns(file)
    let oracle = try JSONOracle(shared: "data/expected/gemma3-sweeps.json")[file]
    var worst = WorstDigits()
    for name in oracle["quantile7"].keys {
      let sample = try SortedSample(#require(columns[name]))
      let expected = oracle["quantile7"][name]
      for (key, p) in [("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99)] {
        worst.compare(try sample.percentile(p), expected[key].number, "\(name) \(key)")
      }
      let moments = try Moments(sample.values)
      worst.compare(moments.mean, oracle["mean"][name].number, "\(name) mean")
      worst.compare(moments.standardDeviation, oracle["sd"][name].number, "\(name) sd")
    }
    // The expected values are printed with 15 digits.
    #expect(worst.digits >= 14, "\(worst)")
    #expect(worst.count == 36)
  }
}

let sweepFiles = [
  "gemma3_param_tuning.csv", "gemma3_1b-it-qat_param_tuning.csv", "gemma3_270m_param_tuning.csv",
]

/// The numeric columns of a sweep, without the runs that failed (their metrics are empty).
func sweepColumns(_ file: String) throws -> [String: [Double]] {
  let columns = try PlainColumns(contentsOf: sharedFile("data/chimera-101/reports/gemma3/" + file))
    .numbers
  let succeeded = try #require(columns["ttft_s"]).map { $0 != nil }
  return columns.mapValues { column in
    zip(column, succeeded).compactMap { value, succeeded in succeeded ? value : nil }
  }
}
