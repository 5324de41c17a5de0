import TestSupport
import Testing

@testable import Statistics

/// Figures from counts of values are those of the values, bit by bit.
@Suite struct ValueCountsTests {
  /// Counts as several threads do, in uneven parts.
  private static func count(_ values: [Double], threads: Int) -> ValueCounts {
    var parts = Array(repeating: ValueCounts(), count: threads)
    var (start, thread) = (0, 0)
    while start < values.count {
      let end = min(values.count, start + 1 + 37 * thread)
      parts[thread].add(Array(values[start..<end]))
      (start, thread) = (end, (thread + 1) % threads)
    }
    return parts.reduce(into: ValueCounts()) { $0.add($1) }
  }

  private static func bits(_ summary: Summary) -> [UInt64?] {
    [
      \Summary.mean, \.standardDeviation, \.minimum, \.maximum, \.median,
      \.medianAbsoluteDeviation,
    ].map { summary[keyPath: $0]?.bitPattern } + [UInt64(summary.n)]
  }

  private static let levels: [(String, [Double])] = [
    ("one", [0.1]), ("two", [0.1, 0.3]), ("zeros", [0, -0.0]), ("signs", [-0.5, -0.0, 0, 0.5, 3]),
    ("infinite", [1, .infinity, 2]), ("both infinities", [-.infinity, 7, .infinity]),
    ("huge", [.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e300, 4]),
    ("one sign", [.greatestFiniteMagnitude, 1e308]),
    ("tiny", [.leastNonzeroMagnitude, .leastNormalMagnitude, 3e-308]),
    ("mixed", [1e16, 1, -1e16, 0.1, 1e-17]), ("hundred", (0..<100).map { Double($0) / 7 }),
    ("many", (0..<4096).map { 1 + Double($0) / 4096 }),
  ]

  @Test(arguments: levels.map(\.0), [0, 1, 2, 3, 4, 101, 20_000])
  func summaries(name: String, rows: Int) throws {
    let levels = try #require(Self.levels.first { $0.0 == name }).1
    var random = SeededGenerator(seed: UInt64(rows))
    let values = (0..<rows).map { _ in levels.randomElement(using: &random)! }
    let expected = Self.bits(try Summary(values))
    for threads in [1, 3] {
      let counts = Self.count(values, threads: threads)
      #expect(counts.areFew)
      #expect(Self.bits(Summary(counts)) == expected, "\(threads) threads")
      #expect(counts.ascending.reduce(0) { $0 + $1.count } == rows)
    }
  }

  /// One value more than are counted, found by one thread or by two together.
  @Test func tooMany() {
    let most = (0..<ValueCounts.most).map { Double($0) }
    #expect(Self.count(most + most, threads: 1).areFew)
    #expect(!Self.count(most + [-0.0], threads: 1).areFew)
    var first = ValueCounts()
    var second = ValueCounts()
    first.add(most)
    second.add([0, 1])
    first.add(second)
    #expect(first.areFew)
    second.add([-1])
    first.add(second)
    #expect(!first.areFew)
    var third = ValueCounts()
    third.add(first)
    third.add([1])
    #expect(!third.areFew)
  }
}
