import Regression
import ResponseSurface
import Testing

@Suite("The region that the runs support")
struct RegionTests {
  /// The levels of the gemma3 sweeps; 999 means 'all layers'.
  func sweep() throws -> SecondOrderModel {
    let columns = factorial([[40, 60, 80, 999], [1024, 2048, 4096], [0.2, 0.4, 0.8]])
    let noise = disturbance(36)
    let response = noise.indices.map { i in
      100 - 1e-5 * (columns[0][i] - 520) * (columns[0][i] - 520) + 0.01 * noise[i]
    }
    return try SecondOrderModel(
      names: ["num_gpu", "num_ctx", "temperature"], columns: columns, response: response)
  }

  @Test("each run is inside")
  func runs() throws {
    let model = try Tuning.model()
    for (batch, threads) in zip(Tuning.batch, Tuning.threads) {
      #expect(try model.predict(at: [batch, threads]).region.isInside)
    }
    #expect(try sweep().predict(at: [999, 4096, 0.8]).region.isInside)
  }

  @Test("an optimum between far levels fails by leverage, though each level lies in range")
  func sentinel() throws {
    let model = try sweep()
    let canonical = try #require(model.canonical)
    #expect(abs(canonical.stationaryPoint[0] - 520) < 60)
    let region = try model.predict(at: [520, 2048, 0.4]).region
    #expect(!region.isInside)
    guard case .leverage(let found, let largest) = region.breaches.first else {
      Issue.record("a breach by leverage expected, found \(region.breaches)")
      return
    }
    #expect(region.breaches.count == 1)
    #expect(found > 2 * largest && largest == model.region.largestLeverage)
    #expect(try model.predict(at: [60, 2048, 0.4]).region.isInside)
  }

  @Test("beyond the levels of a factor the factor is named")
  func beyond() throws {
    let region = try Tuning.model().predict(at: [36, 6.5]).region
    #expect(
      region.breaches.first
        == .beyondLevels(factor: "threads", value: 6.5, lowest: 2, highest: 6))
    let both = try Tuning.model().predict(at: [0, 10]).region
    #expect(both.breaches.count == 3)
    guard case .leverage = both.breaches.last else {
      Issue.record("a breach by leverage expected last")
      return
    }
  }

  @Test("an empty corner of the box fails by leverage alone")
  func corner() throws {
    // No run near (1, 1).
    let columns = [[-1.0, 0, 1, -1, 0, 1, -1, 0, -0.5], [-1, -1, -1, 0, 0, -0.5, 1, 1, 0.5]]
    let model = try SecondOrderModel(
      names: ["a", "b"], columns: columns, response: disturbance(9))
    let region = try model.predict(at: [1, 1]).region
    #expect(region.breaches.count == 1 && !region.isInside)
    #expect(try model.predict(at: [0, 0.2]).region.isInside)
    // On the way to the corner the verdict turns where the leverage passes that of the runs.
    var verdicts: [Bool] = []
    for step in 0...20 {
      let t = Double(step) / 20
      let prediction = try model.predict(at: [t, 0.2 + 0.8 * t])
      let leverage = try #require(prediction.estimate).leverage
      #expect(prediction.region.isInside == (leverage <= model.region.largestLeverage))
      verdicts.append(prediction.region.isInside)
    }
    #expect(verdicts.contains(true) && verdicts.contains(false))
  }

  @Test("rounding at an edge is forgiven")
  func edges() throws {
    let model = try Tuning.model()
    #expect(try model.predict(at: [(64.0).nextUp, (6.0).nextUp]).region.isInside)
    #expect(try !model.predict(at: [64.001, 6]).region.isInside)
  }
}
