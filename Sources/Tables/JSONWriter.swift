/// Writes JSON: members in the order given, shortest round-trip numbers, the same bytes always.
public enum JSONWriter {
  /// The text of a value, two spaces a level, with a line break at the end. Arrays and objects
  /// without a nested array or object stand on one line where they fit in 100 characters.
  ///
  /// - Complexity: O(n).
  public static func text(_ value: JSONValue) -> String {
    var writer = Writer()
    writer.write(value, indent: 0)
    writer.bytes.append(UInt8(ascii: "\n"))
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  /// The text of a value on one line.
  public static func compactText(_ value: JSONValue) -> String {
    var writer = Writer()
    writer.writeOnOneLine(value)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private struct Writer {
    var bytes: [UInt8] = []

    mutating func write(_ value: JSONValue, indent: Int) {
      guard isNested(value) || !fitsOnOneLine(value, indent: indent) else { return }
      switch value {
      case .array(let elements):
        block("[", "]", elements.count, indent) { $0.write(elements[$1], indent: indent + 1) }
      case .object(let object):
        block("{", "}", object.members.count, indent) { writer, i in
          writer.writeString(object.members[i].key)
          writer.append(": ")
          writer.write(object.members[i].value, indent: indent + 1)
        }
      default: writeOnOneLine(value)
      }
    }

    /// Writes the value on one line; takes it back and answers false where it is too long.
    private mutating func fitsOnOneLine(_ value: JSONValue, indent: Int) -> Bool {
      let start = bytes.count
      writeOnOneLine(value)
      let isScalar = value.array == nil && value.object == nil
      if isScalar || bytes.count - start + 2 * indent <= 100 { return true }
      bytes.removeSubrange(start...)
      return false
    }

    private func isNested(_ value: JSONValue) -> Bool {
      func isContainer(_ v: JSONValue) -> Bool {
        switch v {
        case .array(let elements): !elements.isEmpty
        case .object(let object): !object.members.isEmpty
        default: false
        }
      }
      return switch value {
      case .array(let elements): elements.contains(where: isContainer)
      case .object(let object): object.members.contains { isContainer($0.value) }
      default: false
      }
    }

    private mutating func block(
      _ open: StaticString, _ close: StaticString, _ count: Int, _ indent: Int,
      _ element: (inout Writer, Int) -> Void
    ) {
      append(open)
      for i in 0..<count {
        if i > 0 { append(",") }
        newLine(indent + 1)
        element(&self, i)
      }
      newLine(indent)
      append(close)
    }

    private mutating func newLine(_ indent: Int) {
      append("\n")
      for _ in 0..<indent { append("  ") }
    }

    mutating func writeOnOneLine(_ value: JSONValue) {
      switch value {
      case .null: append("null")
      case .boolean(let value): append(value ? "true" : "false")
      case .integer(let value): bytes.append(contentsOf: String(value).utf8)
      case .double(let value):
        if value.isFinite { bytes.append(contentsOf: shortest(value).utf8) } else { append("null") }
      case .string(let value): writeString(value)
      case .array(let elements):
        append("[")
        for (i, element) in elements.enumerated() {
          if i > 0 { append(", ") }
          writeOnOneLine(element)
        }
        append("]")
      case .object(let object):
        append("{")
        for (i, member) in object.members.enumerated() {
          if i > 0 { append(", ") }
          writeString(member.key)
          append(": ")
          writeOnOneLine(member.value)
        }
        append("}")
      }
    }

    mutating func writeString(_ text: String) {
      append("\"")
      if !Self.needsEscapes(text) {
        bytes.append(contentsOf: text.utf8)
        return append("\"")
      }
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\""): append("\\\"")
        case UInt8(ascii: "\\"): append("\\\\")
        case 0x0A: append("\\n")
        case 0x0D: append("\\r")
        case 0x09: append("\\t")
        case 0..<0x20, 0x7F:
          let digits = String(byte, radix: 16)
          append(digits.count < 2 ? "\\u000" : "\\u00")
          bytes.append(contentsOf: digits.utf8)
        default: bytes.append(byte)
        }
      }
      append("\"")
    }

    private static func needsEscapes(_ text: String) -> Bool {
      text.utf8.contains { byte in
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
      }
    }

    private mutating func append(_ text: StaticString) {
      bytes.append(
        contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
  }
}
