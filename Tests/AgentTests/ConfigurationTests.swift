import Foundation
import TestSupport
import Testing

@testable import Agent

@Suite struct ConfigurationTests {
  private func read(_ yaml: String) throws -> AgentConfiguration {
    let folder = try TemporaryFolder(["tuned.yaml": yaml])
    return try AgentConfiguration(contentsOf: folder.url.appendingPathComponent("tuned.yaml").path)
  }

  @Test func readsEveryOption() throws {
    let configuration = try read(
      """
      model: ollama:gemma3:latest
      base-url: http://127.0.0.1:11434
      num_gpu: 80
      num-ctx: 512
      temperature: 0.8
      top-p: 0.9
      top-k: 40
      repeat-penalty: 1.1
      seed: 7
      num-predict: 64
      constraint: grammar
      concurrent: true
      timeout: 30
      runs: 3
      """)
    #expect(configuration.name == "tuned")
    #expect(configuration.model?.name == "gemma3:latest")
    #expect(configuration.model?.provider == .ollama)
    #expect(
      configuration.options.named.map(\.name) == [
        "num_gpu", "num_ctx", "temperature", "top_p", "top_k", "repeat_penalty", "seed",
        "num_predict",
      ])
    #expect(configuration.options.named.map(\.value) == [80, 512, 0.8, 0.9, 40, 1.1, 7, 64])
    #expect(configuration.constraint == .grammar)
    #expect(configuration.isConcurrent && configuration.timeout == 30 && configuration.runs == 3)
    #expect(try read("model: ollama:a").runs == nil)
  }

  /// What no server gets is not listed as if it were in force.
  @Test func settingsSayWhatIsNotSent() throws {
    func settings(_ model: String, _ more: String = "") throws -> [String: String] {
      let yaml = "model: \(model)\nnum-gpu: 80\nnum-ctx: 512\ntop-k: 4\nseed: 1\n\(more)"
      return try Dictionary(uniqueKeysWithValues: read(yaml).settings.map { ($0.name, $0.value) })
    }
    let ollama = try settings("ollama:a", "personas: mine\n")
    #expect(ollama["num_gpu"] == "80" && ollama["num_ctx"] == "512" && ollama["top_k"] == "4")
    #expect(ollama["personas"] == "mine")
    let llama = try settings("openai:a", "base-url: http://127.0.0.1:1\n")
    #expect(llama["num_gpu"] == "80 (not sent)" && llama["num_ctx"] == "512 (not sent)")
    #expect(llama["top_k"] == "4" && llama["seed"] == "1" && llama["personas"] == "built in")
    #expect(try settings("openai:a")["top_k"] == "4 (not sent)")
  }

  @Test func aGrammarNeedsAServerThatTakesOne() throws {
    #expect(throws: AgentFileError.self) {
      try read("model: ollama:a\nconstraint: grammar").check()
    }
    try read("model: openai:a\nconstraint: grammar").check()
    try read("model: ollama:a\nconstraint: schema").check()
  }

  @Test(arguments: [
    ("model: gemma3", "expected ollama:NAME or openai:NAME, found \"gemma3\""),
    ("speed: 3", "expected an option of 'bench-stats agent', found \"speed\""),
    ("num-ctx: 12", "expected a whole number from 256"), ("- a", "expected a mapping of options"),
    ("temperature: hot", "expected a number from 0"), ("a: [", "expected YAML"),
    ("seed: 9223372036854775807", "from 0 to 2147483648"),
    ("seed: 9223372036854775807:0", "expected a whole number from 0"),
    ("num-ctx: 5000000000000000000", "from 256 to 2147483648"),
    ("num-predict: 4294967296", "expected a whole number from 1"),
    ("timeout: 214749", "from 1 to 200000"), ("num-ctx: 0x200", "expected a whole number"),
  ])
  func saysWhatIsWrong(yaml: String, message: String) {
    do {
      _ = try read(yaml)
      Issue.record("\(yaml) was taken")
    } catch { #expect("\(error)".contains(message), "\(error)") }
  }

  @Test func onlyUTF8IsText() throws {
    let folder = try TemporaryFolder(["a.yaml": ""])
    let file = folder.url.appendingPathComponent("a.yaml")
    try Data([0x6D, 0xFF, 0x3A]).write(to: file)
    #expect(throws: AgentFileError.self) { try AgentConfiguration(contentsOf: file.path) }
  }

  /// A zero before a number is no octal number.
  @Test func numbersAreDecimal() throws {
    #expect(try read("num-ctx: 0512").options.numContext == 512)
  }

  @Test(arguments: ["gemma3", "ollama:", "other:x", "", "ollama:a\nb"])
  func otherModelNamesAreNone(text: String) { #expect(ModelName(text) == nil) }
}

@Suite struct PersonaTests {
  @Test func thoseBuiltInCoverEveryTask() {
    let kinds = Set(Persona.builtIn.flatMap(\.tasks).map(\.kind))
    #expect(kinds == Set(Persona.Task.Kind.allCases))
    #expect(Persona.builtIn.map(\.stage) == [.collect, .analyse, .write])
    #expect(Persona.builtIn.allSatisfy { !$0.prompt.isEmpty && !$0.prompt.contains("---") })
  }

  @Test func thoseOfAFolderTakeThePlaceOfTheirStage() throws {
    let folder = try TemporaryFolder([
      "mine.md":
        "---\nname: mine\nstage: analyse\ntopics: [audit]\n---\nYou.\n\n## risks: 2\nSay.\n"
    ])
    let personas = try Persona.all(in: folder.url.path)
    #expect(personas.map(\.name) == ["collector", "mine", "report-writer"])
    #expect(personas[1].tasks == [Persona.Task(kind: .risks, count: 2, prompt: "Say.")])
    #expect(personas[1].prompt == "You.")
  }

  @Test func linesMayEndWithCRLF() throws {
    let text = "---\nname: a\nstage: write\ntopics: [audit]\n---\nYou.\n\n## risks: 2\nSay.\n"
    let unix = try Persona(text, file: "x.md")
    var windows = try Persona(text.replacing("\n", with: "\r\n"), file: "x.md")
    windows.source = unix.source
    #expect(windows == unix)
  }

  @Test func aFolderMayHaveAnyName() throws {
    let folder = try TemporaryFolder()
    let inner = folder.url.appendingPathComponent("p[1]*")
    try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
    try Data("---\nname: mine\nstage: write\ntopics: [audit]\n---\n## risks: 2\n".utf8)
      .write(to: inner.appendingPathComponent("mine.md"))
    #expect(try Persona.all(in: inner.path).map(\.name) == ["collector", "insight-writer", "mine"])
  }

  @Test(arguments: [
    ("You.", "expected a head in YAML"),
    ("---\nname: a\nstage: sleep\ntopics: [audit]\n---\n## risks: 2", "expected a stage"),
    ("---\nname: a\nstage: write\n---\n## risks: 2", "expected a name and topics"),
    ("---\nname: a\nstage: write\ntopics: [audit]\n---\nx", "expected a task"),
    (
      "---\nname: a\nstage: write\ntopics: [audit]\n---\n## poems: 2", "x.md:6: expected a task"
    ),
    ("---\nname: a\nstage: write\ntopics: [audit]\n---\n## risks: 99", "from 1 to 20"),
    (
      "---\nname: a\nstage: write\ntopics: [perfomance]\n---\n## risks: 2",
      "expected a topic of facts (inventory, performance"
    ),
    ("---\nname: a\nmood: good\n---\n## risks: 2", "expected the keys"),
  ])
  func saysWhatIsWrong(text: String, message: String) {
    do {
      _ = try Persona(text, file: "x.md")
      Issue.record("\(text) was taken")
    } catch { #expect("\(error)".contains(message), "\(error)") }
  }
}
