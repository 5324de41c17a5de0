import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct DescribeTests {
  static let names = [
    "seven", "ten with ties", "even", "odd with outliers", "large mean", "rates",
  ]
  private let cases: [JSONOracle]

  init() throws { cases = try JSONOracle(fixture: "oracles/describe.json")["cases"].elements }

  @Test(arguments: names)
  func agreesWithDefinitions(_ name: String) throws {
    let set = try #require(cases.first { $0["name"].string == name })
    let values = set.numbers("values")
    let expected = set["result"]
    let sample = try SortedSample(values)
    let moments = try CentralMoments(values)
    var worst = WorstDigits()
    func compare(_ value: Double?, _ key: String) {
      worst.compare(value, expected[key].number, "\(name) \(key)")
    }
    compare(moments.mean, "mean")
    compare(moments.variance, "variance")
    compare(moments.skewness, "skewness")
    compare(moments.excessKurtosis, "kurtosis")
    compare(try sample.trimmedMean(0.1), "trimmed_10")
    compare(try sample.trimmedMean(0.2), "trimmed_20")
    compare(try sample.winsorizedMean(0.2), "winsorized_mean_20")
    compare(try sample.winsorizedVariance(0.2), "winsorized_variance_20")
    compare(sample.medianAbsoluteDeviation, "mad")
    compare(try geometricMean(values), "geometric")
    compare(try harmonicMean(values), "harmonic")
    #expect(worst.digits >= 14 && worst.count == 11, "\(worst)")
  }

  @Test(arguments: names)
  func robustEstimatesAgreeWithDefinitions(_ name: String) throws {
    let set = try #require(cases.first { $0["name"].string == name })
    let expected = set["result"]
    let sample = try SortedSample(set.numbers("values"))
    let n = sample.count
    let oddS = [7: 1.198, 101: 101 / 100.1, 41: 41 / 40.1, 55: 55 / 54.1]
    var worst = WorstDigits()
    worst.compare(
      sample.rousseeuwCrouxS.map { $0 / 1.1926 / (oddS[n] ?? 1) }, expected.number("sn_raw"), "S")
    for (scale, key) in [
      (HuberLocation.Scale.medianAbsoluteDeviation, "huber"), (.proposal2, "proposal2"),
    ] {
      let huber = try #require(HuberLocation(sample, scale: scale))
      worst.compare(huber.location, expected.numbers(key)[0], key)
      worst.compare(huber.scale, expected.numbers(key)[1], key)
    }
    #expect(worst.digits >= 12.5, "\(name) \(worst)")
  }

  @Test(arguments: names)
  func qIsAboutADistance(_ name: String) throws {
    let set = try #require(cases.first { $0["name"].string == name })
    let q = try #require(try SortedSample(set.numbers("values")).rousseeuwCrouxQ)
    let factor = q / 2.21914 / (try #require(set["result"].number("qn_raw")))
    let expected = [
      7: 0.85877, 10: 0.72014, 64: 0.945138, 101: 0.984539, 41: 0.963526, 55: 0.972267,
    ]
    #expect(abs(factor - (try #require(expected[set.numbers("values").count]))) < 1e-3)
  }

  @Test(arguments: names)
  func weights(_ name: String) throws {
    let set = try #require(cases.first { $0["name"].string == name })
    let (values, weights) = (set.numbers("values"), set.numbers("weights"))
    let expected = set["result"]["weighted"]
    var worst = WorstDigits()
    for kind in WeightKind.allCases {
      let moments = try WeightedMoments(values, weights: weights, kind: kind)
      worst.compare(moments.mean, expected.number("mean"), "\(name) mean")
      worst.compare(moments.variance, expected.number(kind.rawValue), "\(name) \(kind)")
      worst.compare(moments.effectiveCount, expected.number("effective_count"), name)
    }
    #expect(worst.digits >= 14, "\(worst)")
    // Frequencies repeat values.
    let repeated = zip(values, weights).flatMap { [Double](repeating: $0, count: Int($1)) }
    let plain = try Moments(repeated)
    let weighted = try WeightedMoments(values, weights: weights, kind: .frequency)
    expectDigits(weighted.mean, plain.mean, 14, "mean")
    expectDigits(weighted.variance, plain.variance, 14, "variance")
  }

  @Test(arguments: 0..<30)
  func mergingEqualsWhole(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let a = randomValues(Int(seed), ties: seed.isMultiple(of: 3), using: &generator)
    let b = randomValues(17, ties: false, using: &generator).map { $0 * 3 + 1 }
    let whole = try CentralMoments(a + b)
    let (first, second) = (try CentralMoments(a), try CentralMoments(b))
    for together in [first.merging(second), second.merging(first)] {
      #expect(together.count == whole.count)
      #expect(abs(try #require(together.mean) - whole.mean!) < 1e-15)
      expectDigits(together.variance, whole.variance, 14, "variance")
      #expect(abs(try #require(together.skewness) - whole.skewness!) < 1e-12)
      #expect(abs(try #require(together.excessKurtosis) - whole.excessKurtosis!) < 1e-12)
    }
  }

  /// Q and S by counting all pairs.
  @Test(arguments: 2..<60)
  func fastScalesEqualSlowOnes(_ n: Int) throws {
    var generator = SeededGenerator(seed: UInt64(n))
    for ties in [false, true] {
      let values = randomValues(n, ties: ties, using: &generator)
      let sample = try SortedSample(values)
      let half = n / 2 + 1
      var pairs: [Double] = []
      for i in 0..<n { for j in 0..<i { pairs.append(abs(values[i] - values[j])) } }
      pairs.sort()
      let rank = half * (half - 1) / 2
      let normal = try #require(try SortedSample((0..<n).map { Double($0) }).rousseeuwCrouxQ)
      // The distances of 0, 1, 2 … by the same rank give the factor.
      let steps = (1..<n).flatMap { [Double](repeating: Double($0), count: n - $0) }
      let factor = normal / steps[rank - 1]
      #expect(abs(try #require(sample.rousseeuwCrouxQ) - factor * pairs[rank - 1]) < 1e-14)
      let medians = values.map { value in values.map { abs($0 - value) }.sorted()[n / 2] }.sorted()
      let s = try #require(sample.rousseeuwCrouxS)
      let ratio = s / 1.1926 - medians[(n + 1) / 2 - 1]
      #expect(
        n > 9 && n.isMultiple(of: 2)
          ? abs(ratio) < 1e-14 : s == 0 || s / 1.1926 / medians[(n + 1) / 2 - 1] < 1.9)
    }
  }
}
