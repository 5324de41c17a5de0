import Crypto
import Tables

/// A folder of benchmark outputs, read once: every file with its digest, the tables of runs in it,
/// and what the user says about its columns.
public struct BenchmarkFolder: Sendable {
  /// The folder as the caller named it.
  public let root: String
  /// Every entry, in the order of the paths.
  public let files: [FileRecord]
  /// The folders in which files or folders stand, by path; the folder itself is the empty path.
  public let directories: [String]
  /// The entries passed over because their name begins with a dot.
  public let hiddenCount: Int
  /// The tables of runs, in the order of the paths; those of duplicate files and those that repeat
  /// the runs of an earlier table are left out.
  public let runTables: [RunTable]
  /// The tables left out because their runs stand in an earlier one already.
  public let repeatedTables: [RepeatedTable]
  /// The paths of files that bench-stats wrote itself (reports, facts and other results); they are
  /// passed over, so that a second run finds what the first one found.
  public let ownOutputs: [String]
  /// The configuration that was used.
  public let configuration: Configuration

  /// Reads a folder. Files that cannot be read or are not what their name says are recorded with
  /// the reason; they never end the reading.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - configuration: Overrides; they go before those of the folder's own `bench-stats.yaml`.
  /// - Throws: ``ReadError`` where the folder itself cannot be read; ``ConfigurationError``.
  /// - Complexity: O(bytes).
  public init(_ root: String, configuration: Configuration = Configuration()) throws {
    let walk = try FolderWalk(root)
    var merged = configuration
    if walk.entries.contains(where: { $0.path == Configuration.fileName }) {
      let own = try Configuration.read(root + "/" + Configuration.fileName)
      merged.columns.merge(own.columns) { given, _ in given }
    }
    var firstOfDigest: [String: String] = [:]
    let records = walk.entries.map { entry in
      Self.record(entry, root: root, firstOfDigest: &firstOfDigest)
    }
    self.root = root
    ownOutputs = records.filter { $0.problem == .ownOutput }.map(\.path)
    let files = records.filter { $0.problem != .ownOutput }
    self.files = files
    directories = walk.directories
    hiddenCount = walk.hiddenCount
    self.configuration = merged
    (runTables, repeatedTables) = RunTable.withoutRepeats(
      RunTable.all(in: files, configuration: merged))
  }

  private static func record(
    _ entry: WalkedEntry, root: String, firstOfDigest: inout [String: String]
  ) -> FileRecord {
    var record = FileRecord(
      path: entry.path, kind: FileKind(fileName: entry.path), bytes: entry.bytes,
      modified: entry.modified, problem: entry.obstacle.map { .obstacle($0) })
    if record.problem != nil { return record }
    do {
      let bytes = try FileBytes.read(root + "/" + entry.path)
      let digest = hexadecimal(SHA256.hash(data: bytes))
      record.bytes = bytes.count
      record.sha256 = digest
      if bytes.isEmpty {
        record.problem = .empty
        return record
      }
      record.duplicateOf = firstOfDigest[digest]
      if record.duplicateOf == nil { firstOfDigest[digest] = entry.path }
      // The digest is of the bytes as they stand; what is read is what they hold.
      try take(FileBytes.content(of: bytes, file: entry.path), into: &record)
    } catch let error as ReadError {
      record.problem = .unreadable(error)
    } catch {
      preconditionFailure("the readers throw ReadError alone: \(error)")
    }
    return record
  }

  private static func take(_ bytes: [UInt8], into record: inout FileRecord) throws {
    switch record.kind {
    case .csv, .json, .ndjson:
      let file = try BenchmarkFile(bytes, file: record.path)
      let attributes = file.data?.attributes ?? []
      if attributes.contains(where: { $0.keyPath == "schema" && isOwn($0.text) }) {
        record.problem = .ownOutput
        return
      }
      if let data = file.data, data.format == .csv || data.format == .tsv,
        data.tables[0].rowCount == 0
      {
        record.problem = .noRows
      }
      if record.duplicateOf == nil { take(file, into: &record) }
    case .markdown:
      record.markdown = MarkdownDocument(bytes)
      if bytes.starts(with: Self.reportMark.utf8) {
        record.problem = .ownOutput
      } else {
        try takeTool(bytes, into: &record)
      }
    case .other: try takeTool(bytes, into: &record)
    }
  }

  private static func take(_ file: BenchmarkFile, into record: inout FileRecord) {
    record.data = file.data
    record.tool = file.tool
    record.toolTables = file.toolTables
  }

  /// Text of any name may be the output of a tool; where it is none, it is not read.
  private static func takeTool(_ bytes: [UInt8], into record: inout FileRecord) throws {
    guard record.duplicateOf == nil,
      let tool = try ToolFormats.read(file: record.path, bytes: bytes)
    else { return }
    record.tool = tool
    record.toolTables = tool.tables(file: record.path)
  }

  /// The first line of a report, by which it is known again.
  public static let reportMark = "<!-- bench-stats/report/1 -->"

  private static func isOwn(_ schema: String) -> Bool {
    schema.utf8.starts(with: OwnOutput.schema.utf8)
  }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
