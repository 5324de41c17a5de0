import Tables
import Testing

@testable import Benchmarks

@Suite struct RunTableTests {
  @Test("a run with an error text failed; its zeros leak into nothing")
  func errorText() throws {
    let table = try runTable(
      "ttft_s,tokens_s,error\n0.5,50,\n0,0,connection refused\n0.7,52,\n0,0, none \n")
    #expect(table.succeededRows == [0, 2, 3])
    #expect(table.failed == [FailedRun(row: 1, line: 3, reason: "connection refused")])
  }

  @Test("words that name no error", arguments: ["none", "None", "null", "0", "false", "-", "N/A"])
  func noError(word: String) throws {
    let table = try runTable("ttft_s,error\n0.5,\(word)\n0.6,boom\n")
    #expect(table.succeededRows == [0])
  }

  @Test("error codes: 0 is none")
  func errorCodes() throws {
    #expect(try runTable("ttft_s,error\n0.5,0\n0,7\n").failed.map(\.reason) == ["7"])
  }

  @Test("flags that say no", arguments: [("true", "false"), ("1", "0"), ("ok", "failed")])
  func flags(yes: String, no: String) throws {
    let table = try runTable("ttft_s,success\n0.5,\(yes)\n0,\(no)\n0.7,\(yes)\n")
    #expect(table.succeededRows == [0, 2])
    let expected = no == "false" ? "the success flag is false" : "success is \(no)"
    #expect(table.failed.map(\.reason) == [expected])
  }

  @Test("flags in quotes with spaces around them")
  func spacedFlags() throws {
    let table = try runTable("ttft_s,status\n0.5,\" ok\"\n0,\" failed\"\n0.7,\"ok \"\n")
    #expect(table.columns[1].meaning.role == .success)
    #expect(table.succeededRows == [0, 2])
  }

  @Test("a missing flag is no failure; the error's text goes before the flag")
  func flagAndText() throws {
    let table = try runTable("ttft_s,success,error\n0.5,,\n0,false,timeout after 5 s\n0,false,\n")
    #expect(table.succeededRows == [0])
    #expect(table.failed.map(\.reason) == ["timeout after 5 s", "the success flag is false"])
  }

  @Test("metrics and factors are numeric columns")
  func columns() throws {
    let table = try runTable("model,num_ctx,temperature,ttft_s,done\na,1024,hot,0.5,true\n")
    #expect(table.metrics.map(\.name) == ["ttft_s"])
    #expect(table.numericFactors.map(\.name) == ["num_ctx"])
    #expect(table.columns(.entity).map(\.name) == ["model"])
    #expect(!table.isSourceSummary)
    #expect(try runTable("num_ctx,mean_ttft_s\n1,2\n").isSourceSummary)
  }

  @Test("names are as short as they can be told apart")
  func names() {
    #expect(
      Self.names(["a/x.csv", "b/y.csv", "b/y.json", "c/z.csv", "d/z.csv"])
        == ["x", "y.csv", "y.json", "c/z.csv", "d/z.csv"])
    let awkward = ["x.csv", "a/x.csv", "a/x.json", "b/x.csv.json", "c/x.csv.csv"]
    #expect(Set(Self.names(awkward)).count == awkward.count)
    // One letter in two spellings that count as equal texts: two files.
    let spellings = Self.names(["\u{E9}.csv", "e\u{301}.csv", "a/e\u{301}.csv"])
    #expect(
      spellings.map { Array($0.utf8.prefix(2)) } == [[0xC3, 0xA9], [0x65, 0xCC], [0x61, 0x2F]])
  }

  private static func names(_ paths: [String]) -> [String] {
    let names = RunTable.uniqueNames(paths)
    return paths.compactMap { names[TextKey($0)] }
  }

  @Test("tables of one JSON document are told apart by their key path")
  func keyPaths() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "doc.json",
      """
      {"model": "m:1", "warm": [{"ttft_s": 1}, {"ttft_s": 2}],
       "cold": [{"ttft_s": 3}, {"ttft_s": 4}]}
      """)
    let read = try BenchmarkFolder(folder.path)
    #expect(read.runTables.map(\.name) == ["doc:warm", "doc:cold"])
    #expect(read.runTables.map(\.subject) == ["m:1", "m:1"])
  }

  @Test("the subject is what the file's name tells")
  func subject() throws {
    let folder = try TemporaryFolder()
    for name in ["gemma3_1b_param_tuning", "llama_baseline", "_baseline", "notes"] {
      try folder.write("\(name).csv", "ttft_s\n1\n\(name.count)\n")
    }
    let read = try BenchmarkFolder(folder.path)
    #expect(read.table("gemma3_1b_param_tuning")?.subject == "gemma3_1b")
    #expect(read.table("llama_baseline")?.subject == "llama")
    #expect(read.table("_baseline")?.subject == nil)
    #expect(read.table("notes")?.subject == nil)
  }

  @Test("entity columns that add nothing tell nothing")
  func tellingEntities() throws {
    let table = try runTable(
      """
      backend,model,tag,name,ttft_s
      x,a,1,p,1
      x,b,2,p,2
      x,b,2,q,3

      """)
    #expect(table.tellingEntities.map(\.name) == ["model", "name"])
    #expect(try runTable("model,ttft_s\na,1\na,2\n").tellingEntities.isEmpty)
  }

  @Test("samples of a device are no runs")
  func telemetry() throws {
    #expect(try runTable("ttft_s\n1\n").holdsRuns)
    #expect(try runTable("eval_count\n1\n").holdsRuns)
    #expect(try !runTable("power_draw,fan_speed\n1,2\n").holdsRuns)
    #expect(try !runTable("accuracy,loss\n1,2\n").holdsRuns)
  }
}
