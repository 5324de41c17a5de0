import Benchmarks
import Tables

extension FactCollector {
  /// Counts and sizes of files, duplicates, Markdown, problems and gaps.
  mutating func addInventory(_ inventory: Inventory, _ folder: BenchmarkFolder) {
    let n = inventory.fileCount
    addCount("files", ["files"], "files", n, .files, n: n)
    addCount("bytes", ["bytes"], "bytes in all files", inventory.bytes, .bytes, n: n)
    addCount(
      "directories", ["directories"], "directories", inventory.directories.count, .count, n: n)
    if folder.hiddenCount > 0 {
      addCount(
        "hidden", ["hidden"], "entries passed over because their name begins with a dot",
        folder.hiddenCount, .count, n: n)
    }
    for kind in inventory.kinds { addKind(kind) }
    for directory in inventory.directories where directory.fileCount > 0 {
      addCount(
        "directory(\(directory.path))/files", ["directory", directory.path],
        "files directly in \(directory.path)", directory.fileCount, .files, n: directory.fileCount)
    }
    addCount(
      "duplicates/groups", ["duplicate", "groups"], "groups of files with the same bytes",
      inventory.duplicates.count, .count, n: n)
    addCount(
      "duplicates/files", ["duplicate", "files"],
      "files whose bytes stand in an earlier file already",
      inventory.duplicates.reduce(0) { $0 + $1.paths.count - 1 }, .files, n: n)
    addMarkdown(inventory)
    addCount(
      "problems", ["problem", "files"], "files that could not be used as what their name says",
      inventory.problems.count, .files, n: n)
    addRunCounts(folder)
    addCount(
      "repeated_tables", ["repeated", "tables"],
      "tables whose runs stand in an earlier table already", folder.repeatedTables.count, .count,
      n: folder.runTables.count + folder.repeatedTables.count)
    for mixed in inventory.mixedColumns { addMixed(mixed, folder) }
    for (i, notice) in inventory.notices.enumerated() { addNotice(notice, i + 1, folder) }
    for gap in inventory.gaps { addGap(gap, folder) }
  }

  private mutating func addKind(_ kind: Inventory.KindSummary) {
    let name = kind.kind.rawValue
    addCount(
      "\(name)/files", [name, "files"], "\(name) files", kind.count, .files, n: kind.count)
    addCount(
      "\(name)/bytes", [name, "bytes"], "bytes in \(name) files", kind.bytes, .bytes, n: kind.count)
    if kind.count > Inventory.listedPaths {
      addCount(
        "\(name)/unlisted", [name, "unlisted"], "\(name) files beyond the first that are listed",
        kind.count - Inventory.listedPaths, .files, n: kind.count)
    }
    guard let latest = kind.latest, let modified = latest.modified else { return }
    let quantity = Fact.Quantity.time(modified)
    add(
      FactDraft(
        words: [name, "latest"], key: "inventory/\(name)/latest", topic: .inventory,
        statement: sentence(
          "latest modification of a \(name) file", about: Fact.Entity(), quantity),
        quantity: quantity, statistic: "maximum", n: kind.count,
        provenance: Provenance(
          files: [
            Provenance.File(path: latest.path, sha256: latest.sha256, bytes: latest.bytes)
          ], method: .counting)))
  }

  private mutating func addMarkdown(_ inventory: Inventory) {
    guard let documents = inventory.kinds.first(where: { $0.kind == .markdown })?.count else {
      return
    }
    addCount(
      "markdown/headings", ["markdown", "headings"], "headings in Markdown files",
      inventory.headingCount, .count, n: documents)
    addCount(
      "markdown/tables", ["markdown", "tables"], "tables in Markdown files",
      inventory.markdownTableCount, .count, n: documents)
    addCount(
      "markdown/hash_lines", ["markdown", "hash", "lines"],
      "lines of Markdown files that begin with a hash, code blocks included",
      inventory.hashLineCount, .count, n: documents)
  }

