import TestSupport
import Testing

@testable import Statistics

@Suite struct RankSortTests {
  static func check(_ values: [Double], _ what: String) {
    let found = values.withUnsafeBufferPointer { ascendingOrder($0) }
    let expected = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    #expect(found.indices.map { Int($0) } == expected, "\(what)")
    let starts = expected.indices.map {
      $0 == 0 || values[expected[$0]] != values[expected[$0 - 1]]
    }
    #expect(found.startsGroup == starts, "\(what)")
    #expect(found.groupSizes.reduce(0, +) == values.count, "\(what)")
  }

  @Test(arguments: [0, 1, 2, 3, 17, 100, 255, 256, 257, 3000])
  func sortsAsComparisons(n: Int) {
    var generator = SeededGenerator(seed: UInt64(n))
    let plain = randomValues(n, ties: false, using: &generator)
    Self.check(plain, "different")
    Self.check(randomValues(n, ties: true, using: &generator), "ties")
    Self.check(plain.sorted(), "ascending")
    Self.check(plain.sorted(by: >), "descending")
    // Values that only their last bits tell apart, with far ones that stretch the range.
    var close = plain.map { 1 + ($0 * 40).rounded() * Double.ulpOfOne }
    Self.check(close, "close")
    if n > 2 {
      (close[0], close[1], close[2]) = (-.infinity, .infinity, Double.leastNormalMagnitude / 64)
    }
    Self.check(close, "close and far")
    let pattern = [
      0.0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .infinity, 1e308, -1e308, 2.5,
    ]
    Self.check((0..<n).map { pattern[$0 % pattern.count] }, "ends")
  }

  @Test(arguments: [0, 1, 2, 16, 17, 33, 500])
  func countsDiscordantPairs(n: Int) {
    var generator = SeededGenerator(seed: UInt64(n + 1))
    for groups in [1, 2, 3, 7, 64, 1000] {
      var numbers = (0..<n).map { _ in UInt32.random(in: 0..<UInt32(groups), using: &generator) }
      let plain = numbers.indices.reduce(0) { sum, i in
        sum + numbers[..<i].count { $0 > numbers[i] }
      }
      #expect(discordantPairs(&numbers, groups: groups) == plain)
    }
  }

  /// The totals of fixed parts are added in a fixed order.
  @Test func threadsChangeNothing() {
    var generator = SeededGenerator(seed: 4)
    let columns = (0..<5).map { _ in
      randomValues(20_001, ties: false, using: &generator).map { 1e6 + $0 }
    }
    let one = pearsonCoefficients(columns, threads: 1)
    #expect(pearsonCoefficients(columns, threads: 2) == one)
    #expect(pearsonCoefficients(columns, threads: 7) == one)
    #expect(mapConcurrently(100, threads: 3) { $0 * $0 } == (0..<100).map { $0 * $0 })
    #expect(mapConcurrently(0, threads: 3) { $0 } == [])
  }
}
