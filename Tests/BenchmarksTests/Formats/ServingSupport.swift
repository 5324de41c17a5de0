import Foundation
import Statistics
import Tables
import TestSupport
import Testing

@testable import Benchmarks

/// A file read by whichever format recognises it, next to what an independent reader expects.
struct ServingSample {
  let result: ToolResult
  let expected: JSONOracle

  /// A file of ../shared/formats.
  init(shared path: String) throws {
    expected = try JSONOracle(shared: "formats/\(path).expected.json")
    let text = try String(contentsOf: sharedFile("formats/\(path)"), encoding: .utf8)
    result = try servingResult(text, file: path)
  }

  /// The only benchmark.
  var benchmark: ToolBenchmark {
    get throws {
      try #require(result.benchmarks.count == 1)
      return result.benchmarks[0]
    }
  }
}

/// The result of a text, which some format must recognise.
func servingResult(_ text: String, file: String = "file") throws -> ToolResult {
  try #require(try ToolFormats.read(file: file, bytes: Array(text.utf8)), "\(file)")
}

/// A text of the project's own fixtures.
func servingFixture(_ path: String) throws -> String {
  try String(contentsOf: Repository.fixture("formats/\(path)"), encoding: .utf8)
}

extension ToolMetric {
  /// The value of a statistic.
  func value(_ kind: ReportedStatistic.Kind) -> Double? {
    reported.first { $0.kind == kind }?.value
  }
}

/// Expects the figures of `samples` to agree with a block of reference figures to 12 digits.
func expectFigures(_ samples: ToolSamples?, _ block: JSONOracle, _ what: String) throws {
  guard let values = samples?.values, block.exists else {
    Issue.record("\(what): no samples, or no reference")
    return
  }
  let summary = try Summary(values)
  let sorted = try SortedSample(values)
  #expect(Double(summary.n) == block.number("n"), "\(what): n")
  let figures: [(String, Double?)] = [
    ("mean", summary.mean), ("median", summary.median), ("stddev", summary.standardDeviation),
    ("min", summary.minimum), ("max", summary.maximum), ("p50", try sorted.percentile(0.5)),
    ("p90", try sorted.percentile(0.9)), ("p99", try sorted.percentile(0.99)),
    ("sum", values.reduce(0, +)),
  ]
  for (name, value) in figures {
    expectDigits(value, block.number(name), 12, "\(what): \(name)")
  }
}

/// Every `{value, field}` of a reference, however deep, must stand among the reported statistics.
struct ReportedFields {
  private var values: [String: [Double]] = [:]
  private(set) var count = 0

  init(_ result: ToolResult) {
    for benchmark in result.benchmarks {
      for statistic in benchmark.metrics.flatMap(\.reported) {
        values[Self.plain(statistic.source), default: []].append(statistic.value)
      }
    }
  }

  /// Places in one notation: `line 4.avg_ts`, `a.p0.1`.
  private static func plain(_ source: String) -> String {
    source.replacingOccurrences(of: ": ", with: ".")
      .replacingOccurrences(of: "[\"", with: ".").replacingOccurrences(of: "\"]", with: "")
  }

  /// Looks for all fields below `oracle`, but for those that `isLeftOut`.
  mutating func expectAll(
    _ oracle: JSONOracle, isLeftOut: (_ field: String, _ value: Double) -> Bool = { _, _ in false },
    rewrite: (String) -> String = { $0 }
  ) {
    if let field = oracle["field"].string, let value = oracle.number("value") {
      if isLeftOut(field, value) { return }
      count += 1
      let found = values[Self.plain(rewrite(field))] ?? []
      #expect(found.contains(value), "\(field): \(found) against \(value)")
      return
    }
    for key in oracle.keys {
      expectAll(oracle[key], isLeftOut: isLeftOut, rewrite: rewrite)
    }
    for element in oracle.elements {
      expectAll(element, isLeftOut: isLeftOut, rewrite: rewrite)
    }
  }
}
