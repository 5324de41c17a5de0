import Statistics
import TestSupport
import Testing

@Suite struct DipTests {
  @Test func agreesWithDiptest() throws {
    let oracle = try JSONOracle(fixture: "oracles/shape.json")
    var worst = WorstDigits()
    for (index, set) in oracle["sets"].elements.enumerated() {
      let values = set.numbers("values")
      let dip = DipTest(try SortedSample(values), replicates: 0).statistic
      worst.compare(dip, set.number("dip"), "set \(index), n \(values.count)")
    }
    #expect(worst.digits >= 13 && worst.count >= 55, "\(worst)")
  }

  @Test func fewAndEqualValues() throws {
    let none = DipTest(try SortedSample([]))
    #expect(none.statistic == nil && none.pValue == nil && none.replicates == 0)
    for (values, dip) in [([5.0], 0.5), ([5, 7], 0.25), ([1, 2, 9], 1.0 / 6)] {
      let test = DipTest(try SortedSample(values))
      #expect(test.statistic == dip && test.pValue == 1 && test.replicates == 0)
    }
    let equal = DipTest(try SortedSample([2, 2, 2, 2, 2]))
    #expect(equal.statistic == 0.1 && equal.pValue == 1)
    let infinite = DipTest(try SortedSample([1, 2, 3, .infinity]))
    #expect(infinite.statistic == nil && infinite.pValue == nil)
    #expect(DipTest(try SortedSample([1, 2, 3, 4, 5]), replicates: 0).pValue == nil)
    // A range beyond the largest double: two heaps, far apart.
    let huge = Double.greatestFiniteMagnitude
    let heaps = DipTest(try SortedSample([-huge, -huge, -huge, huge, huge, huge]), replicates: 99)
    #expect(heaps.statistic == 0.25)
  }

  @Test func repeatableAndFarFromTheUniform() throws {
    var generator = SeededGenerator(seed: 3)
    let near = (0..<60).map { _ in Double.random(in: 0...1, using: &generator) }
    let heaps = try SortedSample(near + near.map { $0 + 5 })
    let test = DipTest(heaps, replicates: 500, seed: 9)
    #expect(test == DipTest(heaps, replicates: 500, seed: 9))
    #expect(test.pValue == 1.0 / 501 && test.replicateSize == 120)
  }

  /// Under the uniform the p-value is uniform, under the exponential it is larger.
  @Test func pValuesUnderUnimodalPopulations() throws {
    var generator = SeededGenerator(seed: 21)
    var (below, exponentialBelow, sum) = (0, 0, 0.0)
    let repetitions = 150
    for round in 0..<repetitions {
      let uniform = (0..<40).map { _ in Double.random(in: 0..<1, using: &generator) }
      let p = try #require(
        DipTest(try SortedSample(uniform), replicates: 99, seed: UInt64(round)).pValue)
      sum += p
      if p <= 0.1 { below += 1 }
      let skewed = uniform.map { 1 / (1 - $0) }
      let other = DipTest(try SortedSample(skewed), replicates: 99, seed: UInt64(round))
      if try #require(other.pValue) <= 0.1 { exponentialBelow += 1 }
    }
    // 3.3 standard deviations about the expectations 15 and 75.
    #expect(abs(below - 15) <= 12, "\(below)")
    #expect(abs(sum - 75) < 12, "\(sum)")
    #expect(exponentialBelow <= below)
  }

  @Test func largeSamplesAreComparedBySmaller() throws {
    // Evenly spaced values dip least of all.
    let even = DipTest(try SortedSample((0..<5000).map(Double.init)), replicates: 20)
    #expect(even.replicateSize == 2000 && even.pValue == 1)
    #expect(abs(try #require(even.statistic) - 0.0001) < 1e-15)
  }
}
