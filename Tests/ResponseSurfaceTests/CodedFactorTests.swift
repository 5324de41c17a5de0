import ResponseSurface
import Testing

@Suite("Coded factors")
struct CodedFactorTests {
  @Test("levels give midrange and half range")
  func fromLevels() throws {
    let factor = try CodedFactor(name: "num_gpu", levels: [60, 999, 40, 80, 40])
    #expect(factor == CodedFactor(name: "num_gpu", centre: 519.5, halfWidth: 479.5))
    #expect(factor.code(40) == -1 && factor.code(999) == 1)
    #expect(factor.decode(0) == 519.5)
  }

  @Test("decoding undoes coding", arguments: [-3.7, 0, 0.1, 12, 1e6])
  func roundTrip(level: Double) {
    let factor = CodedFactor(name: "t", centre: 0.5, halfWidth: 0.3)
    #expect(abs(factor.decode(factor.code(level)) - level) <= 1e-15 * max(1, abs(level)))
  }

  @Test("a constant factor throws", arguments: [[3.0], [3, 3, 3]])
  func constant(levels: [Double]) {
    #expect(throws: ResponseSurfaceError.constantFactor(factor: "t", level: 3)) {
      _ = try CodedFactor(name: "t", levels: levels)
    }
  }

  @Test("no level and levels that are not numbers throw")
  func bad() {
    #expect(throws: ResponseSurfaceError.noLevels(factor: "t")) {
      _ = try CodedFactor(name: "t", levels: [])
    }
    #expect(throws: ResponseSurfaceError.nonFiniteLevel(factor: "t", row: 1)) {
      _ = try CodedFactor(name: "t", levels: [1, .nan, 2])
    }
  }

  @Test("the widest range does not overflow")
  func wide() throws {
    let limit = Double.greatestFiniteMagnitude
    let factor = try CodedFactor(name: "t", levels: [-limit, limit])
    #expect(factor.centre == 0 && factor.halfWidth == limit)
  }

  @Test("errors are readable")
  func descriptions() {
    #expect(
      ResponseSurfaceError.constantFactor(factor: "num_ctx", level: 2048).description
        == "factor num_ctx has the one level 2048; a surface needs two or more")
  }
}
