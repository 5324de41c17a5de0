import Statistics
import TestSupport
import Testing

@Suite struct EmpiricalDistributionTests {
  @Test func stepsAndBand() throws {
    let function = try EmpiricalDistribution(SortedSample([3, 1, 3, 2]))
    #expect(function.cumulative(0.5) == 0 && function.cumulative(1) == 0.25)
    #expect(function.cumulative(2.9) == 0.5 && function.cumulative(3) == 1)
    #expect(function.cumulative(.infinity) == 1 && function.cumulative(-.infinity) == 0)
    #expect(function.steps.map(\.value) == [1, 2, 3])
    #expect(function.steps.map(\.cumulative) == [0.25, 0.5, 1])
    // √(ln 40 / 8)
    expectDigits(function.halfWidth, 0.6790507578703098, 15, "half width")
    #expect(function.band(1)?.lower == 0)
    expectDigits(function.band(1)?.upper, 0.9290507578703098, 15, "upper")
  }

  @Test func fewValues() throws {
    let none = try EmpiricalDistribution(SortedSample([]))
    #expect(none.cumulative(1) == nil && none.band(1) == nil && none.halfWidth == nil)
    #expect(none.steps.isEmpty)
    let one = try EmpiricalDistribution(SortedSample([.infinity]))
    #expect(one.cumulative(.greatestFiniteMagnitude) == 0 && one.cumulative(.infinity) == 1)
    #expect(one.halfWidth == 1)
    #expect(throws: StatisticsError.levelOutOfRange(0)) {
      try EmpiricalDistribution(SortedSample([1]), level: 0)
    }
  }

  /// The band holds the whole function of a uniform population at least as often as it says.
  @Test func coverage() throws {
    var generator = SeededGenerator(seed: 8)
    var held = 0
    for _ in 0..<400 {
      let values = (0..<50).map { _ in Double.random(in: 0..<1, using: &generator) }
      let function = try EmpiricalDistribution(SortedSample(values), level: 0.9)
      let halfWidth = try #require(function.halfWidth)
      let gap = function.steps.map {
        max($0.cumulative - $0.value, $0.value - $0.cumulative + 0.02)
      }
      if gap.max() ?? 1 <= halfWidth { held += 1 }
    }
    #expect(held >= 345 && held < 398, "\(held) of 400")
  }
}

@Suite struct KernelDensityTests {
  @Test func agreesWithR() throws {
    let oracle = try JSONOracle(fixture: "oracles/density.json")
    for name in ["skewed", "two_heaps", "many", "few"] {
      let set = oracle[name]
      let sample = try SortedSample(set.numbers("values"))
      expectDigits(
        BandwidthRule.silverman.bandwidth(sample), set.number("silverman"), 14, name)
      let bandwidth = BandwidthRule.sheatherJones.bandwidth(sample)
      expectDigits(bandwidth, set.number("sheatherJones"), 12, name)
      let density = try #require(KernelDensity(sample, rule: .sheatherJones))
      #expect(density.rule == .sheatherJones)
      expectDigits(set.numbers("at").map(density.density), set.numbers("density"), 12, name)
    }
  }

  @Test func undefinedWithoutSpread() throws {
    let infinity = Double.infinity
    for values in [[], [1.0], [2, 2, 2], [1, 2, infinity], [-infinity, 3]] {
      let sample = try SortedSample(values)
      #expect(KernelDensity(sample) == nil && KernelDensity(sample, rule: .sheatherJones) == nil)
      #expect(KernelDensity(sample, rule: .fixed(1)) == nil)
    }
    let steps = try SortedSample([1, 1, 1, 1, 1, 1, 1, 2])
    #expect(BandwidthRule.sheatherJones.bandwidth(steps) == nil)
    #expect(KernelDensity(steps, rule: .sheatherJones)?.rule == .silverman)
    #expect(KernelDensity(steps, rule: .fixed(-1)) == nil)
    let huge = Double.greatestFiniteMagnitude
    #expect(KernelDensity(try SortedSample([-huge, huge])) == nil)
  }

