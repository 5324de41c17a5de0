import Statistics
import TestSupport
import Testing

@Suite struct WeightedSampleTests {
  @Test func agreesWithNumPy() throws {
    let set = try JSONOracle(fixture: "oracles/percentiles.json")["weighted"]
    let values = set.numbers("values")
    let whole = try WeightedSample(values, weights: set.numbers("weights"))
    let parts = try WeightedSample(values, weights: set.numbers("parts"))
    #expect(set["cases"].elements.count == 10)
    for test in set["cases"].elements {
      let p = try #require(test.number("probability"))
      for method in WeightedPercentileMethod.allCases {
        expectDigits(
          try whole.percentile(p, method: method), test.number(method.rawValue), 15,
          "\(p) \(method)")
      }
      // The scale of weights that are no frequencies doesn't matter.
      for method in [WeightedPercentileMethod.inverse, .averagedInverse] {
        #expect(
          try parts.percentile(p, method: method) == whole.percentile(p, method: method), "\(p)")
      }
    }
  }

  /// Whole weights are repetitions, by the types that the methods stand for.
  @Test func isTheSampleWithRepetitions() throws {
    var generator = SeededGenerator(seed: 5)
    let types: [(WeightedPercentileMethod, PercentileMethod)] = [
      (.inverse, .hyndmanFan1), (.averagedInverse, .hyndmanFan2), (.frequency, .hyndmanFan7),
    ]
    for round in 0..<200 {
      let values = randomValues(1 + round % 12, ties: round.isMultiple(of: 2), using: &generator)
      let weights = values.map { _ in Int.random(in: 1...4, using: &generator) }
      let repeated = zip(values, weights).flatMap { Array(repeating: $0, count: $1) }
      let weighted = try WeightedSample(values, weights: weights.map(Double.init))
      for p in [0, 0.1, 0.25, 0.5, 0.8, 1] {
        for (method, type) in types {
          let found = try weighted.percentile(p, method: method)
          let expected = try percentile(p, of: repeated, method: type)
          #expect(abs(try #require(found) - #require(expected)) < 1e-12, "\(p) \(method)")
        }
      }
    }
  }

  @Test func fewValuesAndOddWeights() throws {
    let none = try WeightedSample([], weights: [])
    #expect(try none.percentile(0.5) == nil && none.totalWeight == 0)
    #expect(try WeightedSample([3], weights: [0]).percentile(0.5) == nil)
    for method in WeightedPercentileMethod.allCases {
      #expect(try WeightedSample([3], weights: [2]).percentile(0.9, method: method) == 3)
    }
    #expect(
      try WeightedSample([3, 4], weights: [0.25, 0.25]).percentile(0, method: .frequency) == nil)
    let infinite = try WeightedSample([-.infinity, .infinity], weights: [1, 1])
    #expect(try infinite.percentile(0.5) == -.infinity)
    #expect(try infinite.percentile(0.5, method: .averagedInverse) == nil)
    #expect(try infinite.percentile(0.5, method: .frequency) == nil)
    // A value without weight can't be a percentile.
    #expect(try WeightedSample([1, 2], weights: [0, 1]).percentile(0) == 2)
    // Ten tenths are one: 0.3 is reached by three of them.
    let tenths = try WeightedSample(
      (1...10).map(Double.init), weights: [Double](repeating: 0.1, count: 10))
    #expect(try tenths.percentile(0.3) == 3)
    #expect(try tenths.percentile(0.3, method: .averagedInverse) == 3.5)
  }

  @Test func refusesWhatIsNoWeight() {
    #expect(throws: StatisticsError.weightOutOfRange(index: 1, -1)) {
      try WeightedSample([1, 2], weights: [1, -1])
    }
    #expect(throws: StatisticsError.weightOutOfRange(index: 0, .infinity)) {
      try WeightedSample([1], weights: [.infinity])
    }
    #expect(throws: StatisticsError.self) { try WeightedSample([1], weights: [.nan]) }
    #expect(throws: StatisticsError.notANumber(index: 0)) {
      try WeightedSample([.nan], weights: [1])
    }
    #expect(throws: StatisticsError.unequalLengths(column: 1, expected: 1, found: 2)) {
      try WeightedSample([1], weights: [1, 2])
    }
  }
}
