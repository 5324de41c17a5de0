/// What a column is for in a table of runs.
public enum ColumnRole: String, Sendable, CaseIterable {
  /// A measured quantity.
  case metric
  /// A setting that was chosen for the run.
  case factor
  /// What the run is about: model, backend, test.
  case entity
  /// A number or text that tells runs apart: index, time, process.
  case identifier
  /// Free text: prompt, answer.
  case text
  /// The text of an error; filled in failed runs.
  case error
  /// A truth value: whether the run succeeded.
  case success
  /// A statistic that the source computed itself (mean, p95): quoted, never averaged again.
  case sourceSummary = "source-summary"
}

/// A column's role, and the unit of its values where it has one.
public struct ColumnMeaning: Sendable, Equatable {
  /// What the column is for.
  public var role: ColumnRole
  /// The unit of its values; nil where it is not known or there is none.
  public var unit: Unit?

  /// A meaning.
  public init(_ role: ColumnRole, _ unit: Unit? = nil) {
    self.role = role
    self.unit = unit
  }
}
