/// Reads NDJSON: one JSON object a line, nested objects flattened to dotted column names.
public enum NDJSONReader {
  /// What bytes that were read from `file` hold: one table over all lines, and tables of the arrays
  /// of objects within them. Blank lines are passed over.
  ///
  /// - Throws: ``ReadError`` with file, line and column, also for a line that is no object.
  /// - Complexity: O(n).
  static func parse(_ bytes: [UInt8], file: String) throws -> JSONTables {
    let text = try TextBytes.utf8(bytes, file: file)
    let objects = try text.withUnsafeBufferPointer { try Self.objects(in: $0, file: file) }
    guard !objects.isEmpty else { throw ReadError(file: file, kind: .empty) }
    return try JSONTables(.array(objects), file: file)
  }

  private static func objects(
    in bytes: UnsafeBufferPointer<UInt8>, file: String
  ) throws -> [JSONValue] {
    var objects: [JSONValue] = []
    var start = 0
    var line = 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var parser = JSONParser(bytes: bytes, range: start..<end, line: line)
      do {
        if !parser.isAtEndAfterSpace() {
          let first = parser.position
          let value = try parser.document()
          guard value.object != nil else {
            throw JSONScanError(
              offset: first,
              kind: .json(expected: "an object on each line", found: character(bytes[first])))
          }
          objects.append(value)
        }
      } catch let error as JSONScanError {
        throw ReadError(file: file, bytes: bytes, offset: error.offset, kind: error.kind)
      }
      start = end + 1
      line += 1
    }
    return objects
  }
}
