/// A factor with the linear code that puts its range on −1...1: coded = (level − centre) / half
/// width.
///
/// Stationary points in original units don't depend on the code; eigenvalues and the distance from
/// the centre do.
public struct CodedFactor: Sendable, Equatable {
  /// The factor's name, which names its terms too.
  public let name: String
  /// The level that is coded 0.
  public let centre: Double
  /// The distance from the centre to the level that is coded 1; positive.
  public let halfWidth: Double

  /// A factor with a code that the design prescribes.
  ///
  /// - Precondition: both numbers are finite, `halfWidth` is positive.
  public init(name: String, centre: Double, halfWidth: Double) {
    precondition(centre.isFinite && halfWidth.isFinite && halfWidth > 0, "a finite, positive range")
    self.name = name
    self.centre = centre
    self.halfWidth = halfWidth
  }

  /// A factor coded by the levels that were run: midrange to 0, the extremes to −1 and 1.
  ///
  /// - Parameter levels: one level a run, repeats and order being of no account.
  /// - Throws: `ResponseSurfaceError` for no level, a single one, or a NaN or an infinity.
  /// - Complexity: O(n).
  public init(name: String, levels: [Double]) throws {
    if let row = levels.firstIndex(where: { !$0.isFinite }) {
      throw ResponseSurfaceError.nonFiniteLevel(factor: name, row: row)
    }
    guard let lowest = levels.min(), let highest = levels.max() else {
      throw ResponseSurfaceError.noLevels(factor: name)
    }
    let halfWidth = highest / 2 - lowest / 2
    guard halfWidth > 0 else {
      throw ResponseSurfaceError.constantFactor(factor: name, level: lowest)
    }
    self.init(name: name, centre: lowest / 2 + highest / 2, halfWidth: halfWidth)
  }

  /// The code of a level.
  public func code(_ level: Double) -> Double { (level - centre) / halfWidth }

  /// The level that has a code.
  public func decode(_ coded: Double) -> Double { centre + coded * halfWidth }
}
