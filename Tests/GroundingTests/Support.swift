import Benchmarks
import Facts
import Foundation
import Grounding
import TestSupport

/// The recorded folder, analysed once.
let chatModels = Result {
  GroundingData(try FolderAnalysis(BenchmarkFolder(Repository.fixture("chat-models").path)))
}

/// A verification of a text against the recorded folder.
func verify(_ markdown: String) throws -> Verification {
  Verifier(data: try chatModels.get()).verify(markdown, name: "report.md")
}

/// Why a text has not the one claim that a test expects.
struct ClaimCount: Error { var found: [String] }

/// The only claim of a text.
func onlyClaim(_ markdown: String) throws -> CheckedClaim {
  let claims = try verify(markdown).claims
  guard claims.count == 1 else {
    throw ClaimCount(found: claims.map(\.text))
  }
  return claims[0]
}