  @Test func meshAgreesWithDirectSums() throws {
    var generator = SeededGenerator(seed: 14)
    let values = (0..<5000).map { index in
      let bell = (0..<12).map { _ in Double.random(in: -0.5..<0.5, using: &generator) }.reduce(0, +)
      return index.isMultiple(of: 3) ? bell / 4 + 6 : bell
    }
    let density = try #require(KernelDensity(try SortedSample(values + [1e7])))
    let near = try #require(KernelDensity(try SortedSample(values)))
    let curve = near.curve(points: 200)
    let highest = try #require(curve.map(\.density).max())
    for point in curve {
      #expect(abs(near.density(point.value) - point.density) < 1e-4 * highest)
    }
    // The area under the curve is that of a distribution.
    let step = curve[1].value - curve[0].value
    #expect(abs(curve.map(\.density).reduce(0, +) * step - 1) < 2e-3)
    #expect(density.modes().count == 2)
    #expect(near.density(.infinity) == 0)
  }

  @Test func placesOfModes() throws {
    var generator = SeededGenerator(seed: 4)
    func bell(_ count: Int, _ place: Double, _ width: Double) -> [Double] {
      (0..<count).map { _ in
        place + width
          * (0..<12).map { _ in Double.random(in: -0.5..<0.5, using: &generator) }
          .reduce(0, +)
      }
    }
    let sample = try SortedSample(bell(300, 10, 1) + bell(100, 20, 1) + [90, -40])
    let density = try #require(KernelDensity(sample))
    let modes = density.modes()
    #expect(modes.count == 2)
    #expect(abs(modes[0].place - 10) < 0.6 && abs(modes[1].place - 20) < 0.6)
    #expect(abs(modes[0].share - 0.75) < 0.01 && abs(modes[1].share - 0.25) < 0.01)
    #expect(modes[0].prominence == 1 && modes[1].prominence > 0.9)
    expectDigits(modes[0].density, density.density(modes[0].place), 4, "height")
    #expect(density.modes(minimumShare: 0.3).count == 1)
    // Outliers gather too, where no share is asked for.
    #expect(density.modes(minimumShare: 0).count == 4)
    let one = try #require(KernelDensity(try SortedSample(bell(500, 0, 1))))
    #expect(one.modes().count == 1 && one.modes()[0].share == 1)
  }

  @Test func modesOfTwoValues() throws {
    let pair = try #require(KernelDensity(try SortedSample([0, 100]), rule: .fixed(1)))
    let modes = pair.modes()
    #expect(modes.map(\.share) == [0.5, 0.5])
    #expect(abs(modes[0].place) < 0.1 && abs(modes[1].place - 100) < 0.1)
  }
}

@Suite struct OutliersTests {
  @Test func flagsByIndex() throws {
    // Quartiles 12 and 16, so fences at 6, 22 and at 0, 28.
    let values: [Double] = [14, 29, 12, 5, 16, 15, 13, 12, 16, 23, 14, -1, 14]
    let outliers = try Outliers(values)
    #expect(outliers.mildFences?.lower == 6 && outliers.mildFences?.upper == 22)
    #expect(outliers.severeFences?.lower == 0 && outliers.severeFences?.upper == 28)
    #expect(outliers.mild == [3, 9] && outliers.severe == [1, 11])
    // Median 14, MAD 2: beyond 10.378 from the median.
    #expect(outliers.median == 14 && outliers.medianAbsoluteDeviation == 2)
    #expect(outliers.modifiedZ == [1, 11])
  }

  @Test func withoutScale() throws {
    for values in [[], [3.0], [3, 3, 3, 3, 3, 9]] {
      let outliers = try Outliers(values)
      #expect(outliers.mildFences == nil && outliers.severeFences == nil)
      #expect(outliers.mild.isEmpty && outliers.severe.isEmpty && outliers.modifiedZ.isEmpty)
    }
    #expect(try Outliers([]).medianAbsoluteDeviation == nil)
    #expect(try Outliers([3, 3, 3, 9]).medianAbsoluteDeviation == 0)
    #expect(throws: StatisticsError.notANumber(index: 1)) { try Outliers([1, .nan]) }
  }

  @Test func infiniteValues() throws {
    let values = (1...20).map(Double.init) + [.infinity]
    let outliers = try Outliers(values)
    #expect(outliers.severe == [20] && outliers.mild.isEmpty && outliers.modifiedZ == [20])
    #expect(try Outliers([-.infinity, .infinity]).median == nil)
  }
}
