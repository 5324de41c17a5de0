import Benchmarks
import Facts
import Tables

extension ResultDocument {
  /// What stands in a folder: types, directories, duplicates, Markdown, problems and gaps.
  public init(_ inventory: Inventory, folder: BenchmarkFolder) {
    var tables = [
      OutputTable(
        headers: ["type", "files", "bytes", "latest modified"],
        rows: inventory.kinds.map { kind in
          [
            .label(kind.kind.rawValue), .count(kind.count), .count(kind.bytes),
            .label(kind.latest?.modified.map(NumberText.time)),
          ]
        } + [[.label("all"), .count(inventory.fileCount), .count(inventory.bytes), .label(nil)]]),
      OutputTable(
        title: "Directories", headers: ["directory", "files"],
        rows: inventory.directories.map { [.label($0.path), .count($0.fileCount)] }),
    ]
    if inventory.kinds.contains(where: { $0.kind == .markdown }) {
      tables.append(
        OutputTable(
          title: "Markdown", headers: ["headings", "tables", "lines that begin with #"],
          rows: [
            [
              .count(inventory.headingCount), .count(inventory.markdownTableCount),
              .count(inventory.hashLineCount),
            ]
          ]))
    }
    if !inventory.formats.isEmpty {
      tables.append(
        OutputTable(
          title: "Outputs of known tools", headers: ["format", "tool", "files"],
          rows: inventory.formats.map {
            [
              .label($0.format.identifier), .label($0.format.tool),
              .label($0.paths.joined(separator: ", ")),
            ]
          }))
    }
    if !inventory.duplicates.isEmpty {
      tables.append(
        OutputTable(
          title: "Files with the same bytes", headers: ["first", "repeated as"],
          rows: inventory.duplicates.map {
            [.label($0.paths[0]), .label($0.paths.dropFirst().joined(separator: ", "))]
          }))
    }
    if !inventory.problems.isEmpty {
      tables.append(
        OutputTable(
          title: "Files that could not be used", headers: ["file", "reason"],
          rows: inventory.problems.map { [.label($0.path), .label($0.problem!.description)] }))
    }
    if !inventory.gaps.isEmpty {
      tables.append(
        OutputTable(
          title: "Gaps in telemetry", headers: ["metric", "present in", "missing from"],
          rows: inventory.gaps.map {
            [
              .label($0.metric), .count($0.presentIn.count),
              .label($0.missingFrom.joined(separator: ", ")),
            ]
          }))
    }
    let notes =
      (folder.hiddenCount > 0
        ? ["\(folder.hiddenCount) entries whose name begins with a dot were passed over"] : [])
      + (folder.ownOutputs.isEmpty
        ? []
        : ["passed over, written by bench-stats: " + folder.ownOutputs.joined(separator: ", ")])
      + inventory.mixedColumns.map(\.statement) + inventory.notices.map(\.statement)
    self.init(
      kind: "inventory", members: Self.members(inventory, folder), tables: tables, notes: notes,
      hasFindings: !inventory.problems.isEmpty)
  }

  private static func members(
    _ inventory: Inventory, _ folder: BenchmarkFolder
  ) -> [(String, JSONValue)] {
    [
      ("folder", .string(folder.root)), ("files", .count(inventory.fileCount)),
      ("bytes", .count(inventory.bytes)), ("hidden", .count(folder.hiddenCount)),
      (
        "types",
        .array(
          inventory.kinds.map { kind in
            .object([
              ("type", .string(kind.kind.rawValue)), ("files", .count(kind.count)),
              ("bytes", .count(kind.bytes)),
              ("latestModified", .text(kind.latest?.modified?.description)),
              ("latestPath", .text(kind.latest?.path)),
              ("paths", .array(kind.paths.map { .string($0) })),
            ])
          })
      ),
      (
        "directories",
        .array(
          inventory.directories.map {
            .object([("path", .string($0.path)), ("files", .count($0.fileCount))])
          })
      ),
      (
        "formats",
        .array(
          inventory.formats.map {
            .object([
              ("format", .string($0.format.identifier)), ("tool", .string($0.format.tool)),
              ("form", .string($0.format.form)),
              ("paths", .array($0.paths.map { .string($0) })),
            ])
          })
      ),
      (
        "markdown",
        .object([
          ("headings", .count(inventory.headingCount)),
          ("tables", .count(inventory.markdownTableCount)),
          ("hashLines", .count(inventory.hashLineCount)),
        ])
      ),
      (
        "duplicates",
        .array(
          inventory.duplicates.map {
            .object([
              ("sha256", .string($0.sha256)), ("paths", .array($0.paths.map { .string($0) })),
            ])
          })
      ),
      (
        "problems",
        .array(
          inventory.problems.map {
            .object([
              ("path", .string($0.path)), ("reason", .string($0.problem!.description)),
            ])
          })
      ),
      (
        "gaps",
        .array(
          inventory.gaps.map { gap in
            .object([
              ("metric", .string(gap.metric)),
              ("presentIn", .array(gap.presentIn.map { .string($0) })),
              ("missingFrom", .array(gap.missingFrom.map { .string($0) })),
            ])
          })
      ),
    ]
  }
}
