import BenchStats

/// Why the text of a report can't be used.
struct ReportTextError: Error, CustomStringConvertible {
  var path: String
  var reason: String
  var description: String { "\(path): \(reason)" }
}

/// The text of a report; `-` is standard input.
func reportText(_ path: String) throws -> String {
  let bytes = try FileBytes.read(path)
  guard let text = String(validating: bytes, as: UTF8.self) else {
    throw ReportTextError(path: path, reason: "expected text in UTF-8, found other bytes")
  }
  return text
}

/// What a report is held against, as a command line names it.
struct GroundingSource {
  /// The data; nil where none are named.
  let data: GroundingData?
  /// The analysis of the folder; nil without one.
  let analysis: FolderAnalysis?
  private let paths: [String]

  init(data folder: String?, facts: String?, _ columns: ColumnOptions, confidence: Double) throws {
    if let folder {
      let read = try BenchmarkFolder(folder, configuration: columns.configuration())
      let analysis = try about(folder) {
        try FolderAnalysis(read, options: AnalysisOptions(confidence: confidence))
      }
      self.analysis = analysis
      data = GroundingData(analysis, lineFeeds: Self.lineFeeds(read))
      paths = read.files.map { read.root + "/" + $0.path } + columns.files
    } else if let facts {
      let bytes = try FileBytes.content(facts)
      do { data = try GroundingData(facts: bytes, file: facts) } catch let error as FactSheetError {
        throw ReportTextError(path: facts, reason: error.description)
      }
      analysis = nil
      paths = [facts] + columns.files
    } else {
      (data, analysis, paths) = (nil, nil, [])
    }
  }

  /// Every file that is read, with the reports.
  func inputs(with reports: [String]) -> InputFiles { InputFiles(paths + reports) }

  /// More than this is not read again for its line ends.
  private static let mostBytes = 1 << 26

  /// The line ends of one byte in the files of a folder; nil where they are too many bytes.
  private static func lineFeeds(_ folder: BenchmarkFolder) -> Int? {
    guard folder.files.reduce(0, { $0 + $1.bytes }) <= mostBytes else { return nil }
    var count = 0
    for file in folder.files {
      guard let bytes = try? FileBytes.read(folder.root + "/" + file.path) else { continue }
      var previous: UInt8 = 0
      for byte in bytes {
        if byte == 0x0A, previous != 0x0D { count += 1 }
        previous = byte
      }
    }
    return count
  }
}
