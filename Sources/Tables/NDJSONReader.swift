/// Reads NDJSON: one JSON object a line, nested objects flattened to dotted column names.
public enum NDJSONReader {
  /// What a source holds: one table over all lines, and tables of the arrays of objects within
  /// them. Blank lines are passed over.
  ///
  /// - Throws: ``ReadError`` with file, line and column, also for a line that is no object.
  /// - Complexity: O(n). Flat objects are read block by block; a text with objects or arrays within
  ///   the objects is taken into memory.
  static func read(
    _ source: DataSource, threads: Int, labels: Set<String> = []
  ) throws -> JSONTables {
    do {
      let table = try assembleTable(
        JSONCells(), file: source.file, keyPath: "", threads: threads, labels: labels
      ) { NDJSONBlockReader(try source.open(), file: source.file) }
      guard table.rowCount > 0 else { throw ReadError(file: source.file, kind: .empty) }
      return JSONTables(tables: table.columns.isEmpty ? [] : [table], file: source.file)
    } catch is NestedNDJSON {
      return try nested(FileBytes.read(source.open()), file: source.file, labels)
    }
  }

  private static func nested(
    _ bytes: [UInt8], file: String, _ labels: Set<String>
  ) throws -> JSONTables {
    let text = try TextBytes.utf8(bytes, file: file)
    let findings = JSONFindings()
    let objects = try text.withUnsafeBufferPointer {
      try Self.objects(in: $0, file: file, findings)
    }
    guard !objects.isEmpty else { throw ReadError(file: file, kind: .empty) }
    return try JSONTables(.array(objects), file: file, findings: findings, labels: labels)
  }

  private static func objects(
    in bytes: UnsafeBufferPointer<UInt8>, file: String, _ findings: JSONFindings
  ) throws -> [JSONValue] {
    var objects: [JSONValue] = []
    var start = 0
    var line = 1
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      var parser = JSONParser(
        bytes: bytes, range: start..<end, line: line, findings: findings)
      do throws(JSONScanError) {
        if !parser.isAtEndAfterSpace() { objects.append(try object(&parser)) }
      } catch {
        throw ReadError(file: file, bytes: bytes, offset: error.offset, kind: error.kind)
      }
      start = end + 1
      line += 1
    }
    return objects
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
