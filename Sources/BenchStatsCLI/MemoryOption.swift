import ArgumentParser
import BenchStats

/// How much memory a command may take.
struct MemoryOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Take no more memory than this: CSV and TSV files are then read in parts.",
      discussion: "Such as 256MB, 1GiB or 512M; at least 32MB.", valueName: "size"))
  var memory: String?

  func validate() throws { _ = try size() }

  /// The allowance; nil where there is no limit.
  ///
  /// - Throws: ``AnalysisError`` for files that are read as one: their table is made in memory.
  func allowance(_ inputs: TableInputs) throws -> MemoryAllowance? {
    guard let size = try size() else { return nil }
    guard !inputs.asOne else {
      throw AnalysisError(
        path: inputs.name,
        reason: "expected --memory or --as-one, found both: files that are read as one are taken "
          + "into memory")
    }
    return MemoryAllowance(bytes: size.bytes)
  }

  private func size() throws -> MemorySize? {
    guard let memory else { return nil }
    guard let size = MemorySize(memory) else {
      throw ValidationError("--memory takes a size such as 256MB, 1GiB or 512M, not '\(memory)'.")
    }
    guard size.bytes >= MemoryAllowance.least else {
      throw ValidationError("--memory takes at least 32MB, not '\(memory)'.")
    }
    return size
  }
}

/// A number of bytes with a unit: `256MB`, `1GiB`, `512M`. Without an `i` units are powers of 1000.
struct MemorySize {
  var bytes: Int

  init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).lowercased()
    guard let number = Int(digits), let factor = Self.units[unit] else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  private static let units: [String: Int] = [
    "": 1, "b": 1, "k": 1000, "kb": 1000, "kib": 1 << 10, "m": 1_000_000, "mb": 1_000_000,
    "mib": 1 << 20, "g": 1_000_000_000, "gb": 1_000_000_000, "gib": 1 << 30,
    "t": 1_000_000_000_000, "tb": 1_000_000_000_000, "tib": 1 << 40,
  ]
}
