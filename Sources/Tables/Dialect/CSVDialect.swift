/// What stands between the whole part and the fraction of numbers.
public enum DecimalMark: String, Sendable, CaseIterable {
  /// `1.5`
  case point
  /// `1,5`
  case comma
}

/// How the characters of a text stand in its bytes.
public enum TextEncoding: String, Sendable {
  /// Without a mark.
  case utf8 = "UTF-8"
  /// With a mark, which is passed over.
  case utf8WithMark = "UTF-8 with a byte order mark"
  /// With its mark, the low byte first.
  case utf16LittleEndian = "UTF-16, little endian"
  /// With its mark, the high byte first.
  case utf16BigEndian = "UTF-16, big endian"
}

/// What ends the records of a text.
public enum LineEnd: String, Sendable {
  /// A line feed.
  case lf = "LF"
  /// A carriage return and a line feed.
  case crlf = "CRLF"
  /// A carriage return.
  case cr = "CR"
  /// Not the same behind every record.
  case mixed = "several kinds"
}

/// Whether a delimiter stands behind the last field.
public enum TrailingDelimiter: String, Sendable {
  /// On no line, or not on every one.
  case none
  /// On every line, the header's too.
  case everyLine = "on every line"
  /// On every line but the header's.
  case rows = "on every line but the header"
}

/// The form in which a CSV text was read: each choice, where it came from, and why.
public struct CSVDialect: Sendable, Equatable {
  /// Where a choice came from.
  public enum Origin: String, Sendable {
    /// From the data.
    case found
    /// From the caller.
    case forced
    /// From neither: nothing in the data speaks for or against it.
    case `default`
  }

  /// One choice.
  public struct Choice<Value: Sendable & Equatable>: Sendable, Equatable {
    /// What was chosen.
    public var value: Value
    /// Where it came from.
    public var origin: Origin
    /// Why, in a few words.
    public var reason: String

    init(_ value: Value, _ origin: Origin, _ reason: String) {
      self.value = value
      self.origin = origin
      self.reason = reason
    }
  }

  /// How characters stand in the bytes.
  public var encoding: Choice<TextEncoding>
  /// What ends records.
  public var lineEnd: Choice<LineEnd>
  /// The byte between fields.
  public var delimiter: Choice<UInt8>
  /// The byte around fields that hold delimiters or line ends; nil where there is none.
  public var quote: Choice<UInt8?>
  /// The byte that begins lines to pass over; nil where there are none.
  public var comment: Choice<UInt8?>
  /// Whether the first record holds the names of the columns.
  public var header: Choice<Bool>
  /// Whether the record under the header holds units.
  public var unitsRow: Choice<Bool>
  /// The decimal mark of numbers.
  public var decimalMark: Choice<DecimalMark>
  /// Whether a delimiter stands behind the last field.
  public var trailingDelimiter: Choice<TrailingDelimiter>
}

extension CSVDialect {
  /// The choices as words, in a fixed order: what, which, where from and why.
  public var rows: [(name: String, value: String, origin: Origin, reason: String)] {
    func row<Value>(
      _ name: String, _ choice: Choice<Value>, _ text: (Value) -> String
    ) -> (String, String, Origin, String) {
      (name, text(choice.value), choice.origin, choice.reason)
    }
    func word(_ isThere: Bool) -> String { isThere ? "yes" : "no" }
    return [
      row("encoding", encoding, \.rawValue), row("line end", lineEnd, \.rawValue),
      row("delimiter", delimiter, Self.character), row("quote", quote, Self.character),
      row("comment", comment, Self.character), row("header", header, word),
      row("units row", unitsRow, word), row("decimal mark", decimalMark, \.rawValue),
      row("trailing delimiter", trailingDelimiter, \.rawValue),
    ]
  }

  private static func character(_ byte: UInt8?) -> String {
    switch byte {
    case nil: "none"
    case UInt8(ascii: "\t"): "tab"
    case let byte?: String(Unicode.Scalar(byte))
    }
  }
}
