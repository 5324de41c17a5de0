import Tables
import Testing

@testable import Benchmarks

@Suite struct ConfigurationTests {
  private func read(_ yaml: String) throws -> Configuration {
    let folder = try TemporaryFolder()
    return try Configuration.read(folder.write("bench-stats.yaml", yaml))
  }

  /// The error's place without the folder, and its words.
  private func refusal(_ yaml: String) throws -> (place: String, words: String) {
    let folder = try TemporaryFolder()
    let path = try folder.write("c.yaml", yaml)
    do {
      _ = try Configuration.read(path)
    } catch let error as ConfigurationError {
      return (
        error.place.replacing(path, with: "c.yaml"), "\(error.expected); \(error.found)"
      )
    }
    return ("no error", "")
  }

  @Test("roles and units by column")
  func good() throws {
    let configuration = try read(
      """
      # what the columns are
      columns:
        latency: { role: metric, unit: ms }
        stage: { role: factor }
        "Total (x)":
          role: source-summary
        speed: { unit: frames/s }
      """)
    #expect(
      configuration.columns == [
        "latency": ColumnMeaning(.metric, .milliseconds), "stage": ColumnMeaning(.factor),
        "Total (x)": ColumnMeaning(.sourceSummary),
        "speed": ColumnMeaning(.metric, Unit("frames/s")),
      ])
  }

  @Test("nothing is said by an empty file", arguments: ["", "\n", "# a comment\n", "{}\n"])
  func empty(yaml: String) throws {
    #expect(try read(yaml) == Configuration())
  }

  @Test(
    "errors name line and column, what was expected and what was found",
    arguments: [
      ("columns: [a, b]\n", "c.yaml:1:10", "a mapping; a sequence"),
      ("- a\n", "c.yaml:1:1", "a mapping; a sequence"),
      ("colums:\n  a: { role: metric }\n", "c.yaml:1:1", "the key 'columns'; 'colums'"),
      ("columns:\n  a: metric\n", "c.yaml:2:6", "a mapping; 'metric'"),
      ("columns:\n  a: { kind: metric }\n", "c.yaml:2:8", "the keys 'role' and 'unit'; 'kind'"),
      ("columns:\n  a: { role: metric, unit: '' }\n", "c.yaml:2:28", "the symbol of a unit; ''"),
      ("columns:\n  a: { unit: [s] }\n", "c.yaml:2:14", "the symbol of a unit; a sequence"),
    ])
  func bad(yaml: String, place: String, words: String) throws {
    let found = try refusal(yaml)
    #expect(found.place == place)
    #expect(found.words == words)
  }

  @Test("an unknown role is told all that are known")
  func unknownRole() throws {
    let found = try refusal("columns:\n  a: { role: speed }\n")
    #expect(found.place == "c.yaml:2:14")
    #expect(found.words.hasSuffix("'speed'"))
    for role in ColumnRole.allCases { #expect(found.words.contains(role.rawValue)) }
  }

  @Test(
    "what is no YAML is refused on one line with its place",
    arguments: [
      ("columns:\n  a: { role: metric\nb\n", "c.yaml:4:"), ("a: \"open\n", "c.yaml:2:"),
      ("columns:\n\ta: 1\n", "c.yaml:2:"),
      ("columns:\n  a: { role: metric, role: factor }\n", "c.yaml:2:"),
    ])
  func noYAML(yaml: String, place: String) throws {
    let found = try refusal(yaml)
    #expect(found.place.hasPrefix(place), "\(found)")
    #expect(found.words.hasPrefix("YAML; "))
    #expect(!found.words.contains("\n"))
  }

  @Test("a missing file is a read error")
  func missing() throws {
    #expect(throws: ReadError.self) { try Configuration.read("/nowhere/bench-stats.yaml") }
  }

  @Test("the command line's form")
  func commandLine() throws {
    var configuration = Configuration()
    for text in ["a=factor", "b=metric:ms", "c=:tokens/s", "d=metric:kB:x", "e=entity"] {
      try configuration.add(commandLine: text)
    }
    try configuration.add(commandLine: "e=text")
    #expect(
      configuration.columns == [
        "a": ColumnMeaning(.factor), "b": ColumnMeaning(.metric, .milliseconds),
        "c": ColumnMeaning(.metric, .tokensPerSecond), "d": ColumnMeaning(.metric, Unit("kB:x")),
        "e": ColumnMeaning(.text),
      ])
  }

  @Test(
    "other forms are refused", arguments: ["", "a", "=metric", "a=", "a=speed", "a=metric:", "a=:"])
  func badCommandLine(text: String) {
    var configuration = Configuration()
    #expect {
      try configuration.add(commandLine: text)
    } throws: { error in
      (error as? ConfigurationError)?.place == "--column-role"
    }
    #expect(configuration.columns.isEmpty)
  }

  @Test("the caller's overrides go before those of the folder's own file")
  func precedence() throws {
    let folder = try TemporaryFolder()
    try folder.write("bench-stats.yaml", "columns:\n  x: { role: factor }\n  y: { role: text }\n")
    try folder.write("runs.csv", "x,y,ttft_s\n1,2,3\n2,3,4\n")
    let given = Configuration(columns: ["x": ColumnMeaning(.metric, .milliseconds)])
    let read = try BenchmarkFolder(folder.path, configuration: given)
    let columns = try #require(read.table("runs")).columns
    #expect(columns.map(\.meaning.role) == [.metric, .text, .metric])
    #expect(columns[0].meaning.unit == .milliseconds)
    #expect(read.configuration.columns.count == 2)
  }

  @Test("a broken file of the folder's own is an error, not a guess")
  func brokenOwnFile() throws {
    let folder = try TemporaryFolder()
    try folder.write("bench-stats.yaml", "columns: 5\n")
    #expect(throws: ConfigurationError.self) { try BenchmarkFolder(folder.path) }
  }
}
