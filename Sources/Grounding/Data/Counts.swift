import Benchmarks
import Facts
import Tables

/// What of a folder can be counted.
struct Counts: Sendable {
  /// A file as counting needs it.
  struct File: Sendable {
    var path: String
    var kind: FileKind
    var bytes: Int
    var words: Set<UInt64>
    var modified: (year: Int, month: Int, day: Int)?
  }

  var files: [File] = []
  /// Whether ``files`` lists every file; a sheet of facts gives their numbers alone.
  var listsFiles = false
  var byKind: [FileKind: Int] = [:]
  var bytesByKind: [FileKind: Int] = [:]
  var fileCount: Int?
  var bytes: Int?
  /// The bytes with line ends of two bytes; nil where they were not counted.
  var bytesWithReturns: Int?
  var numbers: [Noun: Set<Int>] = [:]
  /// The lines of Markdown files that begin with `#`, which some count as headings.
  var linesWithMarks: Int?

  /// Counts from a folder.
  init(_ analysis: FolderAnalysis, _ facts: IssuedFacts, lineFeeds: Int?) {
    let inventory = analysis.inventory
    self.init(facts)
    listsFiles = true
    files = analysis.folder.files.map { record in
      File(
        path: record.path, kind: record.kind, bytes: record.bytes,
        words: Set(Word.all(Array(record.path.utf8)).map(\.hash)),
        modified: record.modified.flatMap(Self.day))
    }
    fileCount = inventory.fileCount
    bytes = inventory.bytes
    bytesWithReturns = lineFeeds.map { inventory.bytes + $0 }
    for kind in FileKind.allCases {
      byKind[kind] = 0
      bytesByKind[kind] = 0
    }
    for kind in inventory.kinds {
      byKind[kind.kind] = kind.count
      bytesByKind[kind.kind] = kind.bytes
    }
    insert(.folders, inventory.directories.count)
    insert(.folders, inventory.directories.count { $0.path != "." })
    insert(.folders, inventory.directories.count { $0.fileCount > 0 })
    insert(
      .folders, inventory.directories.count { $0.path != "." && !$0.path.utf8.contains(0x2F) })
    insert(.headings, inventory.headingCount)
    linesWithMarks = inventory.hashLineCount
    insert(.tables, inventory.markdownTableCount)
    insert(.duplicates, inventory.duplicates.count)
    insert(.duplicates, inventory.duplicates.reduce(0) { $0 + $1.paths.count - 1 })
    var models: Set<String> = []
    for table in analysis.folder.runTables {
      insert(.rows, table.table.rowCount)
      insert(.columns, table.columns.count)
      insert(.runs, table.table.rowCount)
      insert(.runs, table.succeededRows.count)
      insert(.failedRuns, table.failed.count)
      for column in table.columns(.entity) where column.name == "model" {
        for row in 0..<table.table.rowCount {
          if let label = table.table.columns[column.index].text(at: row) { models.insert(label) }
        }
      }
      if let subject = table.subject { models.insert(subject) }
    }
    if !models.isEmpty { insert(.models, models.count) }
  }

  /// Whether a path or the name of a folder leads to files.
  func isFolder(_ path: String) -> Bool { files.contains { Self.holds(path, $0.path) } }

  /// Whether a file stands in a folder, given by its path or by its name.
  static func holds(_ folder: String, _ file: String) -> Bool {
    file.hasPrefix(folder + "/") || file.contains("/" + folder + "/")
  }

  /// Counts from the facts alone.
  init(_ facts: IssuedFacts) {
    for index in facts.inventory {
      let fact = facts[index]
      if let value = fact.value { addInventory(fact.key, Int(value)) }
    }
    var nouns: [Int: [Noun]] = [:]
    for item in facts.values where IssuedFacts.isCount(item.value) {
      let known = nouns[item.frame]
      if known == nil { nouns[item.frame] = Self.nouns(facts.frames[item.frame]) }
      for noun in known ?? nouns[item.frame]! { insert(noun, Int(item.value)) }
    }
  }

  /// What a fact with a whole number counts.
  private static func nouns(_ frame: FactFrame) -> [Noun] {
    if frame.topic == "performance", frame.statistic == "count" {
      return [frame.key?.hasSuffix("/failed") ?? false ? .failedRuns : .runs]
    }
    guard frame.topic == "reading", frame.statistic == "reading", let key = frame.columns.last
    else {
      return []
    }
    return Vocabulary.lexicon.scan(Word.all(Array(key.utf8))).compactMap {
      if case .noun(let noun) = $0.meaning { noun } else { nil }
    }
  }

  private mutating func addInventory(_ key: String, _ count: Int) {
    switch key {
    case "inventory/files": fileCount = count
    case "inventory/bytes": bytes = count
    case "inventory/directories": insert(.folders, count)
    case "inventory/markdown/headings": insert(.headings, count)
    case "inventory/markdown/tables": insert(.tables, count)
    case "inventory/duplicates/groups", "inventory/duplicates/files": insert(.duplicates, count)
    case "inventory/tables": insert(.tables, count)
    case "inventory/runs": insert(.runs, count)
    case "inventory/failed_runs": insert(.failedRuns, count)
    default:
      for kind in FileKind.allCases {
        if key == "inventory/\(kind.rawValue)/files" { byKind[kind] = count }
        if key == "inventory/\(kind.rawValue)/bytes" { bytesByKind[kind] = count }
      }
    }
  }

  private mutating func insert(_ noun: Noun, _ count: Int) {
    numbers[noun, default: []].insert(count)
  }

  private static func day(_ moment: Tables.Timestamp) -> (year: Int, month: Int, day: Int)? {
    let parts = moment.description.prefix(10).split(separator: "-").compactMap { Int($0) }
    return parts.count == 3 ? (parts[0], parts[1], parts[2]) : nil
  }
}
