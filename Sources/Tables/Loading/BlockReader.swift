/// Reads a file block after block, each of whole records: the part of loading that must happen in
/// order.
protocol BlockReader: AnyObject {
  /// The file as the caller named it.
  var file: String { get }

  /// The columns found so far.
  var registry: ColumnRegistry { get }

  /// Puts the next records into `block`; false at the end. Called by one thread at a time.
  ///
  /// - Throws: ``ReadError`` with the place of what is wrong.
  func next(into block: RecordBlock) throws -> Bool

  /// What finds the cells of blocks for one thread.
  func makeLocator() -> any CellLocator

  /// The error for a record of which a cell is not of the format; nil where none is found.
  func error(in block: RecordBlock, row: Int) -> (any Error)?

  /// The number of bytes left, where it is known; for reserving memory.
  var expectedCount: Int? { get }
}

/// Finds the cells of blocks; one for each thread, so that blocks are searched side by side.
protocol CellLocator: AnyObject {
  /// Says where the cells of a block are.
  func locate(_ block: RecordBlock) throws
}
