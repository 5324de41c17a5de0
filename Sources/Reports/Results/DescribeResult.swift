import Benchmarks
import Facts
import Statistics
import Tables

/// A file as `describe` reads it: all of its tables, and the numbers outside of them.
public struct DescribedFile: Sendable {
  let path: String
  let tool: ToolResult?
  let selections: [TableSelection]
  let readings: [Reading]

  /// Reads a file.
  ///
  /// - Parameter keyPath: The one table of a JSON document that is meant; nil for all.
  /// - Throws: `ReadError`; also where there is neither a table nor a number.
  public init(
    _ path: String, keyPath: String? = nil, csv: CSVOptions = CSVOptions(),
    configuration: Configuration = Configuration()
  ) throws {
    self.path = path
    let file = try BenchmarkFile(path, csv: csv)
    tool = file.tool
    let tables = file.tables.filter { keyPath == nil || $0.table.keyPath == keyPath }
    selections = try tables.map { try TableSelection($0, path: path, configuration: configuration) }
    readings = keyPath == nil ? file.data?.readings ?? [] : []
    let hasFigures = keyPath == nil && file.tool?.benchmarks.isEmpty == false
    guard !selections.isEmpty || !readings.isEmpty || hasFigures else {
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
    let described = try files.flatMap { file in
      try file.selections.map { selection in
        (selection, try selection.run.columns.map { try ColumnDescription(selection, $0) })
      }
    }
    let tables = described.map { selection, columns in
      OutputTable(
        title: Self.title(selection), headers: ColumnDescription.headers,
        rows: columns.map(\.cells))
    }
    let all = OutputTable(
      headers: ["table"] + ColumnDescription.headers,
      rows: described.flatMap { selection, columns in
        columns.map { [.label(Self.name(selection))] + $0.cells }
      })
    let readings = OutputTable(
      title: "Numbers outside of tables", headers: ["file", "key path", "value"],
      rows: files.flatMap { file in
        file.readings.map { [.label(file.path), .label($0.keyPath), .number($0.value)] }
      })
    let figures = files.flatMap(ToolFigures.tables)
    let dialects = showsDialect ? described.flatMap { Self.dialect($0.0) } : []
    self.init(
      kind: "describe",
      members: [
        ("files", .array(files.map { Self.json($0, described, showsDialect: showsDialect) }))
      ],
      tables: tables + dialects + (readings.rows.isEmpty ? [] : [readings]) + figures,
      csvTable: !described.isEmpty ? all : readings.rows.isEmpty ? figures.first : readings,
      notes: files.flatMap(ToolFigures.notes)
        + described.flatMap { selection, _ in
          (selection.run.table.notices.map(\.statement)
            + MixedColumn.search(selection.run.table).map(\.statement)
            + selection.exclusionNotes(missing: 0)).map {
              described.count == 1 ? $0 : "\(Self.name(selection)): \($0)"
            }
        },
      hasFindings: described.contains { !$0.0.run.failed.isEmpty }
        || files.contains { ToolFigures.hasFindings($0.tool) })
  }

  /// The form of a CSV file as a table; none for other files.
  private static func dialect(_ selection: TableSelection) -> [OutputTable] {
    guard let dialect = selection.run.table.dialect else { return [] }
    return [
      OutputTable(
        title: "\(name(selection)): form of the text",
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

  private static func name(_ selection: TableSelection) -> String {
    selection.run.path + (selection.run.table.keyPath.map { $0.isEmpty ? "" : ":\($0)" } ?? "")
  }

  private static func title(_ selection: TableSelection) -> String {
    "\(name(selection)): " + counted(selection.run.table.rowCount, "row")
  }

  private static func json(
    _ file: DescribedFile, _ described: [(TableSelection, [ColumnDescription])],
    showsDialect: Bool
  ) -> JSONValue {
    .object(
      [
        ("file", .string(file.path)),
        (
          "tables",
          .array(
            described.filter { $0.0.run.path == file.path }.map { selection, columns in
              .object(
                [
                  ("keyPath", .text(selection.run.table.keyPath)),
                  ("rows", .count(selection.run.table.rowCount)),
                  ("failed", .count(selection.run.failed.count)),
                  ("columns", .array(columns.map(\.json))),
                ] + (showsDialect ? dialectJSON(selection.run.table) : []))
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

/// One column of a table in figures.
struct ColumnDescription {
  static let headers = [
    "column", "type", "role", "unit", "n", "missing", "mean", "sd", "min", "median", "max", "mad",
  ]

  private let column: RunColumn
  private let type: ColumnType
  private let n: Int
  private let missing: Int
  private let summary: Summary?

  init(_ selection: TableSelection, _ column: RunColumn) throws {
    self.column = column
    let data = selection.run.table.columns[column.index]
    type = data.type
    let rows = selection.run.succeededRows
    let present = rows.filter { !data.missing[$0] }
    n = present.count
    missing = rows.count - present.count
    summary =
      data.isNumeric
      ? try Summary(present.compactMap { data.double(at: $0) }.filter { !$0.isNaN }) : nil
  }

  var cells: [OutputCell] {
    [
      .label(column.name), .label(type.rawValue), .label(column.meaning.role.rawValue),
      .label(column.meaning.unit?.symbol), .count(n), .count(missing),
    ]
      + [
        summary?.mean, summary?.standardDeviation, summary?.minimum, summary?.median,
        summary?.maximum, summary?.medianAbsoluteDeviation,
      ].map { .number($0) }
  }

  var json: JSONValue {
    .object([
      ("name", .string(column.name)), ("type", .string(type.rawValue)),
      ("role", .string(column.meaning.role.rawValue)), ("unit", .text(column.meaning.unit?.symbol)),
      ("n", .count(n)), ("missing", .count(missing)), ("mean", .number(summary?.mean)),
      ("sd", .number(summary?.standardDeviation)), ("min", .number(summary?.minimum)),
      ("median", .number(summary?.median)), ("max", .number(summary?.maximum)),
      ("mad", .number(summary?.medianAbsoluteDeviation)),
    ])
  }
}
