/// The form of a CSV text, decided: what stands between fields, and around them.
struct CSVForm: Sendable, Equatable {
  /// The byte between fields.
  var delimiter = UInt8(ascii: ",")
  /// The byte around fields that hold delimiters or line ends; 0 where there is none.
  var quote = UInt8(ascii: "\"")
  /// The byte that begins lines to pass over; 0 where there are none.
  var comment: UInt8 = 0
  /// Whether the first record holds the names of the columns.
  var hasHeader = true
  /// Whether the record under the header holds units.
  var hasUnitsRow = false
  /// The decimal mark of numbers.
  var decimal = DecimalMark.point
  /// Whether a delimiter stands behind the last field.
  var trailingDelimiter = TrailingDelimiter.none

  /// The form of RFC 4180.
  init() {}
}
