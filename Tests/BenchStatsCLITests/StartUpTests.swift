import TestSupport
import Testing

/// What the command loads before its work, which a small job would wait for.
@Suite(.enabled(if: Executable.isBuilt, "bench-stats is not built beside the tests"))
struct StartUpTests {
  private let data = Repository.fixture("chat-models/csv_data")

  /// The dynamic loader's account of a run.
  private func loading(_ arguments: String) throws -> String {
    let outcome = try Executable.shell("LD_DEBUG=files \"$0\" \(arguments)", in: data)
    #expect(outcome.status == 0)
    #expect(outcome.stderr.contains("libc.so"), "the loader gives no account")
    return outcome.stderr
  }

  @Test(arguments: [
    "--version", "describe gemma3_270m_baseline.csv",
    "percentiles gemma3_270m_baseline.csv --column ttft_s",
  ])
  func needsNoLinearAlgebra(arguments: String) throws {
    let account = try loading(arguments)
    #expect(!account.contains("openblas") && !account.contains("lapack"))
  }

  @Test func linearAlgebraIsLoadedWhereItIsUsed() throws {
    let account = try loading(
      "surface smollm2_135m_randomised_sweep.csv --response tokens_s --factors num_thread,num_ctx")
    #expect(account.contains("libopenblas.so.0") && account.contains("liblapacke.so.3"))
  }
}
