import Foundation
import Grounding
import Tables
import TestSupport
import Testing

/// The interpreter of the tests' own virtual environment; nil without `make test`.
private let python = ProcessInfo.processInfo.environment["BENCH_STATS_PYTHON"]

/// Verifications against the published schema.
@Suite struct VerificationSchemaTests {
  private var schema: URL {
    Repository.root.appendingPathComponent("docs/schemas/verification-1.schema.json")
  }

  private func report() throws -> String {
    try String(contentsOf: Repository.fixture("reports/chat_models.md"), encoding: .utf8)
  }

  /// The lists of the schema are those of the code.
  @Test func namesAreTheCodes() throws {
    let oracle = try JSONOracle(contentsOf: schema)
    let claim = oracle["$defs"]["claim"]["properties"]
    #expect(claim["verdict"].strings("enum") == Verdict.allCases.map(\.rawValue))
    #expect(claim["flags"]["items"].strings("enum") == VerdictFlag.allCases.map(\.rawValue))
    let reasons = oracle["$defs"]["notClaim"]["properties"]["reason"].strings("enum")
    #expect(Set(reasons) == Set(NotClaimReason.allCases.map(\.rawValue)))
  }

  @Test(.enabled(if: python != nil, "BENCH_STATS_PYTHON is not set; see `make test`"))
  func documentsAreValid() throws {
    for text in [try report(), "", "1e9999 s and 0e9999 ms of latency"] {
      let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("verification-\(UUID().uuidString).json")
      try Data(JSONWriter.text(try verify(text).json).utf8).write(to: file)
      defer { try? FileManager.default.removeItem(at: file) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: try #require(python))
      process.arguments = [
        Repository.root.appendingPathComponent("Tests/scripts/validate_facts.py").path, file.path,
        schema.path,
      ]
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }
}
