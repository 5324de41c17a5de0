/// Parses JSON after RFC 8259, and bare `NaN`, `Infinity` and `-Infinity` as some tools write them;
/// each error names its line and column.
///
/// A number beyond the range of doubles becomes an infinity, one below it a zero; a whole number
/// beyond 64 bits becomes a double. Of a key that stands twice in an object the last value counts,
/// at the place of the first. ``DataFile/notices`` tells of all these but the zeros and infinities.
public enum JSONReader {
  /// Arrays and objects may nest this deep.
  public static let depthLimit = 512

  /// The value in a file.
  ///
  /// - Throws: ``ReadError`` with file, line and column; ``ReadError/Kind/empty`` where the file
  ///   holds white space alone.
  public static func read(_ path: String) throws -> JSONValue {
    try parse(FileBytes.content(path), file: path)
  }

  /// The value in bytes that were read from `file`.
  ///
  /// - Throws: as ``read(_:)``.
  /// - Complexity: O(n).
  public static func parse(_ bytes: [UInt8], file: String) throws -> JSONValue {
    try parse(bytes, file: file, findings: nil)
  }

  /// The value in bytes that were read from `file`, with what the parser forgave.
  ///
  /// - Throws: as ``read(_:)``.
  package static func document(_ bytes: [UInt8], file: String) throws -> JSONDocument {
    let findings = JSONFindings()
    return JSONDocument(
      root: try parse(bytes, file: file, findings: findings), findings: findings)
  }

  static func parse(
    _ bytes: [UInt8], file: String, findings: JSONFindings?
  ) throws -> JSONValue {
    let text = try TextBytes.utf8(bytes, file: file)
    return try decode(text, file: file, findings: findings) {
      (parser) throws(JSONScanError) in try parser.value()
    }
  }

  /// What `body` makes of the one value in the bytes, which it must pass over, without a tree of all
  /// that they hold.
  ///
  /// - Parameter text: Bytes as ``TextBytes/utf8(_:file:)`` gives them.
  /// - Throws: as ``read(_:)``.
  package static func decode<Result>(
    _ text: JSONBytes, file: String,
    _ body: (inout JSONParser) throws(JSONScanError) -> Result
  ) throws -> Result {
    try decode(text.bytes, file: file, findings: nil, body)
  }

  private static func decode<Result>(
    _ text: [UInt8], file: String, findings: JSONFindings?,
    _ body: (inout JSONParser) throws(JSONScanError) -> Result
  ) throws -> Result {
    try text.withUnsafeBufferPointer { buffer in
      var parser = JSONParser(bytes: buffer, range: 0..<buffer.count, findings: findings)
      do {
        guard !parser.isAtEndAfterSpace() else { throw ReadError(file: file, kind: .empty) }
        return try parser.document(body)
      } catch let error as JSONScanError {
        throw ReadError(file: file, bytes: buffer, offset: error.offset, kind: error.kind)
      }
    }
  }
}

/// The text of a JSON file: UTF-8 without NUL and without a byte order mark.
package struct JSONBytes: Sendable {
  /// The text.
  package let bytes: [UInt8]

  /// The text in bytes that were read from `file`.
  ///
  /// - Throws: ``ReadError`` where they are no text.
  package init(_ bytes: [UInt8], file: String) throws {
    self.bytes = try TextBytes.utf8(bytes, file: file)
  }

  /// Calls `body` with a parser at the start of the text.
  package func withParser<Result>(_ body: (JSONParser) throws -> Result) rethrows -> Result {
    try bytes.withUnsafeBufferPointer {
      try body(JSONParser(bytes: $0, range: 0..<$0.count))
    }
  }
}

/// A parsed JSON text.
package struct JSONDocument {
  /// The value.
  package let root: JSONValue
  /// What the parser forgave.
  let findings: JSONFindings
}

/// What breaks the form of a JSON text, by byte offset.
package struct JSONScanError: Error {
  var offset: Int
  var kind: ReadError.Kind
}