  private mutating func addRunCounts(_ folder: BenchmarkFolder) {
    let all = folder.runTables.count
    let measured = folder.runTables.filter { !$0.isSourceSummary }
    let tables = measured.filter(\.holdsRuns)
    let runs = tables.reduce(0) { $0 + $1.table.rowCount }
    let failed = tables.reduce(0) { $0 + $1.failed.count }
    addCount("tables", ["tables"], "tables of runs", tables.count, .count, n: all)
    addCount(
      "other_tables", ["other", "tables"],
      "tables of other measurements (telemetry, quality), whose rows are no runs",
      measured.count - tables.count, .count, n: all)
    addCount(
      "summary_tables", ["summary", "tables"], "tables of statistics that the source computed",
      all - measured.count, .count, n: all)
    addCount("runs", ["runs"], "runs in all tables of runs", runs, .runs, n: tables.count)
    addCount(
      "failed_runs", ["failed", "runs"], "failed runs in all tables of runs", failed, .runs, n: runs
    )
  }

  private mutating func addMixed(_ mixed: MixedColumn, _ folder: BenchmarkFolder) {
    let place = mixed.file + (mixed.keyPath.map { ":\($0)" } ?? "")
    let files = folder.files.filter { $0.path == mixed.file }.map {
      Provenance.File(path: $0.path, sha256: $0.sha256, bytes: $0.bytes)
    }
    add(
      FactDraft(
        words: ["mixed", mixed.column], key: "inventory/mixed(\(place), \(mixed.column))",
        topic: .inventory, statement: mixed.statement,
        quantity: .number(Double(mixed.values - mixed.numbers), .count), statistic: "count",
        n: mixed.values,
        numbers: [
          Fact.NamedNumber("numbers", Double(mixed.numbers)),
          Fact.NamedNumber("line", mixed.line.map { Double($0) }),
        ],
        provenance: Provenance(files: files, columns: [mixed.column], method: .counting)))
  }

  private mutating func addNotice(_ notice: FileNotice, _ number: Int, _ folder: BenchmarkFolder) {
    let files = folder.files.filter { $0.path == notice.file }.map {
      Provenance.File(path: $0.path, sha256: $0.sha256, bytes: $0.bytes)
    }
    let place = notice.file + (notice.keyPath.map { ":\($0)" } ?? "")
    add(
      FactDraft(
        words: ["notice", String(number)], key: "inventory/notice(\(place), \(number))",
        topic: .inventory, statement: notice.statement,
        quantity: .number(Double(notice.notice.count), .count), statistic: "count",
        n: notice.notice.count,
        numbers: [Fact.NamedNumber("line", notice.notice.line.map { Double($0) })],
        provenance: Provenance(files: files, method: .counting)))
  }

  private mutating func addGap(_ gap: Inventory.TelemetryGap, _ folder: BenchmarkFolder) {
    let names = Set(gap.presentIn + gap.missingFrom)
    let statement =
      "\(gap.metric) is missing from \(gap.missingFrom.count) of "
      + "\(gap.missingFrom.count + gap.presentIn.count) tables of runs of its kind"
    add(
      FactDraft(
        words: ["gap", gap.metric], key: "inventory/gap(\(gap.metric))", topic: .inventory,
        statement: statement, quantity: .number(Double(gap.missingFrom.count), .count),
        statistic: "count", n: gap.missingFrom.count + gap.presentIn.count,
        numbers: [Fact.NamedNumber("present", Double(gap.presentIn.count))],
        provenance: Provenance(
          files: folder.runTables.filter { names.contains($0.name) }.map(\.file),
          columns: [gap.metric],
          filter: "missing from " + gap.missingFrom.joined(separator: ", "), method: .counting)))
  }

  private mutating func addCount(
    _ key: String, _ words: [String], _ what: String, _ count: Int, _ unit: Benchmarks.Unit, n: Int
  ) {
    let quantity = Fact.Quantity.number(Double(count), unit)
    add(
      FactDraft(
        words: words, key: "inventory/\(key)", topic: .inventory,
        statement: sentence(what, about: Fact.Entity(), quantity), quantity: quantity,
        statistic: "count", n: n, provenance: Provenance(files: [], method: .counting)))
  }
}

extension Inventory {
  /// The paths of a type that a data summary lists.
  public static var listedPaths: Int { 5 }
}
