import Statistics
import TestSupport
import Testing

@Suite struct HistogramTests {
  @Test func boundsAgreeWithNumPy() throws {
    let oracle = try JSONOracle(fixture: "oracles/shape.json")
    let rules: [(String, HistogramRule)] = [
      ("freedmanDiaconis", .freedmanDiaconis), ("scott", .scott), ("sturges", .sturges),
      ("bins", .bins(7)),
    ]
    var compared = 0
    for set in oracle["sets"].elements where set["edges"].exists {
      let sample = try SortedSample(set.numbers("values"))
      for (name, rule) in rules {
        let histogram = Histogram(sample, rule: rule)
        expectDigits(histogram.edges, set["edges"].numbers(name), 14, name)
        #expect(histogram.placed == sample.count && histogram.binsWanted == nil)
        compared += 1
      }
    }
    #expect(compared >= 200)
  }

  @Test func valuesOnBounds() throws {
    let histogram = Histogram(try SortedSample([0, 1, 1, 2, 3, 4]), rule: .bins(4))
    #expect(histogram.edges == [0, 1, 2, 3, 4])
    #expect(histogram.counts == [1, 2, 1, 2])
  }

  @Test func fewAndEqualValues() throws {
    let rules: [HistogramRule] = [.freedmanDiaconis, .scott, .sturges, .bins(5)]
    for rule in rules {
      let none = Histogram(try SortedSample([]), rule: rule)
      #expect(none.edges.isEmpty && none.counts.isEmpty && none.modalityValue == nil)
      for values in [[7.0], [7, 7, 7]] {
        let one = Histogram(try SortedSample(values), rule: rule)
        #expect(one.edges == [7, 7] && one.counts == [values.count] && one.modalityValue == 2)
      }
    }
    let infinite = Histogram(try SortedSample([-.infinity, 1, 2, .infinity, .infinity]))
    #expect(infinite.below == 1 && infinite.above == 2 && infinite.placed == 2)
    #expect(Histogram(try SortedSample([.infinity])).edges.isEmpty)
  }

  @Test func equalQuartilesTakeScott() throws {
    let values = [Double](repeating: 5, count: 90) + (1...10).map { 5 + Double($0) }
    let sample = try SortedSample(values)
    #expect(Histogram(sample).edges == Histogram(sample, rule: .scott).edges)
    #expect(Histogram(sample).counts.count > 3)
  }

  @Test func rangesFarWiderThanBins() throws {
    let values = (0..<1000).map { Double($0) } + [1e15]
    let histogram = Histogram(try SortedSample(values), maximumBins: 100)
    #expect(histogram.counts.count == 100 && histogram.placed == 1001)
    #expect(try #require(histogram.binsWanted) > 1e12)
    let huge = Double.greatestFiniteMagnitude
    for rule in [HistogramRule.freedmanDiaconis, .scott, .sturges] {
      let widest = Histogram(try SortedSample([-huge, -1, 0, 0, 1, huge]), rule: rule)
      #expect(widest.placed == 6 && widest.edges.allSatisfy(\.isFinite))
    }
    let tiny = Double.leastNonzeroMagnitude
    let small = Histogram(try SortedSample([0, tiny, 2 * tiny]))
    #expect(small.placed == 3)
  }

  @Test func logarithmicBins() throws {
    let sample = try SortedSample([-1, 0, 0.01, 0.05, 1, 3, 10, 99.9, .infinity])
    let histogram = Histogram(sample, rule: .logarithmic(binsPerDecade: 1))
    expectDigits(histogram.edges, [0.01, 0.1, 1, 10, 100], 15, "edges")
    #expect(histogram.counts == [2, 0, 2, 2])
    #expect(histogram.unplaced == 2 && histogram.above == 1)
    let fine = Histogram(sample, rule: .logarithmic(binsPerDecade: 10))
    #expect(fine.placed == 6 && fine.binsWanted == nil && fine.counts.count == 40)
    let capped = Histogram(sample, rule: .logarithmic(binsPerDecade: 10), maximumBins: 10)
    #expect(capped.placed == 6 && capped.counts.count <= 10 && capped.binsWanted == 40)
    let one = Histogram(try SortedSample([10, 10]), rule: .logarithmic(binsPerDecade: 3))
    #expect(one.counts == [2])
    let widest = Histogram(
      try SortedSample([.leastNonzeroMagnitude, .greatestFiniteMagnitude]),
      rule: .logarithmic(binsPerDecade: 2))
    #expect(widest.placed == 2 && widest.edges.allSatisfy(\.isFinite))
    #expect(Histogram(try SortedSample([-3]), rule: .logarithmic(binsPerDecade: 2)).unplaced == 1)
  }

  @Test func modalityValueOfKnownShapes() throws {
    func value(_ counts: [Int]) throws -> Double? {
      let values = counts.enumerated().flatMap { Array(repeating: Double($0) + 0.5, count: $1) }
      let histogram = Histogram(try SortedSample(values), rule: .bins(counts.count))
      #expect(histogram.counts == counts)
      return histogram.modalityValue
    }
    #expect(try value([1, 2, 5, 3, 1]) == 2)
    #expect(try value([5, 0, 0, 5]) == 4)
    #expect(try value([1, 4, 2, 4, 1]) == 3)
  }
}
