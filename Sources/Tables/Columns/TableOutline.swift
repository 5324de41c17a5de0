/// What the columns of a table are, without their values.
public struct TableOutline: Sendable, Equatable {
  /// A column without its values.
  public struct Column: Sendable, Equatable {
    /// The name.
    public let name: String
    /// What the values are.
    public let type: ColumnType
    /// The number of rows without a value.
    public let missing: Int
  }

  /// The columns, in the order of the source.
  public let columns: [Column]
  /// The number of rows.
  public let rowCount: Int
  /// What the reader did that the text alone does not tell.
  public let notices: [ReadNotice]
}
