import Benchmarks
import Facts
import Statistics
import Tables

/// A file as `describe` reads it: all of its tables, and the numbers outside of them.
public struct DescribedFile: Sendable {
  let path: String
  let tool: ToolResult?
  let tables: [TableDescription]
  let readings: [Reading]

  /// Reads a file.
  ///
  /// - Parameter keyPath: The one table of a JSON document that is meant; nil for all.
  /// - Parameter memory: What the process may take; nil for as much as it needs. A CSV or TSV file is
  ///   then read in parts, with the same result; others must not be larger.
  /// - Throws: `ReadError`; also where there is neither a table nor a number, and where `memory` does
  ///   not suffice. `StatisticsError`, should a statistic refuse its values.
  public init(
    _ path: String, keyPath: String? = nil, csv: CSVOptions = CSVOptions(),
    configuration: Configuration = Configuration(), memory: MemoryAllowance? = nil
  ) throws {
    self.path = path
    if let memory, let parts = try FileInParts(path, csv: csv, allowance: memory) {
      guard keyPath == nil else {
        throw ReadError(file: path, kind: .noTable(found: "no table and no number"))
      }
      tool = parts.tool
      tables = [try TableDescription(parts.runs(configuration), path: path)]
      readings = []
      return
    }
    let file = try BenchmarkFile(path, csv: csv)
    tool = file.tool
    let tables = file.tables.filter { keyPath == nil || $0.table.keyPath == keyPath }
    self.tables = try tables.map {
      try TableDescription(TableSelection($0, path: path, configuration: configuration))
    }
    readings = keyPath == nil ? file.data?.readings ?? [] : []
    let hasFigures = keyPath == nil && file.tool?.benchmarks.isEmpty == false
    guard !tables.isEmpty || !readings.isEmpty || hasFigures else {
      let names = file.tables.compactMap(\.table.keyPath).joined(separator: ", ")
      throw ReadError(
        file: path, kind: .noTable(found: names.isEmpty ? "no table and no number" : names))
    }
  }
}

extension ResultDocument {
  /// The columns of tables: type, role and unit, and for numbers the usual statistics over the
  /// succeeded runs; the numbers that stand outside of tables; and of the output of a known tool
  /// why it was taken for one, and the tool's own figures beside ours.
  ///
  /// - Throws: `StatisticsError`, should a statistic refuse its values.
  ///
  /// - Parameter showsDialect: Whether the forms of CSV files are told, choice by choice.
  public init(describing files: [DescribedFile], showsDialect: Bool = false) throws {
    let described = files.flatMap(\.tables)
    let tables = described.map { table in
      OutputTable(
        title: table.title, headers: ColumnDescription.headers, rows: table.columns.map(\.cells))
    }
    let all = OutputTable(
      headers: ["table"] + ColumnDescription.headers,
      rows: described.flatMap { table in
        table.columns.map { [.label(table.name)] + $0.cells }
      })
    let readings = OutputTable(
      title: "Numbers outside of tables", headers: ["file", "key path", "value"],
      rows: files.flatMap { file in
        file.readings.map { [.label(file.path), .label($0.keyPath), .number($0.value)] }
      })
    let figures = files.flatMap(ToolFigures.tables)
    let dialects = showsDialect ? described.flatMap { Self.dialect($0) } : []
    self.init(
      kind: "describe",
      members: [
        ("files", .array(files.map { Self.json($0, showsDialect: showsDialect) }))
      ],
      tables: tables + dialects + (readings.rows.isEmpty ? [] : [readings]) + figures,
      csvTable: !described.isEmpty ? all : readings.rows.isEmpty ? figures.first : readings,
      notes: files.flatMap(ToolFigures.notes)
        + described.flatMap { table in
          (table.model.notices.map(\.statement) + table.notes).map {
            described.count == 1 ? $0 : "\(table.name): \($0)"
          }
        },
      hasFindings: described.contains { $0.failed.count > 0 }
        || files.contains { ToolFigures.hasFindings($0.tool) })
  }

  /// The form of a CSV file as a table; none for other files.
  private static func dialect(_ described: TableDescription) -> [OutputTable] {
    guard let dialect = described.model.dialect else { return [] }
    return [
      OutputTable(
        title: "\(described.name): form of the text",
        headers: ["choice", "value", "origin", "reason"],
        rows: dialect.rows.map {
          [.label($0.name), .label($0.value), .label($0.origin.rawValue), .label($0.reason)]
        })
    ]
  }

  private static func dialectJSON(_ table: Table) -> [(String, JSONValue)] {
    guard let dialect = table.dialect else { return [] }
    return [
      (
        "dialect",
        .object(
          dialect.rows.map {
            (
              $0.name,
              .object([
                ("value", .string($0.value)), ("origin", .string($0.origin.rawValue)),
                ("reason", .string($0.reason)),
              ])
            )
          })
      )
    ]
  }

  private static func json(
    _ file: DescribedFile, showsDialect: Bool
  ) -> JSONValue {
    .object(
      [
        ("file", .string(file.path)),
        (
          "tables",
          .array(
            file.tables.map { table in
              .object(
                [
                  ("keyPath", .text(table.model.keyPath)),
                  ("rows", .count(table.rowCount)),
                  ("failed", .count(table.failed.count)),
                  ("columns", .array(table.columns.map(\.json))),
                ] + (showsDialect ? dialectJSON(table.model) : []))
            })
        ),
        (
          "readings",
          .array(
            file.readings.map {
              .object([("keyPath", .string($0.keyPath)), ("value", .number($0.value))])
            })
        ),
      ] + (file.tool.map { [("tool", ToolFigures.json($0))] } ?? []))
  }
}
