import TestSupport
import Testing

@testable import Tables

/// The table and the error depend on the text alone: not on blocks, threads or instructions.
@Suite("One result on every path")
struct LoadingPathTests {
  private static let csvForms: [CSVForm] = {
    var comments = CSVForm()
    comments.comment = UInt8(ascii: "#")
    var unquoted = CSVForm()
    unquoted.quote = 0
    var apostrophes = CSVForm()
    apostrophes.quote = UInt8(ascii: "'")
    return [CSVForm(), CSVForm(), comments, unquoted, apostrophes]
  }()

  @Test("CSV as written", arguments: 0..<60)
  func csv(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let known = KnownTable(&random, rows: Int.random(in: 0...60, using: &random))
    try compareCSV(known.csv(&random), CSVForm())
  }

  @Test("CSV with something wrong", arguments: 0..<60)
  func mutatedCSV(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 1000)
    for _ in 0..<4 {
      let known = KnownTable(&random, rows: Int.random(in: 0...40, using: &random))
      var bytes = known.csv(&random)
      for _ in 0..<Int.random(in: 1...4, using: &random) { bytes.mutate(&random) }
      try compareCSV(bytes, Self.csvForms.randomElement(using: &random)!)
    }
  }

  private func compareCSV(_ bytes: [UInt8], _ form: CSVForm) throws {
    let plain = try loadCSV(bytes, .plain, form: form)
    for path in LoadingPath.others {
      let other = try loadCSV(bytes, path, form: form)
      #expect(other == plain, "\(path): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  @Test("NDJSON as written", arguments: 0..<60)
  func ndjson(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 2000)
    let known = KnownTable(&random, rows: Int.random(in: 1...60, using: &random))
    let bytes = known.ndjson(&random)
    try compareNDJSON(bytes)
    #expect(try loadFlatNDJSON(bytes, .plain) != nil, "flat objects")
  }

  @Test("NDJSON with something wrong", arguments: 0..<60)
  func mutatedNDJSON(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 3000)
    for _ in 0..<4 {
      let known = KnownTable(&random, rows: Int.random(in: 1...40, using: &random))
      var bytes = known.ndjson(&random)
      for _ in 0..<Int.random(in: 1...3, using: &random) { bytes.mutate(&random) }
      try compareNDJSON(bytes)
    }
  }

  /// Each path gives the table of the reader of nested objects, or leaves the text to it.
  private func compareNDJSON(_ bytes: [UInt8]) throws {
    let nested = try loadNestedNDJSON(bytes)
    for path in [.plain] + LoadingPath.others {
      guard let flat = try loadFlatNDJSON(bytes, path) else { continue }
      // A text without a row or without a column is no table; who reads it says so.
      if case .table(let table) = flat, table.columns.isEmpty { continue }
      #expect(
        flat.withoutNotices == nested.withoutNotices,
        "\(path): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }
}
