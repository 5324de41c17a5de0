/// Whether a series of repeated runs comes to a steady state, and from which run on.
///
/// The series is parted at its changes of level, by ``RankChangePoints``. The steady part is the last
/// stretch, with those before it whose medians are within `tolerance` of its own. It counts as a steady
/// state if it holds the last quarter of the series.
///
/// Source: E. Barrett, C. F. Bolz-Tereick, R. Killick, S. Mount, L. Tratt, Virtual machine warmup blows
/// hot and cold, OOPSLA 2017, section 4; T. Kalibera, R. Jones, Rigorous benchmarking in reasonable time,
/// ISMM 2013. Theirs parts by mean and variance, and takes an absolute tolerance.
public struct SteadyState: Sendable, Hashable {
  /// How a series comes to its steady state.
  public enum Kind: String, Sendable, CaseIterable {
    /// It is steady from the start.
    case flat
    /// It falls to it: its first values are higher. For times, a warm-up.
    case falling
    /// It rises to it: its first values are lower. For times, a slow-down.
    case rising
    /// It changes within its last quarter.
    case none
  }

  /// How the series comes to its steady state.
  public let kind: Kind
  /// The index of the first value of the steady state; nil where there is none.
  public let start: Int?
  /// What the steady state is like; nil where there is none.
  public let level: ChangePoint.Level?
  /// All changes of level, those within the tolerance too.
  public let changes: [ChangePoint]

  /// Looks for the steady state of values in the order of time; nil for fewer than 10. A constant series
  /// is flat. The infinities count as the least and the greatest value.
  ///
  /// - Parameters:
  ///   - tolerance: by how much the median of a stretch may differ, as a share of that of the last one.
  ///   - minimumLength: the least number of values between two changes.
  ///   - seed: for the p-values of the changes.
  /// - Throws: `StatisticsError.notANumber`.
  /// - Precondition: `tolerance` is not negative, `minimumLength` is above 0.
  /// - Complexity: that of ``RankChangePoints``.
  public init?(
    _ values: [Double], tolerance: Double = 0.01, minimumLength: Int = 3, seed: UInt64 = 1
  ) throws {
    precondition(tolerance >= 0, "no negative tolerance")
    try requireNumbers(values)
    guard values.count >= 10 else { return nil }
    let changes = try RankChangePoints(values, minimumLength: minimumLength, seed: seed).changes
    self.changes = changes
    guard let last = changes.last?.after.median else {
      (kind, start, level) = (.flat, 0, ChangePoint.Level(values[...]))
      return
    }
    // The first change of the last ones that all lead to about the same level.
    let differs = changes.lastIndex { change in
      !(abs((change.before.median ?? .nan) - last) <= tolerance * abs(last))
    }
    let first = differs.map { changes[$0].index } ?? 0
    guard 4 * first <= 3 * values.count else {
      (kind, start, level) = (.none, nil, nil)
      return
    }
    start = first
    level = ChangePoint.Level(values[first...])
    guard let differs, let before = changes[differs].before.median else {
      kind = .flat
      return
    }
    kind = before > last ? .falling : .rising
  }
}
