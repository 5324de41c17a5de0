import TestSupport

@testable import Tables

#if canImport(Benchmarks)
  import Benchmarks
#endif

/// That a text was read in two ways with two results, or a table is not whole.
struct Disagreement: Error {
  var words: String
}

/// What a text is read as, and what must hold of it whatever it is.
enum FuzzFormat: CaseIterable {
  case csv, dialects, ndjson, json, unknown

  /// A text of the format, mostly broken somewhere.
  func text(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes = whole(&random)
    for _ in 0..<Int.random(in: 0...6, using: &random) { bytes.mutate(&random) }
    return bytes
  }

  private func whole(_ random: inout SeededGenerator) -> [UInt8] {
    let rows = Int.random(in: 0...80, using: &random)
    let known = KnownTable(&random, rows: rows)
    switch self {
    case .csv: return known.csv(&random)
    case .dialects: return Self.otherDialect(known.csv(&random), &random)
    case .ndjson: return known.ndjson(&random)
    case .json: return Self.document(known.ndjson(&random), &random)
    case .unknown:
      let known = [FuzzFormat.csv, .dialects, .ndjson, .json].randomElement(using: &random)!
      let head = Self.headsOfTools.randomElement(using: &random)!
      return Bool.random(using: &random) ? known.whole(&random) : Array(head.utf8)
    }
  }

  /// The text with another delimiter or quote, under other lines.
  private static func otherDialect(
    _ bytes: [UInt8], _ random: inout SeededGenerator
  ) -> [UInt8] {
    let delimiter = ";\t|,".utf8.randomElement(using: &random)!
    let quote = "\"\"'".utf8.randomElement(using: &random)!
    let head = ["", "# made by a tool\n", "ms,s,%\n", "sep=;\n", "\u{FEFF}"]
    return Array(head.randomElement(using: &random)!.utf8)
      + bytes.map { $0 == 0x2C ? delimiter : $0 == 0x22 ? quote : $0 }
  }

  /// Lines of objects as one document.
  private static func document(_ lines: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    let objects = String(decoding: lines, as: UTF8.self).split(separator: "\n")
      .filter { $0.contains("{") }.joined(separator: ",")
    let texts = [
      "[\(objects)]", "{\"a\":[\(objects)],\"b\":{\"c\":1}}", "{\"a\":{\"b\":[[\(objects)]]}}",
    ]
    return Array(texts.randomElement(using: &random)!.utf8)
  }

  /// Beginnings of what some tools write.
  private static let headsOfTools = [
    "{\"context\":{\"date\":\"2025\"},\"benchmarks\":[{\"name\":\"a/8\",\"run_name\":\"a/8\","
      + "\"run_type\":\"iteration\",\"iterations\":10,\"real_time\":1.5,\"cpu_time\":1.4,"
      + "\"time_unit\":\"ns\"}]}",
    "{\"results\":[{\"command\":\"x\",\"mean\":1.5,\"stddev\":0.1,\"times\":[1.4,1.6]}]}",
    "goos: linux\ngoarch: amd64\npkg: p\nBenchmarkA-8 \t 100\t 12.5 ns/op\t 0 B/op\nPASS\n",
    "name,iterations,real_time,cpu_time,time_unit\n\"a\",10,1.5,1.4,ns\n",
    "[{\"benchmark\":\"a.b\",\"mode\":\"avgt\",\"primaryMetric\":{\"score\":1.5,"
      + "\"scoreUnit\":\"ns/op\",\"rawData\":[[1.4,1.6]]}}]",
  ]

  /// Reads a text; returns where all is well, with a table or with a ``ReadError``.
  ///
  /// - Throws: ``Disagreement``, and errors of other types.
  func check(_ bytes: [UInt8], _ random: inout SeededGenerator) throws {
    switch self {
    case .csv: try checkCSV(bytes, &random)
    case .dialects:
      for isLenient in [false, true] {
        try checkFile(bytes, .csv, CSVOptions(threads: 2, isLenient: isLenient))
      }
    case .ndjson:
      try checkNDJSON(bytes, &random)
      try checkFile(bytes, .ndjson)
    case .json: try checkFile(bytes, .json)
    case .unknown:
      try checkFile(bytes, nil)
      #if canImport(Benchmarks)
        do { _ = try ToolFormats.read(file: "f", bytes: bytes) } catch is ReadError {}
      #endif
    }
  }

  private func path(_ random: inout SeededGenerator) -> LoadingPath {
    var path = LoadingPath.others.randomElement(using: &random)!
    path.blockSize = [1, 50, 64, 100, 257, 1 << 18].randomElement(using: &random)!
    return path
  }

  private func checkCSV(_ bytes: [UInt8], _ random: inout SeededGenerator) throws {
    var form = CSVForm()
    if Int.random(in: 0..<3, using: &random) == 0 {
      form.quote = [0, 0x22, 0x27].randomElement(using: &random)!
      form.comment = [0, 0x23].randomElement(using: &random)!
      form.hasHeader = Bool.random(using: &random)
      form.hasUnitsRow = form.hasHeader && Bool.random(using: &random)
      form.trailingDelimiter = [.none, .rows, .everyLine].randomElement(using: &random)!
    }
    let path = path(&random)
    let plain = try loadCSV(bytes, .plain, form: form)
    guard try loadCSV(bytes, path, form: form) == plain else {
      throw Disagreement(words: "\(path) and one block differ, \(form)")
    }
    if case .table(let table) = plain { try checkTable(table) }
  }

  private func checkNDJSON(_ bytes: [UInt8], _ random: inout SeededGenerator) throws {
    let path = path(&random)
    guard let flat = try loadFlatNDJSON(bytes, path) else { return }
    if case .table(let table) = flat, table.columns.isEmpty { return }
    guard flat.withoutNotices == (try loadNestedNDJSON(bytes)).withoutNotices else {
      throw Disagreement(words: "\(path) and the reader of nested objects differ")
    }
  }

  private func checkFile(
    _ bytes: [UInt8], _ format: DataFormat?, _ options: CSVOptions = CSVOptions()
  ) throws {
    do {
      for table in try DataFile.parse(bytes, file: "f", format: format, csv: options).tables {
        try checkTable(table)
      }
    } catch let error as ReadError {
      if error.file != "f" || error.message.isEmpty || (error.line ?? 1) < 1 {
        throw Disagreement(words: "a bad error: \(error)")
      }
    }
  }

  /// Every cell of the table can be had, and the table can be written.
  private func checkTable(_ table: Table) throws {
    for column in table.columns {
      let missing = (0..<column.count).count { column.text(at: $0) == nil }
      guard missing == column.missing.count, column.count == table.rowCount else {
        throw Disagreement(words: "column \(column.name)")
      }
    }
    // Several objects of a document may stand on one line, and those of one table anywhere.
    let isOrdered =
      table.keyPath != nil
      || zip(table.rowLines, table.rowLines.dropFirst()).allSatisfy { $0 < $1 }
    guard isOrdered, table.columns.isEmpty || table.rowLines.count == table.rowCount else {
      throw Disagreement(words: "lines of rows")
    }
    _ = CSVWriter.text(table)
  }
}
