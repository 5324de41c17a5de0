import Foundation

@testable import Tables

/// A table from CSV text, as if it stood in `file`.
func table(_ text: String, file: String = "t.csv", options: CSVOptions = CSVOptions()) throws
  -> Table
{
  try CSVReader.parse(Array(text.utf8), file: file, options: options)
}

/// The one column of a table written as a header `x` and these cells.
func column(_ cells: [String], options: CSVOptions = CSVOptions()) throws -> Column {
  let text = (["row,x"] + cells.enumerated().map { "\($0),\($1)" }).joined(separator: "\n")
  return try table(text, options: options).requiredColumn("x")
}

/// The texts of a column, nil where missing.
func texts(_ column: Column) -> [String?] { (0..<column.count).map { column.text(at: $0) } }

/// A JSON value from text.
func json(_ text: String) throws -> JSONValue {
  try JSONReader.parse(Array(text.utf8), file: "t.json")
}

/// What a JSON text holds.
func jsonFile(_ text: String, format: DataFormat = .json) throws -> DataFile {
  try DataFile.parse(Array(text.utf8), file: "t.\(format.rawValue)", format: format)
}

/// The words of the ``ReadError`` that `body` throws; "no error" and "another error: …" otherwise.
func complaint(_ body: () throws -> some Any) -> String {
  do {
    _ = try body()
    return "no error"
  } catch let error as ReadError {
    return error.description
  } catch {
    return "another error: \(error)"
  }
}

/// How many times longer `body` takes with the second size than with the first: of the time of this
/// thread, so that others may run beside it. Four times the size take some four times as long where
/// the time is linear, and sixteen times where it is quadratic.
func growthOfTime(of sizes: [Int], _ body: (Int) throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
  }
  let times = try sizes.map { size in
    let start = now()
    try body(size)
    return now() - start
  }
  return times[1] / times[0]
}

/// A file in the temporary folder that is gone after `body`.
func withTemporaryFile<R>(_ bytes: [UInt8], ending: String, _ body: (String) throws -> R) throws
  -> R
{
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("tables-\(UUID().uuidString).\(ending)")
  try Data(bytes).write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}
