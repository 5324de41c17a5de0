/// A place in a series from which on its values are others than before.
public struct ChangePoint: Sendable, Hashable {
  /// What a stretch between two changes is like.
  public struct Level: Sendable, Hashable {
    /// The number of values.
    public let count: Int
    /// Their median; nil between −∞ and ∞.
    public let median: Double?
    /// Their mean; nil where one is infinite.
    public let mean: Double?

    init(_ values: ArraySlice<Double>) {
      count = values.count
      median = (try? SortedSample(Array(values)))?.median
      mean = (try? Moments(Array(values)))?.mean.flatMap { $0.isFinite ? $0 : nil }
    }
  }

  /// The index of the first value after the change.
  public let index: Int
  /// How often so great a change is found in the same values in any order: 1 − p is the confidence. By
  /// permutations, so never 0.
  public let pValue: Double
  /// The stretch from the change before, or the start.
  public let before: Level
  /// The stretch up to the change after, or the end.
  public let after: Level

  /// The changes of a series at ascending places.
  static func list(
    _ values: [Double], _ places: [(index: Int, pValue: Double)]
  ) -> [ChangePoint] {
    let bounds = [0] + places.map(\.index) + [values.count]
    let levels = zip(bounds, bounds.dropFirst()).map { Level(values[$0..<$1]) }
    return places.indices.map {
      ChangePoint(
        index: places[$0].index, pValue: places[$0].pValue, before: levels[$0],
        after: levels[$0 + 1])
    }
  }
}
