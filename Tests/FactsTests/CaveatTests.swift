import Benchmarks
import Facts
import TestSupport
import Testing

/// Each caveat appears where it should, and nowhere else.
@Suite struct CaveatTests {
  private static let fixed = "smollm2_135m_param_tuning"
  private static let random = "smollm2_135m_randomised_sweep"

  private func fact(_ key: String) throws -> Fact {
    try #require(try chatModels.get().sheet[key: key], "\(key)")
  }

  private func kinds(_ key: String) throws -> Set<String> { Set(try fact(key).caveats.map(\.kind)) }

  @Test("too few runs for a percentile: where the upper end is open")
  func tooFew() throws {
    for table in [Self.fixed, Self.random] {
      for p in ["0.5", "0.9", "0.95", "0.99"] {
        let fact = try fact("\(table)/ttft_s/percentile(\(p))")
        let isOpen = fact.interval?.upper == nil
        #expect(fact.caveats.contains { $0.kind == "tooFewForPercentile" } == isOpen, "\(fact.key)")
      }
    }
    #expect(
      try fact("\(Self.fixed)/tokens_s/percentile(0.99)").caveats
        == [.tooFewForPercentile(n: 36, needed: 299)])
    #expect(try fact("\(Self.fixed)/tokens_s/percentile(0.9)").caveats.isEmpty)
  }

  @Test("cold starts: on times of the fixed sweep, not on rates, not without them")
  func coldStarts() throws {
    let expected = Caveat.includesColdStarts(count: 12, factor: "temperature", level: 0.2)
    #expect(try fact("\(Self.fixed)/ttft_s/mean").caveats == [expected])
    #expect(try fact("\(Self.fixed)/tokens_s/mean").caveats.isEmpty)
    #expect(try fact("\(Self.fixed)[warm]/ttft_s/mean").caveats.isEmpty)
    #expect(try fact("\(Self.random)/ttft_s/mean").caveats.isEmpty)
  }

  @Test("a baseline without settings: its first run is cold")
  func firstRun() throws {
    #expect(try kinds("smollm2_135m_baseline/ttft_s/mean") == ["firstRunIsCold"])
    #expect(try kinds("gemma3_270m_baseline.csv/ttft_s/mean") == ["firstRunIsCold"])
    #expect(try kinds("smollm2_135m_baseline/tokens_s/mean").isEmpty)
    #expect(try kinds("smollm2_135m_baseline/eval_s/mean").isEmpty)
    let numbers = try fact("smollm2_135m_baseline/ttft_s/mean").caveats[0].numbers
    #expect(numbers == [.init("first", 0.363130569), .init("median", 0)])
  }

  @Test("the factor that carries the cold starts, against times")
  func confounded() throws {
    let expected = Caveat.confoundedWithColdStarts(factor: "temperature", level: 0.2)
    #expect(try fact("\(Self.fixed)/pearson(temperature, ttft_s)").caveats.contains(expected))
    #expect(try !fact("\(Self.fixed)/pearson(temperature, tokens_s)").caveats.contains(expected))
    #expect(try !fact("\(Self.fixed)/pearson(num_ctx, ttft_s)").caveats.contains(expected))
    #expect(
      try !fact("\(Self.fixed)[warm]/spearman(temperature, ttft_s)").caveats.contains(expected))
    #expect(try !fact("\(Self.random)/pearson(temperature, ttft_s)").caveats.contains(expected))
  }

  @Test("columns of one identity")
  func identities() throws {
    #expect(
      try fact("\(Self.fixed)/pearson(ttft_s, load_s)").caveats
        .contains(.partOfIdentity(equation: "ttft_s = load_s + prompt_eval_s")))
    #expect(try kinds("\(Self.fixed)/spearman(tokens_s, eval_s)").contains("partOfIdentity"))
    #expect(try kinds("\(Self.random)/pearson(ttft_s, prompt_eval_s)").contains("partOfIdentity"))
    #expect(try !kinds("\(Self.fixed)/pearson(ttft_s, tokens_s)").contains("partOfIdentity"))
    // Whatever correlates perfectly must say so.
    for fact in try chatModels.get().sheet.facts(.correlation)
    where abs(fact.value ?? 0) > 1 - 1e-12 {
      #expect(fact.caveats.contains { $0.kind == "partOfIdentity" }, "\(fact.statement)")
    }
  }

  @Test("a factor that follows the order: in correlations, levels and surfaces")
  func order() throws {
    for key in [
      "\(Self.fixed)/spearman(num_thread, tokens_s)",
      "\(Self.fixed)[num_thread=1]/tokens_s/percentile(0.5)",
      "\(Self.fixed)/surface(tokens_s)/rSquared",
    ] {
      #expect(try kinds(key).contains("confoundedWithOrder"), "\(key)")
    }
    #expect(try !kinds("\(Self.fixed)/spearman(num_ctx, tokens_s)").contains("confoundedWithOrder"))
    #expect(try !kinds("\(Self.random)/surface(tokens_s)/rSquared").contains("confoundedWithOrder"))
  }

  @Test("every correlation is one of many")
  func manyTests() throws {
    for fact in try chatModels.get().sheet.facts(.correlation) {
      #expect(fact.caveats.contains { $0.kind == "oneOfManyTests" })
      #expect((fact.test?.holm ?? 0) >= (fact.test?.p ?? 1), "\(fact.key)")
    }
  }

  @Test("surfaces: outside the region, uncertain shape, undetermined terms, no replicates")
  func surfaces() throws {
    #expect(
      try kinds("\(Self.fixed)/surface(tokens_s)/shape").isSuperset(of: [
        "outsideRegion", "curvatureUncertain", "oneRunPerCell",
      ]))
    #expect(try kinds("\(Self.fixed)/surface(ttft_s)/rSquared").contains("aliasedTerms"))
    #expect(try chatModels.get().sheet[key: "\(Self.fixed)/surface(ttft_s)/shape"] == nil)
    #expect(try kinds("\(Self.random)/surface(tokens_s)/shape") == ["curvatureUncertain"])
    let left = try fact("\(Self.fixed)/surface(ttft_s)/rSquared")
    #expect(left.excluded == [Fact.Exclusion(reason: "cold start", count: 12)])
    #expect(left.entity.group == "without cold starts")
    #expect(left.statement.contains("(without cold starts)"))
  }

  @Test("what reading did to values goes with them, and stands in the inventory")
  func reading() throws {
    let sheet = try analysis(of: [
      "runs.csv": "latency_ms,ttft_s,ttft_s\n\"1,200\",1,2\n\"2,400\",2,3\n900,3,5\n"
    ]).sheet
    let words = "latency_ms: 2 cells with digits in groups read as numbers (first on line 2)"
    #expect(
      sheet[key: "runs/latency_ms/mean"]?.caveats.contains(.readingNote(words, count: 2)) == true)
    #expect(sheet[key: "runs/latency_ms/mean"]?.value == 1500)
    #expect(sheet[key: "runs/ttft_s/mean"]?.caveats.contains { $0.kind == "readingNote" } == false)
    #expect(
      sheet.facts(.inventory).filter { $0.key.hasPrefix("inventory/notice(") }.map(\.statement)
        == [
          "runs.csv: a second column 'ttft_s' is called 'ttft_s (2)' (line 1)",
          "runs.csv: \(words)",
        ])
  }

  @Test("what the source computed is quoted as such; unknown units are said to be")
  func sourceAndUnits() throws {
    let sheet = try analysis(of: [
      "runs.csv": "latency,ttft_s\n5,1\n6,2\n7,3\n",
      "summary.json": "{\"p95_ms\": 12.5, \"widgets\": 2, \"temperature\": 0.3, \"seed\": 7}",
    ]).sheet
    #expect(
      sheet[key: "runs/latency/mean"]?.caveats.contains(.unknownUnit(column: "latency")) == true)
    #expect(sheet[key: "runs/latency/mean"]?.valueText == "6")
    #expect(sheet[key: "summary.json/p95_ms"]?.caveats == [.computedBySource])
    #expect(sheet[key: "summary.json/p95_ms"]?.valueText == "12.50 ms")
    #expect(sheet[key: "summary.json/widgets"]?.caveats == [.unknownUnit(column: "widgets")])
    #expect(sheet[key: "summary.json/temperature"]?.caveats.isEmpty == true)
    #expect(sheet[key: "summary.json/seed"] == nil)
  }

  @Test("the source's statistics in small tables are quoted, failed rows left out")
  func quotedTables() throws {
    let sheet = try analysis(of: [
      "backends.json":
        """
      {"eager": {"mean_time_ms": 3.5, "workspace": 8, "success": true},
       "onnx": {"mean_time_ms": 0, "workspace": 8, "success": false}}
      """
    ]).sheet
    let facts = sheet.facts(.reading)
    #expect(facts.map(\.key) == ["backends[key = eager]/mean_time_ms/given"])
    #expect(facts.first?.caveats == [.computedBySource])
    #expect(facts.first?.entity.subject == "eager")
  }

  @Test(
    "a sentinel level: in correlations with the factor, at that level, out of the surface",
    .enabled(if: Repository.shared != nil, "needs ../shared"))
  func sentinel() throws {
    let sheet = try chimera.get().sheet
    let table = "gemma3_1b-it-qat_param_tuning"
    let expected = Caveat.sentinelLevel(factor: "num_gpu", level: 999)
    #expect(sheet[key: "\(table)/spearman(num_gpu, tokens_s)"]?.caveats.contains(expected) == true)
    #expect(sheet[key: "\(table)/spearman(num_ctx, tokens_s)"]?.caveats.contains(expected) == false)
    #expect(
      sheet[key: "\(table)[num_gpu=999]/tokens_s/percentile(0.5)"]?.caveats.contains(expected)
        == true)
    #expect(
      sheet[key: "\(table)[num_gpu=80]/tokens_s/percentile(0.5)"]?.caveats.contains(expected)
        == false)
    let surface = try #require(sheet[key: "\(table)/surface(tokens_s)/rSquared"])
    #expect((surface.n, surface.entity.group) == (27, "without sentinel levels"))
    #expect(sheet[key: "\(table)/surface(tokens_s)/centre(num_gpu)"]?.value == 60)
    let times = try #require(sheet[key: "\(table)/surface(ttft_s)/rSquared"])
    #expect((times.n, times.entity.group) == (18, "without cold starts and sentinel levels"))
  }

  @Test("the audit's findings in words", .enabled(if: Repository.shared != nil, "needs ../shared"))
  func findings() throws {
    let table = "gemma3_1b-it-qat_param_tuning"
    let sheet = try chimera.get().sheet
    let statements = sheet.facts(about: table, .audit).map {
      $0.statement.dropFirst(table.count + 2)
    }
    for start in [
      "ttft_s = load_s + prompt_eval_s in all 36 runs",
      "tokens_s = eval_count / eval_s in all 36 runs",
      "temperature = 0.2 stands at 12 of 12 first runs after a configuration change, 12 of them cold "
        + "(median load_s 6.289 s against 0.07731 s in later runs)",
      "num_gpu = 999 is a sentinel, not an amount: 919 from the next level 80, while all others span 40",
      "num_gpu (4) × num_ctx (3) × temperature (3): 36 of 36 cells filled by 36 runs, one run per cell",
      "p99 can't be bounded from above with 36 runs: 299 are needed for an upper limit at 95 %",
    ] {
      #expect(statements.contains { $0.hasPrefix(start) }, "\(start)")
    }
  }
}
