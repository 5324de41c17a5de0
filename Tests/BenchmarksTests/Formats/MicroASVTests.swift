import Foundation
import TestSupport
import Testing

@testable import Benchmarks

@Suite("asv's result files", .enabled(if: Repository.shared != nil, "needs ../shared"))
struct MicroASVTests {
  // Without counterpart: version, n_samples (null in both files).
  @Test(
    "agree with the reference",
    arguments: ["22b920c6-py2.7-Cython-numpy1.8.json", "fcf8c079-py2.7-Cython-numpy1.8.json"])
  func shared(file: String) throws {
    let path = "asv/cheetah/\(file)"
    let expected = try MicroSamples.expected(path)
    let text = try String(contentsOf: sharedFile("formats/" + path), encoding: .utf8)
    let content = try MicroSamples.content(text, file: file)
    let result = try MicroSamples.read(content, as: "asv")
    #expect(Double(result.benchmarks.count) == expected.number("n_values"))
    let failed = result.benchmarks.compactMap(\.failures?.count).reduce(0, +)
    #expect(Double(failed) == expected.number("n_failed"))
    #expect(
      result.environment.first { $0.name == "commit_hash" }?.text == expected["commit"].string)
    let names = Set(result.benchmarks.map(\.entity))
    #expect(Double(names.count) == expected.number("n_benchmarks"))
    for oracle in expected["benchmarks"].elements {
      let name = try #require(oracle["name"].string)
      let own = result.benchmarks.filter { $0.entity == name }
      let values = oracle["values"].elements.map { $0.number.flatMap { $0.isFinite ? $0 : nil } }
      #expect(own.map { $0.metrics.first?.reported.first?.value } == values, "\(name)")
      let parameters = oracle["params"].elements.map { $0.elements.compactMap(\.string) }
      if parameters.count == 1 {
        #expect(own.map { $0.parameter("parameter 1") } == parameters[0])
      }
      for (benchmark, statistics) in zip(own, oracle["stats"].elements) {
        let value = benchmark.metrics.first?.reported.first
        #expect([value?.lower, value?.upper] == statistics.optionals("ci_99"))
        let quartiles = [0.25, 0.75].map { benchmark.metrics.first?.reported(.percentile($0)) }
        #expect(quartiles == [statistics.number("q_25"), statistics.number("q_75")])
      }
    }
  }
}
