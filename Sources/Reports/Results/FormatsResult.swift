import Benchmarks
import Facts
import Tables

/// The formats of tools, for lists of them.
enum FormatsList {
  static func json(_ format: ToolFormat) -> JSONValue {
    .object([
      ("identifier", .string(format.identifier)), ("tool", .string(format.tool)),
      ("form", .string(format.form)),
      ("standardDeviation", .string(format.standardDeviation.rawValue)),
      ("percentile", .string(format.percentile.rawValue)),
      ("traps", .array(format.traps.map { .string($0) })),
    ])
  }
}

extension ResultDocument {
  /// The formats of benchmark tools that are recognised, with the rules behind their figures and
  /// what is easily misread in them.
  public init(formats: [ToolFormat]) {
    let list = OutputTable(
      headers: ["format", "tool", "form", "standard deviation", "percentiles"],
      rows: formats.map { format in
        [
          .label(format.identifier), .label(format.tool), .label(format.form),
          .label(format.standardDeviation.rawValue), .label(format.percentile.rawValue),
        ]
      })
    let traps = OutputTable(
      title: "Easily misread", headers: ["format", "trap"],
      rows: formats.flatMap { format in
        format.traps.map { [.label(format.identifier), .label($0)] }
      })
    let all = OutputTable(
      headers: list.headers + ["traps"],
      rows: zip(formats, list.rows).map { format, row in
        row + [.label(format.traps.joined(separator: "; "))]
      })
    self.init(
      kind: "formats", members: [("formats", .array(formats.map(FormatsList.json)))],
      tables: [list] + (traps.rows.isEmpty ? [] : [traps]), csvTable: all, notes: [],
      hasFindings: false)
  }
}
