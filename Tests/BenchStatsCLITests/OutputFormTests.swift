import BenchStats
import Foundation
import Testing

/// Machines read the outputs back.
@Suite struct OutputFormTests {
  private static let sweep = "Fixtures/chat-models/csv_data/smollm2_135m_randomised_sweep.csv"

  private func table(_ arguments: [String]) throws -> Table {
    try #require(Workspace.isReady)
    let outcome = Outcome(arguments + ["--format", "csv"])
    try #require(outcome.status == 0, "\(outcome.stderr)")
    let folder = try OpenFolder()
    let path = folder.url.appendingPathComponent("a.csv").path
    try Data(outcome.stdout.utf8).write(to: URL(fileURLWithPath: path))
    return try Table(contentsOf: path)
  }

  /// What both forms hold; decoded, because JSONSerialization reads long decimals through Decimal.
  private struct Percentiles: Decodable {
    struct Row: Decodable { var value, lower, upper: Double? }
    var percentiles: [Row]
  }

  private struct Surface: Decodable {
    struct Row: Decodable { var estimate, p: Double? }
    var coefficients: [Row]
  }

  private func decoded<T: Decodable>(_ type: T.Type, _ arguments: [String]) throws -> T {
    let outcome = Outcome(arguments + ["--format", "json"])
    return try JSONDecoder().decode(type, from: Data(outcome.stdout.utf8))
  }

  /// Numbers in CSV are those of the JSON document, to the last bit.
  @Test func percentilesInFull() throws {
    let arguments = ["percentiles", Self.sweep, "--column", "tokens_s", "--p", "5,50,99"]
    let csv = try table(arguments)
    let rows = try decoded(Percentiles.self, arguments).percentiles
    #expect(rows.count == 3)
    #expect(try csv.numbers("value") == rows.map(\.value))
    #expect(try csv.numbers("lower") == rows.map(\.lower))
    #expect(try csv.numbers("upper") == rows.map(\.upper))
  }

  @Test func coefficientsInFull() throws {
    let arguments = [
      "surface", Self.sweep, "--response", "ttft_s", "--factors", "num_thread,num_ctx",
    ]
    let csv = try table(arguments)
    let rows = try decoded(Surface.self, arguments).coefficients
    #expect(rows.count == 6)
    #expect(try csv.numbers("estimate") == rows.map(\.estimate))
    #expect(try csv.numbers("p") == rows.map(\.p))
  }

  @Test(arguments: [
    ["inventory", Workspace.small], ["facts", Workspace.small], ["describe", sweep],
  ])
  func tablesParse(arguments: [String]) throws {
    #expect(try table(arguments).rowCount > 2)
  }

  @Test func undefinedIsNull() throws {
    try #require(Workspace.isReady)
    let constant = try document(["correlate", Self.sweep, "--columns", "ttft_s,eval_count"])
    let pairs = try #require(constant["pairs"] as? [[String: Any]])
    for name in ["coefficient", "lower", "upper", "p", "holm", "benjaminiHochberg"] {
      #expect(pairs[0][name] is NSNull)
    }
    let tail = try document(["percentiles", Self.sweep, "--column", "ttft_s", "--p", "99"])
    let values = try #require(tail["percentiles"] as? [[String: Any]])
    #expect(values[0]["upper"] is NSNull)
    #expect(values[0]["runsNeededForUpperLimit"] as? Int == 299)
    #expect(values[0]["runsNeededForLowerLimit"] is NSNull)
  }
}
