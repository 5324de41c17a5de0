import Glibc
import Statistics
import TestSupport
import Testing

@Suite struct QuantileSketchTests {
  /// The greatest error of rank, as a share, over the values themselves.
  private func error(_ sketch: QuantileSketch, _ values: [Double]) throws -> Double {
    let function = try EmpiricalDistribution(SortedSample(values))
    var worst = 0.0
    for step in function.steps.enumerated() where step.offset.isMultiple(of: 97) {
      let found = try #require(sketch.cumulative(step.element.value))
      worst = max(worst, abs(found - step.element.cumulative))
    }
    return worst
  }

  private func sketched(_ values: some Sequence<Double>, seed: UInt64) throws -> QuantileSketch {
    var sketch = QuantileSketch(seed: seed)
    for value in values { try sketch.add(value) }
    return sketch
  }

  @Test func rankErrorInAnyOrderOfValues() throws {
    var generator = SeededGenerator(seed: 6)
    let random = (0..<20_000).map { _ in -log(Double.random(in: 0x1p-53..<1, using: &generator)) }
    let orders: [[Double]] = [
      random, random.sorted(), random.sorted(by: >), random.map { ($0 * 10).rounded() },
    ]
    for (seed, values) in orders.enumerated() {
      let sketch = try sketched(values, seed: UInt64(seed))
      let worst = try error(sketch, values)
      #expect(worst <= sketch.rankError && worst > 0, "order \(seed): \(worst)")
      #expect(sketch.count == 20_000 && sketch.size < 800)
      #expect(sketch.minimum == values.min() && sketch.maximum == values.max())
      for p in [0.01, 0.5, 0.99] {
        let value = try #require(try sketch.percentile(p))
        // Of ties any rank is right.
        let below = Double(values.count { $0 < value }) / 20_000
        let upTo = Double(values.count { $0 <= value }) / 20_000
        #expect(below - sketch.rankError <= p && p <= upTo + sketch.rankError, "\(p)")
      }
    }
  }

  @Test func mergingInAnyOrderKeepsTheError() throws {
    var generator = SeededGenerator(seed: 60)
    let values = (0..<24_000).map { _ in Double.random(in: 0..<1, using: &generator) }
    // Parts of different places, so that no part is like the whole.
    let ascending = values.sorted()
    let parts = try (0..<24).map { (part: Int) throws -> QuantileSketch in
      let start = part * 1000
      return try sketched(ascending[start..<start + 1000], seed: UInt64(part + 1))
    }
    let inOrder = parts.dropFirst().reduce(into: parts[0]) { $0.merge($1) }
    let backwards = parts.reversed().dropFirst().reduce(into: parts[23]) { $0.merge($1) }
    var tree = parts
    while tree.count > 1 {
      var both = tree.removeFirst()
      both.merge(tree.removeFirst())
      tree.append(both)
    }
    for sketch in [inOrder, backwards, tree[0]] {
      let worst = try error(sketch, values)
      #expect(worst <= sketch.rankError && sketch.count == 24_000, "\(worst)")
      #expect(sketch.minimum == values.min() && sketch.maximum == values.max())
    }
    let again = parts.dropFirst().reduce(into: parts[0]) { $0.merge($1) }
    let probabilities = [0.1, 0.5, 0.9]
    #expect(try again.percentiles(probabilities) == inOrder.percentiles(probabilities))
  }

  @Test func fewValuesAreExact() throws {
    var sketch = QuantileSketch(k: 50)
    #expect(sketch.cumulative(1) == nil && sketch.minimum == nil && sketch.rankError == 0)
    #expect(try sketch.percentiles([0, 0.5]) == [nil, nil])
    for value in [3.0, 1, 2, .infinity, 2] { try sketch.add(value) }
    #expect(try sketch.percentiles([0, 0.2, 0.4, 0.6, 0.8, 1]) == [1, 1, 2, 2, 3, .infinity])
    #expect(sketch.cumulative(2) == 0.6 && sketch.cumulative(0) == 0)
    #expect(sketch.cumulative(.infinity) == 1 && sketch.rankError == 0)
    #expect(throws: StatisticsError.notANumber(index: 5)) { try sketch.add(.nan) }
    #expect(throws: StatisticsError.probabilityOutOfRange(1.5)) { try sketch.percentile(1.5) }
    #expect(sketch.count == 5 && sketch.size == 5)
    var empty = QuantileSketch(k: 50)
    empty.merge(QuantileSketch(k: 50))
    #expect(empty.count == 0 && empty.maximum == nil)
    empty.merge(sketch)
    #expect(try empty.percentile(0.6) == 2 && empty.count == 5)
  }

  @Test func constantsStayConstant() throws {
    let sketch = try sketched([Double](repeating: 4, count: 5000), seed: 1)
    #expect(try sketch.percentiles([0.001, 0.5, 0.999]) == [4, 4, 4])
    #expect(sketch.cumulative(3.9) == 0 && sketch.cumulative(4) == 1)
  }
}
