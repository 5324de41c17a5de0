import Statistics
import TestSupport
import Testing

@Suite struct MultipleComparisonsTests {
  // Benjamini & Hochberg (1995), section 3.2: the 15 p-values of the neuhaus study. Adjusted
  // values by hand.
  static let neuhaus: [Double] = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
    0.6528, 0.7590, 1.000,
  ]

  @Test func rejectsAsInThePaper() throws {
    // The paper: four hypotheses by the false discovery rate, three by Bonferroni and Hochberg.
    func rejected(_ method: MultipleComparisonMethod) throws -> Int {
      try adjusted(Self.neuhaus, method: method).filter { $0! <= 0.05 }.count
    }
    #expect(try rejected(.benjaminiHochberg) == 4)
    #expect(try rejected(.bonferroni) == 3)
    #expect(try rejected(.hochberg) == 3)
    #expect(try rejected(.holm) == 3)
  }

  @Test func byHand() throws {
    let pValues = [0.04, 0.01, 0.03]
    func found(_ method: MultipleComparisonMethod) throws -> [Double] {
      try adjusted(pValues, method: method).map { $0! }
    }
    #expect(try found(.bonferroni) == [0.12, 0.03, 0.09])
    #expect(try found(.holm) == [0.06, 0.03, 0.06])
    #expect(try found(.hochberg) == [0.04, 0.03, 0.04])
    #expect(try found(.benjaminiHochberg) == [0.04, 0.03, 0.04])
    let harmonic = 1 + 0.5 + 1.0 / 3
    for (value, expected) in zip(try found(.benjaminiYekutieli), [0.04, 0.03, 0.04]) {
      #expect(correctDigits(value, expected * harmonic) >= 15)
    }
  }

  @Test(arguments: MultipleComparisonMethod.allCases)
  func missingOnesDoNotCount(_ method: MultipleComparisonMethod) throws {
    let with = try adjusted([nil, 0.01, nil, 0.02, nil], method: method)
    #expect(with[0] == nil && with[2] == nil && with[4] == nil)
    #expect([with[1], with[3]] == (try adjusted([0.01, 0.02], method: method)))
    #expect(try adjusted([], method: method) == [])
    #expect(try adjusted([nil], method: method) == [nil])
    #expect(try adjusted([0.3], method: method) == [0.3])
  }

  @Test(arguments: MultipleComparisonMethod.allCases)
  func keepsOrderAndBounds(_ method: MultipleComparisonMethod) throws {
    var generator = SeededGenerator(seed: 11)
    for count in 1...30 {
      let pValues = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) }
      let found = try adjusted(pValues, method: method).map { $0! }
      for i in pValues.indices {
        #expect(found[i] >= pValues[i] && found[i] <= 1)
        for j in pValues.indices where pValues[i] <= pValues[j] { #expect(found[i] <= found[j]) }
      }
    }
  }

  @Test(arguments: [-0.1, 1.5, .nan])
  func notAPValue(_ value: Double) {
    #expect {
      try adjusted([0.5, value], method: .holm)
    } throws: { error in
      guard case StatisticsError.probabilityOutOfRange = error else { return false }
      return true
    }
  }
}
