/// A JSON value after RFC 8259; whole numbers that fit 64 bits stay whole.
public enum JSONValue: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case boolean(Bool)
  /// A number without fraction and exponent that fits 64 bits.
  case integer(Int64)
  /// Any other number.
  case double(Double)
  /// A string.
  case string(String)
  /// An array.
  case array([JSONValue])
  /// An object.
  case object(JSONObject)

  /// The whole number; nil for other values.
  public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

  /// The number as a double; nil for other values.
  public var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// The truth value; nil for other values.
  public var boolean: Bool? { if case .boolean(let value) = self { value } else { nil } }

  /// The string; nil for other values.
  public var string: String? { if case .string(let value) = self { value } else { nil } }

  /// The elements; nil for other values.
  public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }

  /// The object; nil for other values.
  public var object: JSONObject? { if case .object(let value) = self { value } else { nil } }

  /// The value of `key` in an object; nil where there is none.
  public subscript(key: String) -> JSONValue? { object?[key] }

  /// An object from its members, in order.
  public static func object(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(JSONObject(members: members.map { JSONObject.Member(key: $0.0, value: $0.1) }))
  }

  /// A number, or `null` where there is none or it is not finite: JSON has no other way to say so.
  public static func number(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .double(value)
  }

  /// A string, or `null`.
  public static func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }

  /// A count, or `null`.
  public static func count(_ value: Int?) -> JSONValue {
    value.map { .integer(Int64($0)) } ?? .null
  }

  /// A scalar as the text of a label.
  var labelText: String? {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .double(let value): shortest(value)
    case .string(let value): value
    case .null, .array, .object: nil
    }
  }
}

/// A JSON object: its members in the order of the text.
public struct JSONObject: Sendable, Equatable {
  /// A key and its value.
  public struct Member: Sendable, Equatable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// A member.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members in the order of the text.
  public var members: [Member]
  /// The line of the opening brace, counted from 1; 0 for an object made in memory.
  public var line: Int32

  /// An object from its members.
  public init(members: [Member], line: Int32 = 0) {
    self.members = members
    self.line = line
  }

  /// The value of `key`, compared by bytes; the last one where the key stands twice, nil where
  /// there is none.
  ///
  /// - Complexity: O(members).
  public subscript(key: String) -> JSONValue? {
    members.last { $0.key.isSame(as: key) }?.value
  }
}
