import Foundation
import Tables
import Testing

@testable import Benchmarks

@Suite struct InventoryTests {
  private static let runs = "model,ttft_s,tokens_s,load_s\na,0.1,50,0\na,0.2,51,0\na,0.3,52,0\n"

  private func inventory(_ folder: TemporaryFolder) throws -> (BenchmarkFolder, Inventory) {
    let read = try BenchmarkFolder(folder.path)
    return (read, Inventory(read))
  }

  @Test("counts, bytes and paths per type and directory")
  func counts() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.csv", Self.runs)
    try folder.write("sub/b.tsv", "x\ty\n1\t2\n")
    try folder.write("sub/c.JSON", "{\"x\": 1}")
    try folder.write("sub/d.jsonl", "{\"x\": 1}\n")
    try folder.write("e.markdown", "# A\n")
    try folder.write("f.bin", "abc")
    let (_, inventory) = try inventory(folder)
    #expect(inventory.fileCount == 6)
    #expect(inventory.bytes == Self.runs.utf8.count + 8 + 8 + 9 + 4 + 3)
    #expect(inventory.kinds.map(\.kind) == [.csv, .json, .ndjson, .markdown, .other])
    #expect(inventory.kinds.map(\.count) == [2, 1, 1, 1, 1])
    #expect(inventory.kinds[0].paths == ["a.csv", "sub/b.tsv"])
    #expect(inventory.kinds[0].bytes == Self.runs.utf8.count + 8)
    #expect(inventory.directories.map(\.path) == [".", "sub"])
    #expect(inventory.directories.map(\.fileCount) == [3, 3])
    #expect(inventory.problems.isEmpty)
  }

  @Test("the latest modification of each type")
  func latest() throws {
    let folder = try TemporaryFolder()
    for (name, day) in [("a.csv", 3), ("b.csv", 5), ("c.csv", 4)] {
      let path = try folder.write(name, Self.runs + "\(name),1,1,1\n")
      let date = Date(timeIntervalSince1970: Double(day) * 86_400)
      try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }
    let latest = try inventory(folder).1.kinds[0].latest
    #expect(latest?.path == "b.csv")
    #expect(latest?.modified?.description == "1970-01-06T00:00:00Z")
  }

  @Test("files of the same bytes are one group, whatever their names; empty files are none")
  func duplicates() throws {
    let folder = try TemporaryFolder()
    for name in ["z.csv", "a.csv", "m.txt"] { try folder.write(name, Self.runs) }
    try folder.write("e.csv", "")
    try folder.write("f.csv", "")
    let (read, inventory) = try inventory(folder)
    #expect(inventory.duplicates.map(\.paths) == [["a.csv", "m.txt", "z.csv"]])
    #expect(inventory.duplicates[0].sha256.count == 64)
    #expect(read.files.map(\.duplicateOf) == [nil, nil, nil, "a.csv", "a.csv"])
    #expect(read.runTables.map(\.name) == ["a"])
  }

  @Test("the digest is SHA-256")
  func digest() throws {
    let folder = try TemporaryFolder()
    try folder.write("abc.txt", "abc")
    let record = try inventory(folder).0.files[0]
    #expect(
      record.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("what can't be used is listed with the reason, and keeps nothing else from being read")
  func problems() throws {
    let folder = try TemporaryFolder()
    try folder.write("empty.csv", "")
    try folder.write("header.csv", "a,b\n")
    try folder.write("ragged.csv", "a,b\n1,2\n3\n")
    try folder.write("cut.json", "{\"a\": [1, 2")
    try folder.write("latin.csv", Data([0x61, 0x0A, 0xE9, 0x0A]))
    try folder.write("good.csv", Self.runs)
    try folder.link("lost.csv", to: "nowhere")
    let (read, inventory) = try inventory(folder)
    let reasons = Dictionary(
      uniqueKeysWithValues: inventory.problems.map { ($0.path, $0.problem!.description) })
    #expect(
      Set(reasons.keys) == [
        "empty.csv", "header.csv", "ragged.csv", "cut.json", "latin.csv", "lost.csv",
      ])
    #expect(reasons["empty.csv"] == "the file is empty")
    #expect(reasons["header.csv"] == "a header without rows")
    #expect(reasons["ragged.csv"]?.hasPrefix("line 3: ") == true)
    #expect(reasons["cut.json"]?.hasPrefix("line 1: ") == true)
    #expect(reasons["latin.csv"]?.hasPrefix("line 2: ") == true)
    #expect(reasons["lost.csv"] == "a link to nothing")
    #expect(read.runTables.map(\.name) == ["good"])
    #expect(inventory.fileCount == 7)
  }

  @Test("Markdown that is not UTF-8 is no reason to stop")
  func brokenMarkdown() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.md", Data(Array("# A\n".utf8) + [0xFF, 0x0A]))
    try folder.write("b.md", "")
    let inventory = try inventory(folder).1
    #expect(inventory.headingCount == 1)
    #expect(inventory.problems.map(\.path) == ["b.md"])
  }

  @Test("a metric that tables of one family have and another lacks is a gap")
  func gaps() throws {
    let folder = try TemporaryFolder()
    try folder.write("a.csv", "ttft_s,tokens_s,load_s,power_w\n1,2,3,4\n2,3,4,5\n")
    try folder.write("b.csv", "ttft_s,tokens_s,load_s,power_w\n1,2,5,4\n2,3,4,5\n")
    try folder.write("c.csv", "ttft_s,tokens_s,load_s\n1,2,6\n2,3,4\n")
    try folder.write("other.csv", "fan_speed,power_draw\n1,2\n3,4\n")
    let gaps = try inventory(folder).1.gaps
    #expect(gaps.map(\.metric) == ["power_w"])
    #expect(gaps[0].presentIn == ["a", "b"])
    #expect(gaps[0].missingFrom == ["c"])
  }

  @Test("many tables, and many folders, are no quadratic work")
  func many() throws {
    let folder = try TemporaryFolder()
    for i in 0..<400 {
      // Two families, of which every tenth table lacks a metric, and which one differs.
      let family = i < 200 ? "a" : "b"
      let names = (0..<12).filter { i % 10 != 0 || $0 != i / 10 % 12 }.map { "\(family)\($0)_s" }
      let rows = [0, 1].map { row in names.map { _ in "\(i).\(row)" }.joined(separator: ",") }
      try folder.write(
        "f\(i)/t\(i).csv", ([names.joined(separator: ",")] + rows).joined(separator: "\n") + "\n")
    }
    let read = try BenchmarkFolder(folder.path)
    let start = ContinuousClock.now
    let inventory = Inventory(read)
    #expect(ContinuousClock.now - start < .seconds(5))
    #expect(inventory.directories.map(\.fileCount) == [0] + [Int](repeating: 1, count: 400))
    #expect(
      inventory.gaps.map(\.metric)
        == ["a", "b"].flatMap { family in (0..<12).map { "\(family)\($0)_s" } }.sorted())
    #expect(inventory.gaps.map(\.missingFrom.count).reduce(0, +) == 40)
    #expect(inventory.gaps.allSatisfy { $0.presentIn.count + $0.missingFrom.count == 200 })
  }

  @Test("a CSV and a JSON file of the same runs are described once")
  func repeatedTables() throws {
    let folder = try TemporaryFolder()
    try folder.write("runs.csv", "model,ttft_s,tokens_s\na,0.5,50\na,0.25,51\n")
    try folder.write(
      "runs.json",
      """
      [{"tokens_s": 50.0, "model": "a", "ttft_s": 0.50},
       {"tokens_s": 51, "model": "a", "ttft_s": 0.25}]
      """)
    try folder.write("more.csv", "model,ttft_s,tokens_s\na,0.5,50\na,0.25,52\n")
    let read = try inventory(folder).0
    #expect(read.runTables.map(\.name) == ["more", "runs.csv"])
    #expect(
      read.repeatedTables == [
        RepeatedTable(name: "runs.json", path: "runs.json", sameAs: "runs.csv")
      ])
  }

  @Test("what tells the runs of a table from others takes as much room for any table")
  func signature() throws {
    let rows = (0..<1000).map { "\($0),\($0 / 2)" }.joined(separator: "\n")
    let table = try runTable("ttft_s,tokens_s\n" + rows + "\n")
    let signature = try #require(table.signature)
    #expect(MemoryLayout.size(ofValue: signature) == 32)
    #expect(signature.map { $0 }.count == 32)
    #expect(
      try runTable("tokens_s,ttft_s\n5,1\n6,2\n").signature
        == runTable("ttft_s,note,tokens_s\n1,a,5\n2,b,6\n").signature)
    #expect(try runTable("ttft_s\n1\n2\n").signature != runTable("ttft_s\n12\n2\n").signature)
    #expect(try runTable("ttft_s\n1\n1\n").signature == nil)
    #expect(try runTable("ttft_s\n1\n\n\"\"\n").signature != nil)
  }

  @Test("a list of files with their sizes is no table of runs")
  func sizesAlone() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "environment.json",
      """
      {"cores": 2, "models": [{"name": "a", "bytes": 1000}, {"name": "b", "bytes": 2000}]}
      """)
    #expect(try inventory(folder).0.runTables.isEmpty)
  }

  @Test("an empty folder has nothing, and that is no error")
  func nothing() throws {
    let (read, inventory) = try inventory(TemporaryFolder())
    #expect(inventory.fileCount == 0)
    #expect(inventory.kinds.isEmpty)
    #expect(read.runTables.isEmpty)
  }
}
