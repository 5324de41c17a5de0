/// A cell: its bytes without quotes, and whether it stood in them.
struct Cell {
  var bytes: UnsafeBufferPointer<UInt8>
  var isQuoted: Bool
}

/// A number as one cell spells it, or why there is none.
enum CellNumber {
  case missing
  case notANumber
  case integer(Int64)
  case double(Double)
  /// A whole number beyond 64 bits.
  case bigInteger(Double)
  /// A word for a number that is not finite, where the format has none.
  case bareNonFinite(Double)
}

/// How the bytes of cells become values in a format of text: CSV or JSON.
protocol CellText: Sendable {
  /// The cell that these bytes spell.
  func cell(_ whole: UnsafeBufferPointer<UInt8>) -> Cell

  /// Whether a cell means 'no value'.
  func isMissing(_ cell: Cell) -> Bool

  /// The number that a cell spells; nil where it is none.
  func number(_ cell: Cell) -> CellNumber?

  /// The truth value that a cell spells; nil where it is none.
  func boolean(_ cell: Cell) -> Bool?

  /// The time that a cell spells; nil where it is none.
  func time(_ cell: Cell) -> Timestamp?

  /// Whether the label of a cell is its bytes as they stand.
  func isVerbatim(_ cell: Cell) -> Bool

  /// The label of a cell that is not verbatim.
  func label(_ cell: Cell) -> CellLabel

  /// Whether every cell has to be asked about by ``needsCare(_:kind:scale:)``.
  var inspectsNumbers: Bool { get }

  /// Whether a cell may be something else than what the kernels for numbers take it for.
  ///
  /// - Parameters:
  ///   - kind: `BS_CELL_INTEGER` and so on.
  ///   - scale: the decimal exponent of the number.
  func needsCare(_ whole: UnsafeBufferPointer<UInt8>, kind: UInt8, scale: Int8) -> Bool
}

/// The label that a cell spells.
enum CellLabel {
  /// The bytes of the cell.
  case verbatim
  /// Other bytes, escapes resolved.
  case bytes([UInt8])
  /// None: the cell is not of the format.
  case invalid
}
