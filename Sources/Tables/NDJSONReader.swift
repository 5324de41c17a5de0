/// Reads NDJSON: one JSON object a line, nested objects flattened to dotted column names.
public enum NDJSONReader {
  /// What a source holds: one table over all lines, and tables of the arrays of objects within
  /// them. Blank lines are passed over.
  ///
  /// - Throws: ``ReadError`` with file, line and column, also for a line that is no object.
  /// - Complexity: O(n). Flat objects are read block by block; a text with objects or arrays within
  ///   the objects is taken into memory.
  static func read(
    _ source: DataSource, threads: Int, labels: Set<TextKey> = []
  ) throws -> JSONTables {
    do {
      let table = try assembleTable(
        JSONCells(), file: source.file, keyPath: "", threads: threads, labels: labels
      ) { NDJSONBlockReader(try source.open(), file: source.file) }
      // No object has a member, or there is no object.
      guard !table.columns.isEmpty else { throw NestedNDJSON() }
      return JSONTables(tables: [table], file: source.file)
    } catch is NestedNDJSON {
      return try nested(
        FileBytes.read(source.open(), file: source.file), file: source.file, labels)
    }
  }

  /// What UTF-8 bytes hold, objects and arrays within the objects too.
  static func nested(
    _ bytes: [UInt8], file: String, _ labels: Set<TextKey>
  ) throws -> JSONTables {
    let findings = JSONFindings()
    let objects = try bytes.withUnsafeBufferPointer {
      try Self.objects(in: $0, file: file, findings)
    }
    guard !objects.isEmpty else { throw ReadError(file: file, kind: .empty) }
    return try JSONTables(.array(objects), file: file, findings: findings, labels: labels)
  }

  private static func objects(
    in bytes: UnsafeBufferPointer<UInt8>, file: String, _ findings: JSONFindings
  ) throws -> [JSONValue] {
    let noText = TextBytes.firstError(bytes)
    var objects: [JSONValue] = []
    var start = 0
    var line = 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      // What is no text goes before what is no object, within a line.
      if let noText, noText.offset < end {
        throw place(file, bytes, noText.offset, noText.kind)
      }
      var parser = JSONParser(
        bytes: bytes, range: start..<end, line: line, isOneLine: true, findings: findings)
      do throws(JSONScanError) {
        if !parser.isAtEndAfterSpace() { objects.append(try object(&parser)) }
      } catch {
        throw place(file, bytes, error.offset, error.kind)
      }
      start = end + 1
      line += 1
    }
    return objects
  }

  /// An error at an offset. Lines end with LF alone: CR is white space between the parts of a line.
  static func place(
    _ file: String, _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ kind: ReadError.Kind
  ) -> ReadError {
    let before = bytes[..<min(offset, bytes.count)]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return ReadError(
      file: file, line: 1 + before.count { $0 == UInt8(ascii: "\n") },
      column: 1 + before[start...].count { $0 & 0xC0 != 0x80 }, kind: kind)
  }

  /// The one object of a line.
  static func object(_ parser: inout JSONParser) throws(JSONScanError) -> JSONValue {
    let first = parser.position
    let value = try parser.document()
    guard value.object != nil else {
      throw JSONScanError(
        offset: first,
        kind: .json(
          expected: "an object on each line", found: character(parser.bytes[first])))
    }
    return value
  }
}
