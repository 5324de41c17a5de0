import Statistics
import TestSupport
import Testing

@Suite struct SummaryTests {
  @Test func none() throws {
    let summary = try Summary([])
    #expect(summary.n == 0 && summary.mean == nil && summary.standardDeviation == nil)
    #expect(summary.minimum == nil && summary.maximum == nil && summary.median == nil)
    #expect(summary.medianAbsoluteDeviation == nil)
    #expect(summary.scaledMedianAbsoluteDeviation == nil)
  }

  @Test func oneAndTwo() throws {
    let one = try Summary([7])
    #expect(one.median == 7 && one.medianAbsoluteDeviation == 0 && one.standardDeviation == nil)
    let two = try Summary([9, 7])
    #expect(two.median == 8 && two.medianAbsoluteDeviation == 1)
    #expect(two.standardDeviation == 2.0.squareRoot())
  }

  @Test func byHand() throws {
    // Median 2; deviations 1 1 0 0 2 4 7, sorted 0 0 1 1 2 4 7.
    let summary = try Summary([1, 1, 2, 2, 4, 6, 9])
    #expect(summary.median == 2 && summary.medianAbsoluteDeviation == 1)
    #expect(summary.scaledMedianAbsoluteDeviation == 1.4826)
  }

  @Test func infinities() throws {
    let outlier = try Summary([1, 2, .infinity])
    #expect(outlier.median == 2 && outlier.medianAbsoluteDeviation == 1)
    #expect(outlier.mean == .infinity && outlier.standardDeviation == nil)
    let mostly = try Summary([1, .infinity, .infinity])
    #expect(mostly.median == .infinity && mostly.medianAbsoluteDeviation == nil)
    #expect(try Summary([-.infinity, .infinity]).median == nil)
  }

  @Test func notANumber() {
    #expect(throws: StatisticsError.notANumber(index: 0)) { try Summary([.nan]) }
  }

  @Test(.enabled(if: Repository.shared != nil, "../shared is absent"))
  func agreesWithR() throws {
    let oracle = try JSONOracle(shared: "reference/r-reference/descriptive.json")
    #expect(oracle["cases"].elements.count == 10)
    for test in oracle["cases"].elements {
      let values = try descriptiveValues(test)
      let summary = try Summary(values)
      let result = test["result"]
      var worst = WorstDigits()
      #expect(summary.n == result["n"].number.map { Int($0) })
      worst.compare(summary.mean, result["mean"].number, "mean")
      worst.compare(summary.standardDeviation, result["sd"].number, "sd")
      worst.compare(summary.minimum, result["min"].number, "min")
      worst.compare(summary.maximum, result["max"].number, "max")
      worst.compare(summary.median, result["median"].number, "median")
      worst.compare(summary.medianAbsoluteDeviation, result["mad_raw"].number, "raw mad")
      worst.compare(summary.scaledMedianAbsoluteDeviation, result["mad"].number, "mad")
      #expect(worst.digits >= 15.5, "\(test["id"].string ?? ""): \(worst)")
    }
  }
}

/// The data of a case of descriptive.json, "dataset.column", without missing values.
func descriptiveValues(_ test: JSONOracle) throws -> [Double] {
  let id = try #require(test["id"].string)
  let dataset = try #require(test["dataset"].elements.first?.string)
  let columns = try PlainColumns(
    contentsOf: sharedFile("reference/r-reference/data/\(dataset).csv")
  ).numbers
  let name = String(id.dropFirst(dataset.count + 1))
  return try #require(columns[name]).compactMap { $0 }
}

@Suite struct MedianAbsoluteDeviationTests {
  /// The deviations are merged from both sides of the median: sorting them says the same.
  @Test(arguments: 0..<200)
  func theMedianAbsoluteDeviationIsThatOfSortedDeviations(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let values = randomValues(1 + seed % 23, ties: seed.isMultiple(of: 2), using: &generator)
    let centre = try #require(try percentile(0.5, of: values))
    let expected = try percentile(0.5, of: values.map { abs($0 - centre) })
    #expect(try Summary(values).medianAbsoluteDeviation == expected)
    // Infinite values beyond the middle are far off, and no more.
    if values.count > 2 {
      #expect(try Summary(values + [.infinity, -.infinity]).medianAbsoluteDeviation != nil)
    }
  }
}
