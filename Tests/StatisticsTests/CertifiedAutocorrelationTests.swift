import Foundation
import TestSupport
import Testing

@testable import Statistics

@Suite struct CertifiedAutocorrelationTests {
  /// The first autocorrelation of the NIST sets.
  @Test(
    .enabled(if: Repository.shared != nil, "../shared is absent"),
    arguments: ["Lew", "Mavro", "NumAcc1", "NumAcc2", "NumAcc3", "PiDigits"])
  func firstAutocorrelation(_ name: String) throws {
    let folder = "reference/nist/univariate/"
    let text = try String(contentsOf: sharedFile(folder + name + ".dat"), encoding: .utf8)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let header = try #require(lines.lastIndex { $0.hasPrefix("Data:") })
    let values = lines[header...].compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
    let found = try #require(try Autocorrelation(values, maximumLag: 1)).coefficients[1]
    let oracle = try JSONOracle(shared: folder + name + ".json")
    expectDigits(
      found, oracle["recomputed_exact_double_rounded_input"].number("autocorr_lag1"), 14, name)
  }
}
