import Benchmarks
import Facts
import Foundation
import Grounding
import TestSupport
import Testing

/// The two reports that an agent wrote about the real folder.
@Suite("seed reports", .enabled(if: Repository.shared != nil, "../shared is not there"))
struct SeedReportTests {
  private func claims(_ name: String) throws -> [CheckedClaim] {
    let analysis = try FolderAnalysis(BenchmarkFolder(sharedFile("data/chimera-101").path))
    let text = try String(contentsOf: sharedFile("reports/seeds/\(name).md"), encoding: .utf8)
    return Verifier(data: GroundingData(analysis)).verify(text, name: name).claims
  }

  @Test func first() throws {
    let claims = try claims("chimera-agent")
    func of(_ text: String) -> [CheckedClaim] { claims.filter { $0.text == text } }
    for claim in of("15.584035") {
      #expect(claim.verdict == .wrongUnit)
      #expect(claim.flags == [.sourceMislabels])
      #expect(claim.correction == "15.584035 ms")
    }
    #expect(of("15.584035").count == 2)
    let rate = try #require(of("14.1063399029013").first)
    #expect(rate.verdict == .wrongUnit)
    #expect(rate.correction?.hasSuffix("tokens/s") == true)
    #expect(of("11.234567").map(\.verdict) == [.absent])
    #expect(of("8.901234").map(\.verdict) == [.absent])
    let counts = claims.filter { (28...30).contains($0.line) }
    #expect(counts.map(\.text) == ["68", "20", "13"])
    #expect(counts.map(\.verdict) == [.countWrong, .countWrong, .countWrong])
    #expect(counts.map(\.correction) == ["28", "44", "29"])
  }

  @Test func second() throws {
    let claims = try claims("chimera-agent-a")
    let counts = claims.filter { $0.line == 26 }
    #expect(counts.map(\.text) == ["44", "425", "1"])
    #expect(counts.map(\.verdict) == [.count, .countWrong, .countWrong])
    #expect(counts.map(\.correction) == [nil, "29", "28"])
    let rate = try #require(claims.first { $0.text == "14.1063399029013" })
    #expect(rate.verdict == .wrongScope)
    #expect(rate.flags.contains(.sourceMislabels))
    let times = claims.filter { (117...123).contains($0.line) }
    #expect(times.count == 7)
    #expect(times.allSatisfy { $0.verdict == .runMetric })
  }
}
