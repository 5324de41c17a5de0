import Facts
import Foundation
import Tables
import TestSupport
import Testing

@Suite struct FactsJSONTests {
  private func text(_ analysis: FolderAnalysis, _ times: RunTimes? = nil) -> String {
    JSONWriter.text(analysis.sheet.json(times: times?.facts ?? []))
  }

  /// What stands before the block of times; the whole text where there is none.
  private func beforeTimes(_ text: String) -> Substring {
    text.firstRange(of: ",\n  \"times\": ").map { text[..<$0.lowerBound] } ?? text[...]
  }

  @Test("the same input gives the same bytes; times differ in their block alone")
  func deterministic() throws {
    let path = Repository.fixture("chat-models").path
    let (a, b) = (try analysis(path), try analysis(path))
    #expect(text(a) == text(b))
    let one = text(a, RunTimes(ingest: 0.1, analysis: 0.2))
    let two = text(b, RunTimes(ingest: 0.3, analysis: 0.4, report: 0.5))
    #expect(one != two)
    #expect(beforeTimes(one) == beforeTimes(two))
    #expect(beforeTimes(one).count < one.count)
    #expect(text(a).hasPrefix(beforeTimes(one)))
  }

  @Test("the document's own members")
  func document() throws {
    let analysis = try chatModels.get()
    let oracle = try JSONOracle(text: text(analysis, RunTimes(ingest: 0.5, analysis: 0.25)))
    #expect(oracle.keys == ["facts", "schema", "software", "times"])
    #expect(oracle["schema"].string == "bench-stats/facts/1")
    #expect(oracle["software"]["version"].string == FactSheet.softwareVersion)
    #expect(oracle["facts"].elements.count == analysis.sheet.facts.count)
    #expect(
      oracle["times"].elements.map { $0["key"].string } == [
        "run/ingest", "run/analysis", "run/total",
      ])
    #expect(try JSONOracle(text: text(analysis)).keys == ["facts", "schema", "software"])
  }

  @Test("every fact survives the writing, numbers to the last bit", arguments: sources.map(\.name))
  func roundTrip(source: String) throws {
    let analysis = try #require(sources.first { $0.name == source }).analysis.get()
    let elements = try JSONOracle(text: text(analysis))["facts"].elements
    #expect(elements.count == analysis.sheet.facts.count)
    for (json, fact) in zip(elements, analysis.sheet.facts) {
      #expect(json["id"].string == fact.id)
      #expect(json["key"].string == fact.key)
      #expect(json["statement"].string == fact.statement)
      #expect(json["topic"].string == fact.topic.rawValue)
      #expect(json.number("n") == Double(fact.n))
      if case .number(let value, let unit) = fact.quantity {
        #expect(json["quantity"].number("value") == value)
        #expect(json["quantity"]["unit"].string == unit.symbol)
      }
      #expect(json["interval"].exists == (fact.interval != nil))
      #expect(json["interval"].number("lower") == fact.interval?.lower)
      #expect(json["interval"].number("upper") == fact.interval?.upper)
      #expect(json["caveats"].elements.map { $0["kind"].string } == fact.caveats.map(\.kind))
    }
  }

  @Test("undefined is null, never NaN and never 0")
  func undefined() throws {
    let analysis = try analysis(of: [
      "runs.csv": "ttft_s,tokens_s\n1,1\n1,1\n1e300,1e308\n1e308,1e308\n"
    ])
    let oracle = try JSONOracle(text: text(analysis))
    #expect(!oracle["facts"].elements.isEmpty)
    #expect(analysis.sheet.facts.allSatisfy { $0.value.map(\.isFinite) ?? true })
    let sheet = try chatModels.get().sheet
    let open = try #require(
      sheet[key: "smollm2_135m_param_tuning/tokens_s/percentile(0.99)"]
    ).json
    #expect(open["interval"]?["upper"] == .null)
    #expect(open["test"] == .null)
    #expect(open["entity"]?["group"] == .null)
  }
}
