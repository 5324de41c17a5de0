import Testing

@testable import Benchmarks

/// What bench-stats wrote into a folder is no part of it the next time.
@Suite struct OwnOutputTests {
  @Test func reportsAndResultsArePassedOver() throws {
    let folder = try TemporaryFolder()
    try folder.write("runs.csv", "ttft_s\n1\n2\n")
    try folder.write("report.md", "\(BenchmarkFolder.reportMark)\n\n# Benchmark report\n")
    try folder.write("facts.json", #"{"schema": "bench-stats/facts/1", "facts": []}"#)
    try folder.write("notes.md", "# Notes\n")
    try folder.write("other.json", #"{"schema": "theirs/1", "value": 1}"#)
    let read = try BenchmarkFolder(folder.path)
    #expect(read.files.map(\.path) == ["notes.md", "other.json", "runs.csv"])
    #expect(read.ownOutputs == ["facts.json", "report.md"])
  }
}
