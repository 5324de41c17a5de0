import TestSupport
import Testing

@testable import Statistics

@Suite struct AscendingSortTests {
  private static func sorted(_ values: [Double]) -> [Double] {
    var values = values
    sortAscending(&values)
    return values
  }

  private static func check(_ values: [Double]) {
    #expect(sorted(values).map(\.bitPattern) == values.sorted(by: isBelow).map(\.bitPattern))
  }

  /// As `<`, with −0 before 0.
  private static func isBelow(_ a: Double, _ b: Double) -> Bool {
    a < b || (a == b && a.sign == .minus && b.sign == .plus)
  }

  @Test func few() {
    Self.check([])
    Self.check([1])
    Self.check([0, -0.0, 0, -0.0])
    Self.check([.infinity, 3, -.infinity, 0, -1, -2, .leastNonzeroMagnitude])
    Self.check([.greatestFiniteMagnitude, -.greatestFiniteMagnitude, .ulpOfOne, -0.0])
  }

  @Test(arguments: [20, 25, 300, 5000, 70_000])
  func many(count: Int) {
    var random = SeededGenerator(seed: UInt64(count))
    func values(_ make: (inout SeededGenerator) -> Double) -> [Double] {
      (0..<count).map { _ in make(&random) }
    }
    Self.check(values { Double.random(in: -1...1, using: &$0) })
    Self.check(values { Double(Int.random(in: 0..<7, using: &$0)) })
    Self.check(values { _ in 4.5 })
    Self.check(
      values { random in
        let value = Double(bitPattern: random.next())
        return value.isNaN ? 0 : value
      })
    Self.check((0..<count).map(Double.init))
    Self.check((0..<count).reversed().map(Double.init))
    // One value far away leaves all others in one part.
    Self.check([1e300] + values { Double.random(in: 1...1.000001, using: &$0) })
  }

  @Test func sampleTakesItsValues() throws {
    #expect(try SortedSample(sorting: [3, 1, 2]).values == [1, 2, 3])
    #expect(throws: StatisticsError.notANumber(index: 1)) { try SortedSample(sorting: [3, .nan]) }
    let kept = [3.0, 1, 2]
    _ = try SortedSample(sorting: kept)
    #expect(kept == [3, 1, 2])
  }

  /// The median of deviations against its definition, for even and odd n, ties and infinities.
  @Test func medianDeviation() throws {
    var random = SeededGenerator(seed: 5)
    for n in 1...60 {
      var values = (0..<n).map { _ in Double(Int.random(in: 0...(n / 2 + 1), using: &random)) / 4 }
      if n % 7 == 0 { values[0] = .infinity }
      let summary = try Summary(values)
      let centre = try #require(summary.median)
      let deviations = try SortedSample(values.map { abs($0 - centre) })
      #expect(summary.medianAbsoluteDeviation == deviations.median, "n = \(n)")
      #expect(try Summary(sorting: values) == summary)
    }
  }
}
