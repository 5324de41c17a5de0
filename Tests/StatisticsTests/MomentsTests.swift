import Foundation
import Statistics
import TestSupport
import Testing

@Suite struct MomentsTests {
  @Test func none() throws {
    let none = try Moments([])
    #expect(none == Moments() && none.count == 0)
    #expect(none.mean == nil && none.minimum == nil && none.maximum == nil)
    #expect(none.variance == nil && none.sumOfSquaredDeviations == nil)
  }

  @Test func one() throws {
    let one = try Moments([-4.5])
    #expect(one.count == 1 && one.mean == -4.5 && one.minimum == -4.5 && one.maximum == -4.5)
    #expect(one.sumOfSquaredDeviations == 0)
    #expect(one.variance == nil && one.standardDeviation == nil && one.standardErrorOfMean == nil)
  }

  @Test func byHand() throws {
    let moments = try Moments([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(moments.mean == 5 && moments.sumOfSquaredDeviations == 32)
    #expect(moments.variance == 32.0 / 7 && moments.minimum == 2 && moments.maximum == 9)
    #expect(moments.standardErrorOfMean == (32.0 / 7).squareRoot() / 8.0.squareRoot())
    #expect(try Moments([3, 3, 3]).standardDeviation == 0)
  }

  @Test func notANumber() {
    #expect(throws: StatisticsError.notANumber(index: 2)) { try Moments([1, 2, .nan]) }
  }

  @Test func infinities() throws {
    let up = try Moments([1, .infinity])
    #expect(up.mean == .infinity && up.variance == nil && up.sumOfSquaredDeviations == nil)
    let down = try Moments([-.infinity, 1])
    #expect(down.mean == -.infinity)
    let both = up.merging(down)
    #expect(both.mean == nil && both.variance == nil && both.count == 4)
    #expect(both.minimum == -.infinity && both.maximum == .infinity)
    #expect(up.merging(try Moments([5])) == (try Moments([1, .infinity, 5])))
  }

  @Test func hugeValuesOverflowOnlyWhereTheyMust() throws {
    let huge = Double.greatestFiniteMagnitude
    let alike = try Moments([huge, huge, huge])
    #expect(alike.mean == huge && alike.variance == 0)
    let apart = try Moments([huge, -huge])
    #expect(apart.mean == 0 && apart.variance == .infinity)
    let merged = try Moments([huge]).merging(Moments([-huge]))
    #expect(merged.mean == 0 && merged.variance == .infinity)
    let wide = try Moments([1e200, 3e200])
    #expect(wide.mean == 2e200 && wide.variance == .infinity)
  }

  // NIST StRD NumAcc1-4 are constructed; the figures are those of the data as rounded to doubles,
  // by exact rational arithmetic. (Certified for the decimals: sd 1, 0.1, 0.1, 0.1.)
  static let constructed: [(values: [Double], mean: Double, sd: Double)] = [
    ([10_000_001, 10_000_003, 10_000_002], 10_000_002, 1),
    ([1.2] + alternating(1.1, 1.3), 1.200000000000000066502, 0.09999999999999997779554),
    (
      [1_000_000.2] + alternating(1_000_000.1, 1_000_000.3), 1000000.200000000011583382671,
      0.1000000000349245965480974
    ),
    (
      [10_000_000.2] + alternating(10_000_000.1, 10_000_000.3), 10000000.20000000018533412274,
      0.1000000005587935447736196
    ),
  ]

  static func alternating(_ a: Double, _ b: Double) -> [Double] {
    (0..<1000).map { $0.isMultiple(of: 2) ? a : b }
  }

  @Test(arguments: constructed.indices)
  func nistConstructed(_ index: Int) throws {
    let (values, mean, sd) = Self.constructed[index]
    for moments in [try Moments(values), try merged(values, chunk: 7)] {
      #expect(correctDigits(try #require(moments.mean), mean) >= 15)
      #expect(correctDigits(try #require(moments.standardDeviation), sd) >= 14)
    }
  }

  @Test(
    .enabled(if: Repository.shared != nil, "../shared is absent"),
    arguments: ["Lew", "Mavro", "NumAcc1", "NumAcc2", "NumAcc3", "PiDigits"])
  func nistUnivariate(_ name: String) throws {
    let folder = "reference/nist/univariate/"
    let text = try String(contentsOf: sharedFile(folder + name + ".dat"), encoding: .utf8)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let header = try #require(lines.lastIndex { $0.hasPrefix("Data:") })
    let values = lines[header...].compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    let oracle = try JSONOracle(shared: folder + name + ".json")
    #expect(values.count == oracle["n"].number.map { Int($0) })
    let expected = oracle["recomputed_exact_double_rounded_input"]
    for (label, moments) in [("whole", try Moments(values)), ("merged", try merged(values))] {
      var worst = WorstDigits()
      worst.compare(moments.mean, expected["mean"].number, "\(name) mean, \(label)")
      worst.compare(moments.standardDeviation, expected["sd"].number, "\(name) sd, \(label)")
      #expect(worst.digits >= 14, "\(worst)")
    }
  }

  /// The moments of chunks, merged one after the other.
  func merged(_ values: [Double], chunk: Int = 13) throws -> Moments {
    try stride(from: 0, to: values.count, by: chunk).reduce(Moments()) { sum, start in
      try sum.merging(Moments(Array(values[start..<min(start + chunk, values.count)])))
    }
  }

  @Test(arguments: 0..<40)
  func mergingEqualsWhole(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let offset = pow(10, Double(seed.quotientAndRemainder(dividingBy: 9).remainder))
    let a = randomValues(Int(seed), ties: seed.isMultiple(of: 3), using: &generator).map {
      $0 + offset
    }
    let b = randomValues(17, ties: false, using: &generator).map { $0 - offset }
    let (first, second) = (try Moments(a), try Moments(b))
    let whole = try Moments(a + b)
    for together in [first.merging(second), second.merging(first)] {
      #expect(together.count == whole.count)
      #expect(together.minimum == whole.minimum && together.maximum == whole.maximum)
      let spread = try #require(whole.standardDeviation)
      #expect(abs(try #require(together.mean) - whole.mean!) <= 1e-15 * spread)
      #expect(correctDigits(try #require(together.variance), whole.variance!) >= 14.5)
    }
    #expect(first.merging(Moments()) == first && Moments().merging(first) == first)
  }

  @Test func compensatedSum() {
    #expect(CompensatedSum([1, 1e100, 1, -1e100]).value == 2)
    #expect(CompensatedSum().value == 0)
    #expect(CompensatedSum([1, .infinity]).value == .infinity)
    #expect(CompensatedSum([.infinity, -.infinity]).value.isNaN)
    #expect(CompensatedSum([Double](repeating: 0.1, count: 10)).value == 1)
  }

  @Test func squaresBeyondTheRangeOfDoublesLeaveAnInfiniteSpread() throws {
    let moments = try Moments([1, 1, 1e300, 1e308])
    #expect(moments.variance == .infinity)
    #expect(moments.standardDeviation == .infinity)
    #expect(moments.mean?.isFinite == true)
  }
}
