import Foundation
import TestSupport
import Testing

@testable import Benchmarks

/// No file is taken for another tool's, and nothing traps.
@Suite("recognition of micro-benchmark and load-test formats") struct MicroRecognitionTests {
  /// Tables and documents of a user's own that bear some of the keys of a tool.
  static let foreign = [
    #"{"results": [{"command": "x", "time": 1}]}"#,
    #"{"results": [{"command": "x", "mean": 1}]}"#,
    #"{"context": {}, "benchmarks": []}"#,
    #"{"context": {"a": 1}, "benchmarks": [{"name": "x", "value": 1}]}"#,
    #"{"benchmarks": [{"name": "x", "fullname": "x", "stats": {}}]}"#,
    #"{"mean": 1, "median": 2}"#,
    #"{"mean": {"point_estimate": 1}, "median": {"point_estimate": 1}}"#,
    #"{"iters": [1], "times": [1, 2]}"#,
    #"{"iters": [1], "times": [1], "more": 1}"#,
    #"{"throughput": 12, "threads": 3}"#,
    #"{"mallocCountTotal": 1, "mine": 2}"#,
    #"{"mallocCountTotal": "1"}"#,
    #"[{"benchmark": "x", "mode": "y", "score": 1}]"#,
    #"[1, 2, 3, 4]"#,
    #"{"Benchmarks": []}"#,
    #"{"latencies": {"p50": 1}, "requests": 2}"#,
    #"{"summary": {"requestsPerSec": 1}, "latencyPercentiles": {}}"#,
    #"{"metrics": {"latency": {"avg": 1}}}"#,
    #"{"metrics": {}, "root_group": {}}"#,
    #"{"metric": "x", "data": {}}"#,
    #"{"commit_hash": "a", "results": {}}"#,
    "command,mean\nx,1\n", "name,iterations,real_time,cpu_time,time_unit\nx,1,2,3,ns\n",
    "Value,Percentile\n1,0.5\n", "Running a test @ home\nLatency 1ms\n",
    "Running 10s test @ http://x\n", "MLPerf Results Summary\n", "Latency 1ms 2ms 3ms\n", "", "\n",
  ]

  @Test("others' files are not recognised", arguments: foreign) func others(text: String) throws {
    let content = try MicroSamples.content(text)
    for reader in ToolFormats.microBenchmarkReaders + ToolFormats.loadTestReaders {
      #expect(reader.recognise(content) == nil, "\(reader.format.identifier)")
    }
  }

  @Test("identifiers are distinct, and every format has traps") func formats() {
    let formats = (ToolFormats.microBenchmarkReaders + ToolFormats.loadTestReaders).map {
      $0.format
    }
    #expect(Set(formats.map(\.identifier)).count == formats.count)
    #expect(formats.allSatisfy { !$0.traps.isEmpty && $0.traps.allSatisfy { $0.hasSuffix(".") } })
  }

  @Test(
    "broken documents do not trap",
    arguments: [
      "hyperfine-json/two.json", "hyperfine-csv/two.csv", "google-benchmark-json/mixed.json",
      "google-benchmark-csv/preamble.csv", "pytest-benchmark/three.json",
      "criterion/parse/new/benchmark.json", "criterion/parse/new/estimates.json",
      "criterion/parse/new/sample.json", "jmh/modes.json", "package-benchmark/two.jmh.json",
      "package-benchmark/Ours.parse.p90.json", "benchmarkdotnet/two-report-full.json",
      "asv/version2.json", "vegeta/report.json", "vegeta/results.ndjson", "oha/plain.json",
      "k6-summary/export.json", "k6-ndjson/points.ndjson",
    ])
  func fuzz(path: String) throws {
    let content = try MicroSamples.fixture(path)
    var mutator = FormatMutator(seed: UInt64(path.utf8.reduce(7) { $0 &* 31 &+ Int($1) } & 0xFFFF))
    mutator.exercise(content, times: 400)
  }

  @Test(
    "a shared file of these tools has one format, any other none",
    .enabled(if: Repository.shared != nil, "needs ../shared"))
  func sharedFiles() throws {
    let root = try sharedFile("formats")
    let own: Set = [
      "hyperfine-json", "hyperfine-csv", "google-benchmark-json", "google-benchmark-csv",
      "pytest-benchmark", "criterion", "jmh", "benchmarkdotnet", "go-bench", "package-benchmark",
      "asv", "vegeta", "oha", "k6-ndjson", "k6-summary", "wrk", "wrk2", "hdrhistogram", "mlperf",
    ]
    // Files that hold no results: criterion's outlier limits, asv's descriptions.
    let without: Set = ["tukey.json", "benchmarks.json", "machine.json"]
    let names = try #require(FileManager.default.enumerator(atPath: root.path)).compactMap {
      $0 as? String
    }
    var checked = 0
    for name in names.sorted() where !name.hasSuffix(".expected.json") && name.contains("/") {
      let url = root.appendingPathComponent(name)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder),
        !isFolder.boolValue, let text = try? String(contentsOf: url, encoding: .utf8),
        let content = try? MicroSamples.content(text, file: url.path)
      else { continue }
      let forms =
        [content] + (content.records == nil ? [] : [MicroSamples.asText(text, content.file)])
      let isOwn = own.contains(String(name.prefix { $0 != "/" }))
      // All readers must leave our tools' files to one; ours must leave the files of others alone.
      let readers =
        isOwn
        ? ToolFormats.readers : ToolFormats.microBenchmarkReaders + ToolFormats.loadTestReaders
      let found = readers.filter { reader in forms.contains { reader.recognise($0) != nil } }
      let expected = isOwn && !without.contains(url.lastPathComponent) ? 1 : 0
      #expect(found.count == expected, "\(name): \(found.map { $0.format.identifier })")
      checked += 1
    }
    #expect(checked > 60)
  }
}
