import Crypto
import Tables

/// A column of a table of runs with its meaning.
public struct RunColumn: Sendable {
  /// The column's name.
  public let name: String
  /// Its role and unit.
  public let meaning: ColumnMeaning
  /// Its index in the table.
  public let index: Int
}

/// A run that failed: excluded from every statistic, counted and listed.
public struct FailedRun: Sendable, Equatable {
  /// The row in the table, counted from 0.
  public let row: Int
  /// The line of the file, counted from 1; nil where it is not known.
  public let line: Int?
  /// The error's text, or that the success flag is false.
  public let reason: String
}

/// A table whose runs stand in an earlier table already.
public struct RepeatedTable: Sendable, Equatable {
  /// The table's name.
  public let name: String
  /// Its file from the folder.
  public let path: String
  /// The name of the earlier table.
  public let sameAs: String
}

/// A table in which a row is a run (or, where the source summarised them itself, a statistic over
/// runs): roles and units of the columns, failed runs set apart.
public struct RunTable: Sendable {
  /// The name, stable across runs and unique in the folder: as much of the file's name, its ending
  /// and its path, in this order, as tells it from the other files, and the key path of the table
  /// where a JSON document holds several.
  public let name: String
  /// The file from the folder.
  public let path: String
  /// The SHA-256 of the file; nil where it is not known.
  public let sha256: String?
  /// The size of the file.
  public let bytes: Int
  /// The whole table, failed runs included.
  public let table: Table
  /// The columns with their meanings.
  public let columns: [RunColumn]
  /// The rows of the runs that succeeded, in order.
  public let succeededRows: [Int]
  /// The runs that failed, in order.
  public let failed: [FailedRun]
  /// What the runs are about: the model that the document names, or that the file's name tells.
  public let subject: String?
  /// The entity columns that tell rows apart, without those that add nothing to the ones before
  /// them: `tag` beside `model`, or one name under three paths.
  public let tellingEntities: [RunColumn]

  /// The measured quantities: numeric columns.
  public var metrics: [RunColumn] {
    columns.filter { $0.meaning.role == .metric && table.columns[$0.index].isNumeric }
  }

  /// The settings that were chosen for the runs: numeric ones.
  public var numericFactors: [RunColumn] {
    columns.filter { $0.meaning.role == .factor && table.columns[$0.index].isNumeric }
  }

  /// Whether the source computed statistics itself and left no measured quantity.
  public var isSourceSummary: Bool {
    metrics.isEmpty && columns.contains { $0.meaning.role == .sourceSummary }
  }

  /// The columns of one role.
  public func columns(_ role: ColumnRole) -> [RunColumn] {
    columns.filter { $0.meaning.role == role }
  }

  /// The column of that name.
  ///
  /// - Throws: as `Table.requiredColumn(_:)`.
  package func column(named name: String) throws -> RunColumn {
    let found = try table.requiredColumn(name)
    return columns.first { $0.name.isSame(as: found.name) }!
  }

  /// The value of a numeric column at each of `rows`; nil where missing.
  public func values(_ column: RunColumn, rows: [Int]) -> [Double?] {
    rows.map { table.columns[column.index].double(at: $0) }
  }

  /// A table of runs from a table and the meanings of its columns.
  public init(
    name: String, path: String, sha256: String? = nil, bytes: Int = 0, table: Table,
    dictionary: ColumnDictionary = ColumnDictionary(), subject: String? = nil
  ) {
    let meanings = dictionary.meanings(of: table)
    let columns = zip(table.columns, meanings).enumerated().map { index, pair in
      RunColumn(name: pair.0.name, meaning: pair.1, index: index)
    }
    let failed = Self.failures(table, columns)
    let failedRows = Set(failed.map(\.row))
    self.name = name
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
    self.table = table
    self.columns = columns
    self.failed = failed
    self.subject = subject
    tellingEntities = Self.tellingEntities(table, columns.filter { $0.meaning.role == .entity })
    succeededRows = (0..<table.rowCount).filter { !failedRows.contains($0) }
  }

  /// A run failed where an error column names an error or a success flag says no.
  private static func failures(_ table: Table, _ columns: [RunColumn]) -> [FailedRun] {
    let errors = columns.filter { $0.meaning.role == .error }.map { table.columns[$0.index] }
    let flags = columns.filter { $0.meaning.role == .success }
    guard !errors.isEmpty || !flags.isEmpty else { return [] }
    return (0..<table.rowCount).compactMap { row in
      let error = errors.lazy.compactMap { $0.text(at: row) }.first(where: RunOutcome.isError)
      let flag = flags.first { RunOutcome.isFailure(table.columns[$0.index].text(at: row)) }
      guard let reason = error ?? flag.map({ Self.reason(table, $0, row) }) else { return nil }
      return FailedRun(row: row, line: table.line(ofRow: row), reason: reason)
    }
  }

