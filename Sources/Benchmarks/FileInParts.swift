import Glibc
import Tables

/// A CSV or TSV file that is read in parts, within an allowance of memory.
package struct FileInParts {
  /// What a format says about the file; nil where none recognises it.
  package let tool: ToolResult?
  /// The name of the form: CSV or TSV.
  package let format: String
  private let path: String
  private let csv: CSVOptions
  private let allowance: MemoryAllowance

  /// Nil for a file that can only be read as a whole and is not larger than the allowance: JSON, the
  /// output of a tool that is no plain table, and text that is to be mended.
  ///
  /// - Throws: `ReadError`; also where such a file is larger, and for what is no file.
  package init?(_ path: String, csv: CSVOptions, allowance: MemoryAllowance) throws {
    let size = try Self.size(path)
    let head = try FileHead(path)
    func requireRoom(_ form: String) throws(ReadError) {
      guard let found = Self.excess(path, size: size, of: allowance) else { return }
      throw ReadError(
        file: path,
        kind: .format(
          expected: "at most \(MemoryAllowance.text(allowance.bytes)) (--memory)",
          found: "\(found) of \(form), which is read as a whole"))
    }
    let format = DataFormat(fileName: path) ?? Self.format(head.bytes)
    guard let format, format == .csv || format == .tsv else {
      try requireRoom(format == nil ? "JSON or UTF-16" : "JSON")
      return nil
    }
    if csv.isLenient {
      try requireRoom("text to mend (--lenient)")
      return nil
    }
    tool =
      BenchmarkFile.isAsTold(csv)
      ? nil
      : try ToolFormats.read(
        file: path, head: head.bytes, isWhole: head.isWhole, parsed: ParsedDocument()
      ) {
        () throws(ReadError) in
        try requireRoom("a benchmark tool's output")
        return try head.whole()
      }
    if tool?.benchmarks.isEmpty == false { return nil }
    self.format = format.rawValue.uppercased()
    self.path = path
    var csv = csv
    csv.threads = allowance.threads(csv.threads)
    self.csv = csv
    self.allowance = allowance
  }

  /// The runs of the file.
  ///
  /// - Throws: `ReadError`; also for a table without rows.
  package func runs(_ configuration: Configuration) throws -> RunPasses {
    try RunPasses(
      path, csv: csv, dictionary: configuration.dictionary(tool?.columns ?? [:]),
      allowance: allowance)
  }

  /// The size of a file that is larger than the allowance, in words; nil for others. Of a compressed
  /// file what it holds counts, which is looked at as far as the allowance reaches.
  private static func excess(
    _ path: String, size: Int, of allowance: MemoryAllowance
  ) -> String? {
    if size > allowance.bytes { return MemoryAllowance.text(size) }
    // What is damaged is the reader's to tell.
    let isLarger = (try? FileBytes.isCompressed(path, beyond: allowance.bytes)) ?? false
    return isLarger ? "more than \(MemoryAllowance.text(allowance.bytes)) (uncompressed)" : nil
  }

  /// The size of a file that can be read more than once.
  private static func size(_ path: String) throws -> Int {
    func refusal(_ expected: String, _ found: String) -> ReadError {
      ReadError(file: path, kind: .format(expected: "\(expected) (--memory)", found: found))
    }
    if path == "-" {
      throw refusal("a file by its path", "standard input, which is taken into memory")
    }
    var status = stat()
    // A missing file and a folder have errors of their own.
    guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { return 0 }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw refusal("a file that can be read more than once", "a pipe or a device")
    }
    return Int(status.st_size)
  }

  /// The format that the first bytes tell; nil for JSON of whatever form, and for UTF-16.
  private static func format(_ head: [UInt8]) -> DataFormat? {
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) { return nil }
    let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
    let first = text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return first == UInt8(ascii: "[") || first == UInt8(ascii: "{") ? nil : .csv
  }
}
