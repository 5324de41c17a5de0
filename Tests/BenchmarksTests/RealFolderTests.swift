import TestSupport
import Testing

@testable import Benchmarks

/// What the issue asks to be shown on the folder of real data beside the repository.
@Suite("chimera-101", .enabled(if: Repository.shared != nil, "needs ../shared"))
struct ChimeraTests {
  static let folder = Result {
    try BenchmarkFolder(try sharedFile("data/chimera-101").path)
  }

  @Test func inventory() throws {
    let folder = try Self.folder.get()
    let inventory = Inventory(folder)
    #expect(inventory.fileCount == 101)
    #expect(inventory.kinds.map(\.kind) == [.csv, .json, .markdown])
    #expect(inventory.kinds.map(\.count) == [28, 44, 29])
    #expect(inventory.bytes == 436_259)
    #expect(inventory.duplicates.map(\.paths.count) == [2, 2, 2, 2])
    #expect(inventory.headingCount == 362)
    #expect(inventory.markdownTableCount == 62)
    #expect(inventory.hashLineCount == 425)
    #expect(inventory.problems.map(\.path) == ["reports/ncu_summary.csv"])
    guard case .unreadable(let error) = inventory.problems.first?.problem else {
      Issue.record("ncu_summary.csv was read")
      return
    }
    #expect(error.line != nil)
  }

  @Test("failed runs are set apart in every table")
  func failures() throws {
    let folder = try Self.folder.get()
    #expect(folder.table("gemma3_270m_param_tuning")?.failed.count == 2)
    #expect(folder.table("gemma3_270m_param_tuning")?.succeededRows.count == 34)
    #expect(folder.table("baseline_test_results_1759098967")?.failed.count == 4)
    #expect(folder.table("gemma3_benchmark_runs")?.succeededRows.isEmpty == true)
  }

  @Test("the audit of the 1B sweep, finding by finding")
  func audit() throws {
    let table = try #require(try Self.folder.get().table("gemma3_1b-it-qat_param_tuning"))
    let audit = SweepAudit(table)
    #expect(
      Set(audit.identities.map(\.equation)) == [
        "ttft_s = load_s + prompt_eval_s", "tokens_s = eval_count / eval_s",
      ])
    #expect(audit.identities.allSatisfy { $0.n == 36 })
    let cold = try #require(audit.coldStarts)
    #expect((cold.factor, cold.level) == ("temperature", 0.2))
    #expect((cold.firstRuns, cold.firstRunsAtLevel, cold.runsAtLevel) == (12, 12, 12))
    #expect(cold.coldRows == Array(stride(from: 0, to: 36, by: 3)))
    #expect(audit.sentinels.map(\.factor) == ["num_gpu"])
    #expect(audit.sentinels.map(\.level) == [999])
    #expect(audit.sentinels.map(\.runs) == [9])
    let cells = try #require(audit.cells)
    #expect((cells.possible, cells.filled, cells.fewest, cells.most) == (36, 36, 1, 1))
    #expect(cells.factors.map(\.levels) == [4, 3, 3])
    #expect(
      audit.findings.contains(.tooFewForPercentile(probability: 0.99, n: 36, needed: 299)))
    #expect(
      audit.findings.count {
        if case .confoundedWithOrder(let factor, let r, _) = $0 {
          factor == "num_gpu" && r < -0.9
        } else {
          false
        }
      } == 1)
  }

  @Test("rounded sweeps have the same identities")
  func roundedSweep() throws {
    let table = try #require(try Self.folder.get().table("ollama_param_tuning"))
    #expect(
      Set(SweepAudit(table).identities.map(\.equation)) == [
        "ttft_s = load_s + prompt_eval_s", "tokens_s = eval_count / eval_s",
        "total_tokens = prompt_eval_count + eval_count",
      ])
  }

  @Test("GPU degrees and the sampler's temperature are told apart")
  func temperatures() throws {
    let folder = try Self.folder.get()
    let gpu = try #require(folder.table("baseline_system_metrics:metrics[].gpu"))
    #expect(gpu.metrics.first { $0.name == "temperature" }?.meaning.unit == .celsius)
    #expect(!gpu.holdsRuns)
    let sweep = try #require(folder.table("gemma3_param_tuning"))
    #expect(sweep.numericFactors.map(\.name) == ["num_gpu", "num_ctx", "temperature"])
  }
}