  private static func reason(_ table: Table, _ flag: RunColumn, _ row: Int) -> String {
    let text = table.columns[flag.index].text(at: row) ?? ""
    return text == "false" ? "the success flag is false" : "\(flag.name) is \(text)"
  }
}

extension RunTable {
  /// What tells the runs of a table from others, whatever the form and order of its columns: names
  /// and values of its metrics; nil for tables without a metric that varies.
  var signature: SHA256.Digest? {
    let varying = metrics.filter { metric in
      let column = table.columns[metric.index]
      let first = table.rowCount > 0 ? column.double(at: 0) : nil
      return (0..<table.rowCount).contains { column.double(at: $0) != first }
    }
    guard !varying.isEmpty else { return nil }
    // A digest: a folder keeps it of each table, and the texts would be larger than the table.
    var hash = SHA256()
    for metric in varying.sorted(by: { $0.name < $1.name }) {
      let column = table.columns[metric.index]
      var bytes = Array("\(metric.name)\0\(table.rowCount)\0".utf8)
      for row in 0..<table.rowCount {
        if let text = column.text(at: row) { bytes.append(contentsOf: text.utf8) }
        bytes.append(0)
        if bytes.count >= 1 << 16 {
          hash.update(data: bytes)
          bytes.removeAll(keepingCapacity: true)
        }
      }
      hash.update(data: bytes)
    }
    return hash.finalize()
  }

  /// The tables whose runs stand in an earlier table already (a CSV and a JSON file of one
  /// benchmark, say) set apart from the others.
  static func withoutRepeats(_ tables: [RunTable]) -> (kept: [RunTable], repeated: [RepeatedTable])
  {
    var first: [SHA256.Digest: RunTable] = [:]
    var kept: [RunTable] = []
    var repeated: [RepeatedTable] = []
    for table in tables {
      if let signature = table.signature {
        if let earlier = first[signature] {
          repeated.append(RepeatedTable(name: table.name, path: table.path, sameAs: earlier.name))
          continue
        }
        first[signature] = table
      }
      kept.append(table)
    }
    return (kept, repeated)
  }

  /// The tables of runs among files: those with a measured quantity or a statistic of the source.
  static func all(in files: [FileRecord], configuration: Configuration) -> [RunTable] {
    let readable = files.filter {
      $0.problem == nil && ($0.data != nil || $0.tool != nil)
    }
    let names = uniqueNames(readable.map(\.path))
    return readable.flatMap { file -> [RunTable] in
      let base = names[TextKey(file.path)]!
      let tables = file.tables
      return tables.compactMap { table in
        let path = table.table.keyPath ?? ""
        let name = tables.count > 1 && !path.isEmpty ? "\(base):\(path)" : base
        let run = RunTable(
          name: name, path: file.path, sha256: file.sha256, bytes: file.bytes, table: table.table,
          dictionary: configuration.dictionary(table.meanings),
          subject: subject(of: file.data, path: file.path))
        return run.holdsMeasurements ? run : nil
      }
    }
  }

  /// The model that a document names at its top, or what is left of the file's name without the
  /// words for kinds of benchmark.
  private static func subject(of data: DataFile?, path: String) -> String? {
    let named = data?.attributes.first {
      ["model", "model.name", "model_name"].contains($0.keyPath)
    }
    if let named { return named.text }
    let name = stem(path)
    for ending in subjectEndings where name.hasSuffix(ending) && name.count > ending.count {
      return String(name.dropLast(ending.count))
    }
    return nil
  }

  /// Words for kinds of benchmark at the end of a file's name.
  static let subjectEndings = [
    "_param_tuning_summary", "_param_tuning", "_baseline_summary", "_baseline",
    "_randomised_sweep", "_sweep", "_benchmark_runs", "_benchmark_fixed_runs", "_responses",
    "_quant_bench",
  ]

  /// For each path the shortest of file name without ending, file name and path that no other path
  /// has too.
  static func uniqueNames(_ paths: [String]) -> [TextKey: String] {
    let forms: [(String) -> String] = [
      stem, { $0.split(separator: "/").last.map(String.init) ?? $0 }, { $0 },
    ]
    var names: [TextKey: String] = [:]
    var taken: Set<TextKey> = []
    for form in forms {
      let counts = Dictionary(grouping: paths) { TextKey(form($0)) }.mapValues(\.count)
      for path in paths where names[TextKey(path)] == nil {
        let name = TextKey(form(path))
        if counts[name] == 1, taken.insert(name).inserted { names[TextKey(path)] = name.text }
      }
    }
    for path in paths where names[TextKey(path)] == nil { names[TextKey(path)] = "./" + path }
    return names
  }

  private static func stem(_ path: String) -> String {
    withoutEnding(path).split(separator: "/").last.map(String.init) ?? path
  }

  private static func withoutEnding(_ path: String) -> String {
    let path = withoutCompressionEnding(path)
    guard let dot = path.lastIndex(of: "."), !path[dot...].contains("/") else { return path }
    return String(path[..<dot])
  }
}
