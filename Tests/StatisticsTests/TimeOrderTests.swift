import Statistics
import TestSupport
import Testing

@Suite struct TimeOrderTests {
  private let cases: [JSONOracle]

  init() throws { cases = try JSONOracle(fixture: "oracles/time_order.json")["cases"].elements }

  @Test func autocorrelationAgreesWithStatsmodels() throws {
    #expect(cases.count == 7)
    for test in cases {
      let expected = test.numbers("acf")
      let found = try #require(
        try Autocorrelation(test.numbers("values"), maximumLag: expected.count - 1))
      expectDigits(found.coefficients, expected, 13, "n \(found.n)")
    }
  }

  @Test func effectiveSampleSizeAgreesWithItsDefinition() throws {
    for test in cases {
      let found = try #require(try EffectiveSampleSize(test.numbers("values")))
      let expected = test["sequence"]
      expectDigits(found.effectiveSampleSize, expected.number("size"), 11, "size")
      expectDigits(found.standardError, expected.number("error"), 11, "error")
      #expect(Double(found.lags) == expected.number("lags"))
      expectDigits(found.degreesOfFreedom, expected.number("df"), 11, "degrees of freedom")
      let margin = try #require(found.interval.upper) - found.mean
      expectDigits(margin, expected.number("margin"), 10, "margin")
    }
  }

  @Test func testOfDriftAgreesWithSciPy() throws {
    for test in cases {
      let found = try MannKendall(test.numbers("values"))
      let expected = test["mann_kendall"]
      #expect(Double(found.statistic) == expected.number("s"))
      expectDigits(found.variance, expected.number("variance"), 15, "variance")
      expectDigits(found.z, expected.number("z"), 14, "z")
      expectDigits(found.tau, expected.number("tau"), 14, "tau")
      expectDigits(found.pValue, expected.number("p"), 12, "p")
    }
    #expect(try cases.map { try MannKendall($0.numbers("values")).isExact }.contains(true))
  }

  @Test func slopesAgreeWithSciPy() throws {
    for test in cases {
      let found = try #require(try SenSlope(test.numbers("values")))
      let expected = test["sen"]
      expectDigits(found.slope, expected.number("slope"), 13, "slope")
      expectDigits(found.intercept, expected.number("intercept"), 13, "intercept")
      expectDigits(found.interval.lower, expected.number("low"), 13, "lower")
      expectDigits(found.interval.upper, expected.number("high"), 13, "upper")
    }
  }

  @Test func cutAgreesWithItsDefinition() throws {
    for test in cases {
      let values = test.numbers("values")
      let found = try #require(try WarmUp(values, batchLength: 1))
      #expect(Double(found.cut) == test.number("mser"))
      #expect(found.isConclusive == (2 * found.cut <= values.count))
    }
  }

  @Test func fewAndEqualValues() throws {
    #expect(try Autocorrelation([]) == nil && Autocorrelation([1]) == nil)
    #expect(try Autocorrelation([4, 4, 4]) == nil && Autocorrelation([1, .infinity]) == nil)
    #expect(try Autocorrelation([1, 2])?.coefficients == [1, -0.5])
    #expect(try EffectiveSampleSize([1, 2, 4]) == nil)
    #expect(try EffectiveSampleSize([0.1, 0.1, 0.1, 0.1, 0.1]) == nil)
    #expect(try EffectiveSampleSize([1, 2, 3, .infinity]) == nil)
    #expect(try BatchMeans([1, 2, 3]) == nil && BatchMeans([]) == nil)
    #expect(try BatchMeans([1, 2], batches: 1) == nil && BatchMeans([1, 2], batches: 3) == nil)
    #expect(try BatchMeans([1, .infinity], batches: 2) == nil)
    #expect(try BatchMeans([1, 3, 5], batches: 2)?.mean == 4)
    #expect(
      try WarmUp([1, 2, 3]) == nil && WarmUp([Double](repeating: .infinity, count: 20)) == nil)
    #expect(try WarmUp([Double](repeating: 3, count: 20))?.cut == 0)
    for values in [[], [1.0], [2, 2, 2]] {
      let test = try MannKendall(values)
      #expect(test.pValue == nil && test.z == nil && test.tau == nil && test.statistic == 0)
    }
    let pair = try MannKendall([1, 2])
    #expect(pair.pValue == 1 && pair.statistic == 1 && pair.tau == 1)
    #expect(try MannKendall([-.infinity, 1, 2, .infinity]).statistic == 6)
    #expect(try SenSlope([]) == nil && SenSlope([1]) == nil && SenSlope([1, .infinity]) == nil)
    #expect(try SenSlope([1, 4])?.slope == 3 && SenSlope([2, 2, 2])?.slope == 0)
    #expect(try SenSlope([-1e308, 1e308]) == nil)
    let nan = [1, .nan, 3, 4, 5]
    let error = StatisticsError.notANumber(index: 1)
    #expect(throws: error) { try Autocorrelation(nan) }
    #expect(throws: error) { try EffectiveSampleSize(nan) }
    #expect(throws: error) { try BatchMeans(nan) }
    #expect(throws: error) { try WarmUp(nan) }
    #expect(throws: error) { try MannKendall(nan) }
    #expect(throws: error) { try SenSlope(nan) }
  }

  /// Far from 0 and of any size, a series depends on itself in the same way.
  @Test func originAndScaleDoNotMatter() throws {
    let values = cases[3].numbers("values")
    let size = try #require(try EffectiveSampleSize(values)).effectiveSampleSize
    for (factor, origin) in [(1e300, 0), (1e-300, 0), (1, 1e6)] {
      let moved = try #require(try EffectiveSampleSize(values.map { factor * $0 + origin }))
      #expect(abs(moved.effectiveSampleSize / size - 1) < 1e-6)
    }
  }

  /// Long series take the transform: it must say what sums of products say.
  @Test func transformAgreesWithSums() throws {
    var generator = SeededGenerator(seed: 31)
    let values = (0..<3000).map { Double($0) / 500 + Double.random(in: 0..<1, using: &generator) }
    let short = try #require(try Autocorrelation(values, maximumLag: 40))
    // 20000 values with all lags are more than what is summed directly.
    let long = try #require(try Autocorrelation(values, maximumLag: 2999))
    let padded = values + values.map { 6 - $0 }
    let all = try #require(try Autocorrelation(padded, maximumLag: 5999))
    let few = try #require(try Autocorrelation(padded, maximumLag: 30))
    expectDigits(Array(long.coefficients.prefix(41)), short.coefficients, 12, "3000 values")
    expectDigits(Array(all.coefficients.prefix(31)), few.coefficients, 12, "6000 values")
    // The sum of all autocorrelations, both ways, is 0.
    #expect(abs(2 * all.coefficients.reduce(0, +) - 1) < 1e-9)
  }

  /// Beyond 2048 values slopes are counted: they must be those that all pairs give.
  @Test(arguments: [false, true])
  func slopeOfManyIsThatOfAllPairs(whole: Bool) throws {
    var generator = SeededGenerator(seed: 17)
    let values = (0..<2200).map { index -> Double in
      let value = Double(index) / 400 + Double.random(in: 0..<9, using: &generator)
      return whole ? value.rounded() : value
    }
    let found = try #require(try SenSlope(values))
    var slopes: [Double] = []
    for later in values.indices {
      for earlier in 0..<later {
        slopes.append((values[later] - values[earlier]) / Double(later - earlier))
      }
    }
    let sorted = try SortedSample(slopes)
    expectDigits(found.slope, sorted.median, 12, "slope")
    let reach =
      StandardNormal().upperQuantile(0.025) * (try MannKendall(values).variance.squareRoot())
    let low = Int(((Double(slopes.count) - reach) / 2).rounded(.toNearestOrEven))
    let high = Int(((Double(slopes.count) + reach) / 2).rounded(.toNearestOrEven))
    expectDigits(found.interval.lower, sorted.values[low - 1], 12, "lower")
    expectDigits(found.interval.upper, sorted.values[high], 12, "upper")
  }

  @Test func limitOfIndependence() throws {
    let found = try #require(try Autocorrelation([1, 2, 3, 4]))
    expectDigits(try found.limitOfIndependence(), 0.979_981_992_270_027, 14, "limit")
    #expect(found.coefficients.count == 4)
    #expect(try Autocorrelation((0..<1000).map(Double.init))?.coefficients.count == 31)
  }

  /// How often the limits hold the mean of series that remember 0.6 of each value.
  @Test func coverage() throws {
    var generator = SeededGenerator(seed: 2)
    var hits = 0
    var naive = 0
    for _ in 0..<300 {
      var value = 0.0
      let series = (0..<250).map { _ -> Double in
        let bell = (0..<4).map { _ in Double.random(in: -1..<1, using: &generator) }.reduce(0, +)
        value = 0.6 * value + bell
        return value
      }.suffix(200)
      let estimate = try #require(try EffectiveSampleSize(Array(series)))
      if estimate.interval.holds(0) { hits += 1 }
      let error = try #require(try Moments(Array(series)).standardErrorOfMean)
      if abs(estimate.mean) < 1.97 * error { naive += 1 }
    }
    #expect(hits >= 274 && hits <= 297, "\(hits) of 300")
    #expect(naive < 240)
  }
}
