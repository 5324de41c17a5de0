import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct DescribeEdgeTests {
  @Test func none() throws {
    let none = try SortedSample([])
    #expect(try none.trimmedMean(0.2) == nil && none.winsorizedMean(0.2) == nil)
    #expect(try none.winsorizedVariance(0.2) == nil && none.standardErrorOfTrimmedMean(0.2) == nil)
    #expect(none.medianAbsoluteDeviation == nil && none.interquartileRange == nil)
    #expect(none.rousseeuwCrouxQ == nil && none.rousseeuwCrouxS == nil)
    #expect(HuberLocation(none) == nil)
    #expect(try geometricMean([]) == nil && harmonicMean([]) == nil)
    let weighted = try WeightedMoments([], weights: [], kind: .frequency)
    #expect(weighted.mean == nil && weighted.variance == nil && weighted.effectiveCount == nil)
    let moments = try CentralMoments([])
    #expect(moments == CentralMoments() && moments.mean == nil && moments.skewness == nil)
  }

  @Test func oneAndTwo() throws {
    let one = try SortedSample([5])
    #expect(try one.trimmedMean(0.4) == 5 && one.winsorizedMean(0.5) == 5)
    #expect(try one.winsorizedVariance(0.1) == nil && one.medianAbsoluteDeviation == 0)
    #expect(one.rousseeuwCrouxQ == 0 && one.rousseeuwCrouxS == 0 && one.interquartileRange == 0)
    let huber = HuberLocation(one, scale: .proposal2)
    #expect(huber?.location == 5 && huber?.scale == 0 && huber?.winsorized == 0)
    #expect(try geometricMean([5]) == 5 && harmonicMean([5]) == 5)
    #expect(try CentralMoments([5]).variance == nil && CentralMoments([5]).mean == 5)
    let two = try SortedSample([1, 4])
    #expect(try two.trimmedMean(0.5) == 2.5 && two.trimmedMean(0.49) == 2.5)
    expectDigits(two.rousseeuwCrouxQ, 3 * 2.21914 * 0.399356, 15, "Q")
    expectDigits(two.rousseeuwCrouxS, 3 * 1.1926 * 0.743, 15, "S")
    #expect(try CentralMoments([1, 4]).skewness == 0)
    #expect(try CentralMoments([1, 4]).adjustedSkewness == nil)
    #expect(try CentralMoments([1, 4, 4]).adjustedExcessKurtosis == nil)
  }

  @Test func constants() throws {
    let values = [Double](repeating: 0.1, count: 11)
    let sample = try SortedSample(values)
    #expect(try sample.trimmedMean(0.2) == 0.1 && sample.winsorizedVariance(0.2) == 0)
    #expect(sample.medianAbsoluteDeviation == 0 && sample.rousseeuwCrouxQ == 0)
    #expect(sample.rousseeuwCrouxS == 0 && HuberLocation(sample)?.location == 0.1)
    #expect(try geometricMean(values) == 0.1 && harmonicMean(values) == 0.1)
    let moments = try CentralMoments(values)
    #expect(moments.mean == 0.1 && moments.variance == 0 && moments.skewness == nil)
    #expect(moments.excessKurtosis == nil)
    // More than half alike: no scale to speak of.
    #expect(HuberLocation(try SortedSample([1, 1, 1, 1, 9])) == nil)
  }

  @Test func infinities() throws {
    let up = try SortedSample([1, 2, 3, 4, .infinity])
    #expect(try up.trimmedMean(0.2) == 3 && up.trimmedMean(0) == .infinity)
    #expect(try up.winsorizedMean(0.2) == 3 && up.winsorizedVariance(0.2) == 1)
    #expect(try up.winsorizedVariance(0) == nil && up.medianAbsoluteDeviation == 1)
    #expect(up.rousseeuwCrouxQ == nil && up.rousseeuwCrouxS == nil && HuberLocation(up) == nil)
    let both = try SortedSample([-.infinity, 1, .infinity])
    #expect(try both.trimmedMean(0) == nil && both.trimmedMean(0.4) == 1)
    #expect(
      try geometricMean([1, .infinity]) == .infinity && geometricMean([0, .infinity]) == nil)
    #expect(try harmonicMean([1, .infinity]) == 2 && harmonicMean([.infinity]) == .infinity)
    #expect(try CentralMoments([1, .infinity]).mean == nil)
    #expect(try CentralMoments([1, .infinity]).merging(CentralMoments([2])).variance == nil)
    let weighted = try WeightedMoments([1, .infinity], weights: [2, 0], kind: .frequency)
    #expect(weighted.mean == 1 && weighted.variance == 0 && weighted.count == 1)
    #expect(
      try WeightedMoments([1, .infinity], weights: [2, 1], kind: .frequency).mean == nil)
  }

  @Test func domainsOfMeans() throws {
    #expect(try geometricMean([-1, 4]) == nil && harmonicMean([-1, 4]) == nil)
    #expect(try geometricMean([0, 4]) == 0 && harmonicMean([0, 4]) == 0)
    expectDigits(try geometricMean([1e-300, 1e-300, 1e300, 1e300]), 1, 15, "geometric")
    expectDigits(try geometricMean([1e308, 1.5e308]), 1.5.squareRoot() * 1e308, 15, "geometric")
    expectDigits(try harmonicMean([0x1p-1040, 0x3p-1040]), 0x3p-1041, 15, "harmonic")
    expectDigits(try harmonicMean([40, 60]), 48, 15, "harmonic")
  }

  @Test func badInput() throws {
    #expect(throws: StatisticsError.notANumber(index: 1)) { try geometricMean([1, .nan]) }
    #expect(throws: StatisticsError.notANumber(index: 1)) { try CentralMoments([1, .nan]) }
    #expect(throws: StatisticsError.weightOutOfRange(index: 1, -2)) {
      try WeightedMoments([1, 2], weights: [1, -2], kind: .reliability)
    }
    #expect(throws: StatisticsError.unequalLengths(column: 1, expected: 2, found: 1)) {
      try WeightedMoments([1, 2], weights: [1], kind: .reliability)
    }
    #expect(throws: StatisticsError.probabilityOutOfRange(0.6)) {
      try SortedSample([1]).trimmedMean(0.6)
    }
  }

  @Test func weightsOfOne() throws {
    let one = try WeightedMoments([3, 4], weights: [0.5, 0], kind: .reliability)
    #expect(one.mean == 3 && one.variance == nil && one.effectiveCount == 1)
    #expect(try WeightedMoments([3, 4], weights: [0.5, 0.5], kind: .frequency).variance == nil)
    expectDigits(
      try WeightedMoments([3, 4], weights: [7e307, 7e307], kind: .reliability).variance, 0.5, 15,
      "weights in any unit")
  }

  @Test(.enabled(if: Repository.shared != nil, "../shared is absent"))
  func agreesWithR() throws {
    let folder = "reference/r-reference/"
    var worst = WorstDigits()
    for test in try JSONOracle(shared: folder + "descriptive.json")["cases"].elements {
      let id = try #require(test["id"].string)
      let parts = id.split(separator: ".", maxSplits: 1).map(String.init)
      let columns = try PlainColumns(shared: folder + "data/\(parts[0]).csv").numbers
      let values = try #require(columns[parts[1]]).compactMap { $0 }
      let (sample, expected) = (try SortedSample(values), test["result"])
      let moments = try CentralMoments(values)
      func compare(_ value: Double?, _ reference: Double?, _ key: String) {
        if reference != nil { worst.compare(value, reference, "\(id) \(key)") }
      }
      compare(
        rounded(sample, towards: expected.number("Qn")), expected.number("Qn"), "Qn")
      compare(sample.rousseeuwCrouxS, expected.number("Sn"), "Sn")
      compare(sample.scaledMedianAbsoluteDeviation, expected.number("mad"), "mad")
      compare(sample.medianAbsoluteDeviation, expected.number("mad_raw"), "mad_raw")
      compare(sample.interquartileRange, expected.number("iqr_type7"), "iqr")
      compare(try sample.trimmedMean(0.1), expected.number("trimmed_mean_10"), "trimmed 10")
      compare(try sample.trimmedMean(0.2), expected.number("trimmed_mean_20"), "trimmed 20")
      compare(try geometricMean(values), expected.number("geometric_mean"), "geometric")
      compare(try harmonicMean(values), expected.number("harmonic_mean"), "harmonic")
      let (g, k) = (expected["skewness"], expected["kurtosis_excess"])
      compare(moments.skewness, g.number("type1"), "skewness")
      compare(moments.adjustedSkewness, g.number("type2"), "skewness 2")
      compare(moments.excessKurtosis, k.number("type1"), "kurtosis")
      compare(moments.adjustedExcessKurtosis, k.number("type2"), "kurtosis 2")
    }
    #expect(worst.digits >= 12, "\(worst)")
    #expect(worst.count > 110)
  }

  /// Q, by the distance in single precision where the reference is nearer to that: robustbase leaves
  /// its search with such a one where it does not end early.
  private func rounded(_ sample: SortedSample, towards reference: Double?) -> Double? {
    guard let q = sample.rousseeuwCrouxQ, let reference else { return nil }
    let values = sample.values
    let half = values.count / 2 + 1
    let distances = values.indices.flatMap { i in values[..<i].map { values[i] - $0 } }.sorted()
    let distance = distances[half * (half - 1) / 2 - 1]
    let single = q * (Double(Float(distance)) / distance)
    return abs(single - reference) < abs(q - reference) ? single : q
  }

  /// MASS stops at a tolerance of 1e-6.
  @Test(.enabled(if: Repository.shared != nil, "../shared is absent"))
  func huberAgreesWithMASS() throws {
    let folder = "reference/r-reference/"
    let oracle = try JSONOracle(shared: folder + "robust.json")
    for (id, column) in [("loc_chem", "chem"), ("loc_faithful", "waiting")] {
      let result = try oracle.caseNamed(id)["result"]
      let file = id == "loc_chem" ? "chem" : "faithful"
      let columns = try PlainColumns(shared: folder + "data/\(file).csv").numbers
      let sample = try SortedSample(try #require(columns[column]).compactMap { $0 })
      let fixed = HuberLocation(sample)
      let both = HuberLocation(sample, scale: .proposal2)
      expectDigits(fixed?.location, result["MASS_huber"].number("mu"), 6, id)
      expectDigits(fixed?.scale, result["MASS_huber"].number("s"), 14, id)
      expectDigits(both?.location, result["huber_proposal2"].number("mu"), 5.5, id)
      expectDigits(both?.scale, result["huber_proposal2"].number("s"), 5.5, id)
    }
  }
}
