import Facts
import Testing

@testable import Reports

@Suite struct ProseTests {
  private func median() throws -> Fact {
    let sheet = try chatModels().sheet
    return try #require(sheet[key: "smollm2_135m_param_tuning/ttft_s/percentile(0.5)"])
  }

  @Test func digitInALiteralIsAProgrammerError() async {
    await #expect(processExitsWith: .failure) { _ = Prose(stringLiteral: "n = 7") }
    await #expect(processExitsWith: .failure) { _ = "7 of \(code: "a")" as Prose }
    await #expect(processExitsWith: .failure) { _ = Prose(stringLiteral: "n = ٧") }
  }

  @Test func factIsALinkToItself() throws {
    let fact = try median()
    #expect(("\(fact)" as Prose).markdown == "[\(fact.valueText)](#\(fact.id))")
    #expect(("\(n: fact)" as Prose).markdown == "[36](#\(fact.id))")
    #expect(("\(number: fact)" as Prose).markdown == "[0.1787](#\(fact.id))")
    #expect(
      ("\(interval: fact)" as Prose).markdown == "[0.1187 to 0.4187 (97.11 %)](#\(fact.id))")
    #expect(("\(withN: fact)" as Prose).markdown == "[0.1787 s, n = 36](#\(fact.id))")
  }

  @Test func openEndIsABoundOfTheOther() throws {
    let sheet = try chatModels().sheet
    let tail = try #require(sheet[key: "smollm2_135m_param_tuning/ttft_s/percentile(0.99)"])
    #expect(("\(interval: tail)" as Prose).markdown == "[≥ 0.5342 (99.44 %)](#\(tail.id))")
  }

  @Test func findingLosesItsTableOnly() throws {
    let sheet = try chatModels().sheet
    let finding = try #require(sheet.facts(.audit).first)
    let table = try #require(finding.entity.table)
    let text = ("\(finding: finding)" as Prose).markdown
    #expect(!text.contains("[\(table): "))
    #expect(text.hasSuffix("](#\(finding.id))"))
  }

  @Test func nothingWithoutLimitsOrCaveats() throws {
    let files = try #require(try chatModels().sheet[key: "inventory/files"])
    #expect(("\(interval: files)" as Prose).markdown == "")
    #expect(("\(caveats: files)" as Prose).markdown == "")
  }

  @Test func namesAreCode() {
    #expect(("see \(code: "a`1`")" as Prose).markdown == "see `` a`1` ``")
  }

  @Test func emptyColumnsAreLeftOut() {
    var out = MarkdownBuilder()
    out.table(["a", "b", "c"], [["x", "", "y"], ["z", "", ""]])
    #expect(out.text == "| a | c |\n| --- | --: |\n| x | y |\n| z |  |\n\n")
    out = MarkdownBuilder()
    out.table(["a"], [])
    #expect(out.text.isEmpty)
  }
}
