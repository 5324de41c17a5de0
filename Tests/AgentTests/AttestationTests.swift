import TestSupport
import Testing

@testable import Agent

@Suite struct AttestationTests {
  @Test(arguments: [
    ("a b.csv", "d  a b.csv\n"), (#"a\b"#, "\\d  a\\\\b\n"), ("a\nb", "\\d  a\\nb\n"),
  ])
  func linesAreThoseOfSha256sum(path: String, line: String) {
    #expect(Attestation.line("d", path) == line)
  }

  @Test func digestsAreThoseOfTheTexts() throws {
    let folder = try TemporaryFolder(["runs.csv": "tokens_s\n1\n2\n"])
    let analysis = try folder.analysis()
    let json = Attestation.json(
      analysis.folder, facts: ("f.json", "facts"), report: ("r.md", "abc"))
    // The SHA-256 of "abc", from FIPS 180-2.
    #expect(
      json.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    #expect(json.contains("\"files\": 1"))
  }
}
