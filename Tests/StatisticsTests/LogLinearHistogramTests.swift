import Glibc
import Statistics
import TestSupport
import Testing

@Suite struct LogLinearHistogramTests {
  @Test func errorInValue() throws {
    var generator = SeededGenerator(seed: 12)
    let values = (0..<5000).map { _ in
      exp(Double.random(in: -20..<20, using: &generator))
        * (Bool.random(using: &generator) ? 1 : -1)
    }
    let sample = try SortedSample(values)
    for bits in [0, 3, 7, 12] {
      var histogram = LogLinearHistogram(bits: bits)
      for value in values { try histogram.add(value) }
      for p in [0, 0.001, 0.1, 0.3, 0.5, 0.9, 0.999, 1] {
        let exact = try #require(try sample.percentile(p, method: .hyndmanFan1))
        let found = try #require(try histogram.percentile(p))
        #expect(abs(found / exact - 1) <= histogram.relativeError, "\(bits) bits, \(p)")
      }
      #expect(histogram.buckets.map(\.count).reduce(0, +) == 5000)
      #expect(
        zip(histogram.buckets, histogram.buckets.dropFirst()).allSatisfy { $0.upper < $1.lower })
    }
    #expect(LogLinearHistogram().relativeError == 1.0 / 256)
  }

  @Test func mergingIsCounting() throws {
    var generator = SeededGenerator(seed: 13)
    let values = (0..<3000).map { _ in Double.random(in: 0.001..<100, using: &generator) }
    var whole = LogLinearHistogram()
    var parts = [LogLinearHistogram](repeating: LogLinearHistogram(), count: 3)
    for (index, value) in values.enumerated() {
      try whole.add(value)
      try parts[index % 3].add(value)
    }
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
      var merged = LogLinearHistogram()
      for part in order { merged.merge(parts[part]) }
      #expect(merged == whole)
    }
  }

  @Test func unusualValues() throws {
    var histogram = LogLinearHistogram()
    #expect(try histogram.percentile(0.5) == nil && histogram.buckets.isEmpty)
    try histogram.add(-0.0)
    try histogram.add(0, times: 2)
    #expect(try histogram.percentile(0.5) == 0 && histogram.count == 3)
    #expect(histogram.buckets.count == 1)
    try histogram.add(.infinity)
    try histogram.add(-.infinity, times: 3)
    #expect(try histogram.percentile(0.1) == -.infinity && histogram.percentile(0.99) == .infinity)
    #expect(try histogram.percentile(0.3) == -.infinity)
    try histogram.add(.greatestFiniteMagnitude, times: 0)
    #expect(histogram.count == 7)
    #expect(throws: StatisticsError.notANumber(index: 7)) { try histogram.add(.nan) }
    #expect(throws: StatisticsError.probabilityOutOfRange(-1)) { try histogram.percentile(-1) }
    var one = LogLinearHistogram()
    try one.add(.greatestFiniteMagnitude)
    try one.add(.leastNonzeroMagnitude)
    let largest = try #require(try one.percentile(0.75))
    #expect(largest / .greatestFiniteMagnitude > 0.99)
    var three = LogLinearHistogram(bits: 2)
    for _ in 0..<3 { try three.add(7.3) }
    // The middle of a bucket is kept within the values.
    #expect(try three.percentile(0.5) == 7.3)
  }
}