/// The folder that was recorded for us.
@Suite("chat-models") struct ChatModelsTests {
  static let folder = Result { try BenchmarkFolder(Repository.fixture("chat-models").path) }

  private func audit(_ name: String) throws -> SweepAudit {
    SweepAudit(try #require(try Self.folder.get().table(name)))
  }

  @Test func inventory() throws {
    let inventory = Inventory(try Self.folder.get())
    #expect(inventory.fileCount == 11)
    #expect(inventory.kinds.map(\.kind) == [.csv, .json, .ndjson, .markdown])
    #expect(inventory.kinds.map(\.count) == [6, 2, 1, 2])
    #expect(
      inventory.duplicates.map(\.paths) == [
        ["csv_data/smollm2_135m_param_tuning.csv", "reports/smollm2_135m_param_tuning.csv"]
      ])
    #expect((inventory.headingCount, inventory.hashLineCount) == (9, 15))
    #expect(inventory.markdownTableCount == 1)
    #expect(inventory.problems.isEmpty)
  }

  @Test("the same runs as CSV and as JSON count once; a list of models is no table of runs")
  func tables() throws {
    let folder = try Self.folder.get()
    #expect(folder.repeatedTables.map(\.path) == ["csv_data/gemma3_270m_baseline.json"])
    #expect(
      folder.runTables.map(\.name).sorted() == [
        "gemma3_270m_baseline.csv", "smollm2_135m_baseline", "smollm2_135m_param_tuning",
        "smollm2_135m_param_tuning_summary", "smollm2_135m_randomised_sweep",
        "smollm2_135m_responses",
      ])
    #expect(folder.table("smollm2_135m_param_tuning_summary")?.isSourceSummary == true)
    let baseline = try #require(folder.table("gemma3_270m_baseline.csv"))
    #expect(baseline.failed.map(\.line) == [10])
    #expect(baseline.subject == "gemma3_270m")
  }

  @Test("the sweep in fixed order: cold starts, order, one run a cell")
  func fixedOrder() throws {
    let audit = try audit("smollm2_135m_param_tuning")
    #expect(
      Set(audit.identities.map(\.equation)) == [
        "ttft_s = load_s + prompt_eval_s", "tokens_s = eval_count / eval_s",
      ])
    let cold = try #require(audit.coldStarts)
    #expect((cold.factor, cold.level, cold.coldRows.count) == ("temperature", 0.2, 12))
    #expect(cold.warmMedian == 0)
    #expect(audit.sentinels.isEmpty)
    #expect(audit.cells?.hasReplicates == false)
    #expect(audit.cells?.possible == 36)
    #expect(audit.findings.contains(.constant(column: "eval_count", value: "48", n: 36)))
    #expect(
      audit.findings.contains {
        if case .confoundedWithOrder("num_thread", _, 36) = $0 { true } else { false }
      })
  }

  @Test("the sweep in random order: none of that, but replicates")
  func randomOrder() throws {
    let audit = try audit("smollm2_135m_randomised_sweep")
    #expect(
      Set(audit.identities.map(\.equation)) == [
        "ttft_s = prompt_eval_s", "tokens_s = eval_count / eval_s",
      ])
    #expect(audit.coldStarts == nil)
    let cells = try #require(audit.cells)
    #expect((cells.possible, cells.filled, cells.fewest, cells.most) == (27, 27, 2, 6))
    #expect(cells.hasReplicates && !cells.isBalanced)
    #expect(
      !audit.findings.contains {
        if case .confoundedWithOrder = $0 { true } else { false }
      })
  }
}
