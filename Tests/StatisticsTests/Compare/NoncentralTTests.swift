import TestSupport
import Testing

@testable import Statistics

@Suite struct NoncentralTTests {
  // By mpmath's quadrature with 30 digits: t, degrees of freedom, noncentrality, both tails.
  @Test(arguments: [
    (1.5, 3, 0.5, 0.7756949735869387, 0.22430502641306127),
    (-2, 7, 1, 0.004349775981635476, 0.9956502240183646),
    (12, 5, 9, 0.7227602263712352, 0.27723977362876484),
    (0.3, 40, 0, 0.6171346416144904, 0.38286535838550956),
    (60, 1, 40, 0.5050442216354019, 0.4949557783645982),
    (500, 1, 450, 0.3681212085983208, 0.6318787914016792),
    (5000, 8, 4000, 0.7446767058154625, 0.2553232941845374),
    (2500, 20, 2600, 0.3608089226929415, 0.6391910773070585),
    (3, 2000, 2, 0.8409821184535761, 0.15901788154642396),
  ])
  func tailsAsByQuadrature(
    t: Double, df: Double, noncentrality: Double, lower: Double, upper: Double
  ) {
    let tails = NoncentralT(degreesOfFreedom: df, noncentrality: noncentrality).tails(t)
    expectDigits(tails.lower, lower, 12, "lower")
    expectDigits(tails.upper, upper, 12, "upper")
  }

  @Test func noncentralitiesInvertTails() throws {
    for (t, df) in [(2.0, 9.0), (-30, 4), (1e7, 2), (-1e12, 1), (0, 50), (5, 1e6)] {
      for q in [0.001, 0.025, 0.975] {
        let found = try #require(
          NoncentralT.noncentrality(of: t, degreesOfFreedom: df, upperTail: q))
        let tails = NoncentralT(degreesOfFreedom: df, noncentrality: found).tails(t)
        expectDigits(tails.upper, q, 9, "t = \(t), df = \(df)")
      }
    }
  }

  @Test func effectsBeyondMeasure() throws {
    let found = try HedgesG([1, 1.0000001, 1], [2, 2, 2.0000001])
    let limits = try #require(found.interval)
    #expect(found.estimate! < -1e6 && limits.lower! < found.estimate!)
    #expect(limits.upper! > found.estimate! && limits.upper! < 0)
  }
}
