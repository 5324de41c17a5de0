import Tables

/// What stands in a benchmark folder, counted.
public struct Inventory: Sendable {
  /// One type of file.
  public struct KindSummary: Sendable {
    /// The type.
    public var kind: FileKind
    /// The number of files.
    public var count: Int
    /// Their bytes.
    public var bytes: Int
    /// The file modified last; nil where there is none.
    public var latest: FileRecord?
    /// The paths, in order.
    public var paths: [String]
  }

  /// A directory and the number of files that stand directly in it.
  public struct DirectorySummary: Sendable {
    /// The path from the folder; the folder itself is `.`.
    public var path: String
    /// The number of files.
    public var fileCount: Int
  }

  /// The files that are outputs of a tool in one format.
  public struct FormatSummary: Sendable {
    /// The format.
    public var format: ToolFormat
    /// The paths, in order; those of files with the same bytes as an earlier one are left out.
    public var paths: [String]
  }

  /// Files with the same bytes.
  public struct DuplicateGroup: Sendable {
    /// Their SHA-256.
    public var sha256: String
    /// Their paths, in order; at least two.
    public var paths: [String]
  }

  /// A metric that some tables of runs have and others lack.
  public struct TelemetryGap: Sendable {
    /// The column's name.
    public var metric: String
    /// The tables that have it.
    public var presentIn: [String]
    /// The tables that lack it.
    public var missingFrom: [String]
  }

  /// The number of files.
  public let fileCount: Int
  /// Their bytes.
  public let bytes: Int
  /// The types that occur, in the order of ``FileKind``.
  public let kinds: [KindSummary]
  /// The directories, in the order of the paths.
  public let directories: [DirectorySummary]
  /// The formats of tools that occur, in the order of their first file.
  public let formats: [FormatSummary]
  /// The groups of files with the same bytes; empty files are not among them.
  public let duplicates: [DuplicateGroup]
  /// Headings in the Markdown files.
  public let headingCount: Int
  /// Tables in the Markdown files.
  public let markdownTableCount: Int
  /// Lines of the Markdown files that begin with `#`, in code blocks too.
  public let hashLineCount: Int
  /// The files that could not be used as what their name says, with the reason.
  public let problems: [FileRecord]
  /// The metrics that some tables of runs have and others lack, in the order of their names.
  public let gaps: [TelemetryGap]
  /// The columns that are text because some of their cells are.
  public let mixedColumns: [MixedColumn]
  /// What reading a file did that its text alone does not tell.
  public let notices: [FileNotice]

  /// Counts a folder.
  ///
  /// - Complexity: O(files + tables × columns + metrics × k²) for k different sets of metrics that
  ///   tables have.
  public init(_ folder: BenchmarkFolder) {
    let files = folder.files
    fileCount = files.count
    bytes = files.reduce(0) { $0 + $1.bytes }
    kinds = FileKind.allCases.compactMap { kind in
      let ofKind = files.filter { $0.kind == kind }
      guard !ofKind.isEmpty else { return nil }
      let dated = ofKind.filter { $0.modified != nil }
      return KindSummary(
        kind: kind, count: ofKind.count, bytes: ofKind.reduce(0) { $0 + $1.bytes },
        latest: dated.max { $0.modified! < $1.modified! }, paths: ofKind.map(\.path))
    }
    let fileCounts = Dictionary(grouping: files) { TextKey(Self.parent(of: $0.path)) }
      .mapValues(\.count)
    directories = folder.directories.map {
      DirectorySummary(path: $0.isEmpty ? "." : $0, fileCount: fileCounts[TextKey($0)] ?? 0)
    }
    formats = Self.formats(files)
    var pathsOfDigest: [String: [String]] = [:]
    for file in files where file.bytes > 0 {
      if let digest = file.sha256 { pathsOfDigest[digest, default: []].append(file.path) }
    }
    duplicates = pathsOfDigest.filter { $1.count > 1 }
      .map { DuplicateGroup(sha256: $0, paths: $1) }
      .sorted { $0.paths[0].utf8.lexicographicallyPrecedes($1.paths[0].utf8) }
    let documents = files.compactMap(\.markdown)
    headingCount = documents.reduce(0) { $0 + $1.headingCount }
    markdownTableCount = documents.reduce(0) { $0 + $1.tableCount }
    hashLineCount = documents.reduce(0) { $0 + $1.hashLineCount }
    problems = files.filter { $0.problem != nil }
    gaps = Self.gaps(folder.runTables)
    mixedColumns = files.flatMap { $0.data?.tables ?? [] }.flatMap(MixedColumn.search)
    notices = files.flatMap { $0.data?.tables ?? [] }.flatMap(FileNotice.all)
  }

  private static func formats(_ files: [FileRecord]) -> [FormatSummary] {
    var summaries: [FormatSummary] = []
    for file in files {
      guard let format = file.tool?.format else { continue }
      if let i = summaries.firstIndex(where: { $0.format == format }) {
        summaries[i].paths.append(file.path)
      } else {
        summaries.append(FormatSummary(format: format, paths: [file.path]))
      }
    }
    return summaries
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// A metric counts as a gap where at least two tables of runs have it: a quantity of one table
  /// alone is that table's own.
  private static func gaps(_ tables: [RunTable]) -> [TelemetryGap] {
    let runs = tables.filter { !$0.metrics.isEmpty }
    let metrics = runs.map { Set($0.metrics.map(\.name)) }
    // Tables with the same metrics are of one kind.
    let kinds = Array(Set(metrics))
    return Set(kinds.joined()).sorted().compactMap { metric in
      let having = kinds.filter { $0.contains(metric) }
      let lacking = Set(
        kinds.filter { kind in
          !kind.contains(metric) && having.contains { isRelated(kind, $0) }
        })
      func names(_ isWanted: (Set<String>) -> Bool) -> [String] {
        zip(runs, metrics).filter { isWanted($1) }.map(\.0.name)
      }
      let present = names { $0.contains(metric) }
      guard present.count > 1, !lacking.isEmpty else { return nil }
      return TelemetryGap(metric: metric, presentIn: present, missingFrom: names(lacking.contains))
    }
  }

  /// Tables are of one family where they share at least half of the smaller one's metrics: a table
  /// of GPU clocks does not lack the time to first token.
  private static func isRelated(_ own: Set<String>, _ theirs: Set<String>) -> Bool {
    2 * own.intersection(theirs).count >= min(own.count, theirs.count)
  }
}
