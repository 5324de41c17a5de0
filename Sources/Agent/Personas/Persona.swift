import Benchmarks
import Facts
import Tables
import Yams

/// Who a model is to be, and what it is asked for: a Markdown file with a head in YAML.
///
/// ```
/// ---
/// name: collector
/// stage: collect
/// topics: [inventory]
/// ---
/// You are …
///
/// ## inventory: 5
/// Take stock of …
/// ```
public struct Persona: Sendable, Equatable {
  /// When a persona speaks.
  public enum Stage: String, Sendable, CaseIterable { case collect, analyse, write }

  /// One thing that a persona is asked for.
  public struct Task: Sendable, Equatable {
    /// What is asked for, and so where it stands in the report.
    public enum Kind: String, Sendable, CaseIterable {
      case inventory
      case executiveSummary = "executive-summary"
      case recommendations, risks, analysis, comparisons
    }

    /// What is asked for.
    public var kind: Kind
    /// How many sentences.
    public var count: Int
    /// The words of the task.
    public var prompt: String
  }

  /// The name, which is that of its file.
  public var name: String
  /// When it speaks.
  public var stage: Stage
  /// The topics of the facts that it sees, as in `Fact.Topic`.
  public var topics: [String]
  /// Who it is to be.
  public var prompt: String
  /// What it is asked for, in order.
  public var tasks: [Task]
  /// The file as it is.
  public var source: String

  /// The personas that are built in.
  public static let builtIn: [Persona] = [
    ("collector.md", PackageResources.collector_md),
    ("insight-writer.md", PackageResources.insight_writer_md),
    ("report-writer.md", PackageResources.report_writer_md),
  ].map { name, bytes in
    do {
      return try Persona(String(decoding: bytes, as: UTF8.self), file: name)
    } catch { preconditionFailure("\(error)") }
  }

  /// The personas of a folder, in the order of their stages; those that are built in stand in for
  /// stages that none of its files has.
  ///
  /// - Throws: ``AgentFileError``, `ReadError` where the folder or a file can't be read.
  public static func all(in folder: String?) throws -> [Persona] {
    let given = try files(in: folder).map { try Persona(AgentFile.read($0), file: $0) }
    let kept = builtIn.filter { persona in !given.contains { $0.stage == persona.stage } }
    let all = given + kept
    return Stage.allCases.flatMap { stage in all.filter { $0.stage == stage } }
  }

  /// The files of the personas of a folder; none where it is nil.
  ///
  /// - Throws: `ReadError` where there is none.
  public static func files(in folder: String?) throws -> [String] {
    guard let folder else { return [] }
    // The folder's name is no pattern, whatever it holds.
    let plain = folder.map { "*?[".contains($0) ? "[\($0)]" : "\($0)" }.joined()
    return try InputPaths.files(["\(plain)/*.md"], opensFolders: false)
  }
}

extension Persona {
  /// The most sentences that a task may ask for.
  private static let mostSentences = 20

  /// The persona in a text.
  ///
  /// - Throws: ``AgentFileError``.
  public init(_ text: String, file: String) throws {
    // CR LF is one Character.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw AgentFileError(
        place: "\(file):1", expected: "a head in YAML between lines '---'",
        found: QuotedText.quoted(String(lines.first ?? "")))
    }
    let head = lines[1..<end].joined(separator: "\n")
    let members = try Self.members(head, file: file)
    name = members["name"]?.string ?? ""
    guard let stage = Stage(rawValue: members["stage"]?.string ?? "") else {
      throw AgentFileError(
        place: file, expected: "a stage (collect, analyse, write)",
        found: QuotedText.quoted(members["stage"]?.string ?? ""))
    }
    self.stage = stage
    topics = (members["topics"]?.sequence ?? []).compactMap(\.string)
    guard !name.isEmpty, !topics.isEmpty else {
      throw AgentFileError(
        place: file, expected: "a name and topics", found: "a head without them")
    }
    if let wrong = topics.first(where: { Fact.Topic(rawValue: $0) == nil }) {
      let known = Fact.Topic.allCases.map(\.rawValue).joined(separator: ", ")
      throw AgentFileError(
        place: file, expected: "a topic of facts (\(known))", found: QuotedText.quoted(wrong))
    }
    source = text
    (prompt, tasks) = try Self.body(lines, from: end + 1, file: file)
  }

  private static func members(_ head: String, file: String) throws -> [String: Node] {
    let node: Node?
    do { node = try Yams.compose(yaml: head) } catch {
      throw AgentFileError(place: file, expected: "YAML", found: "a head that is none")
    }
    var members: [String: Node] = [:]
    for (key, value) in node?.mapping ?? [:] {
      guard let key = key.string, ["name", "stage", "topics"].contains(key) else {
        throw AgentFileError(
          place: file, expected: "the keys 'name', 'stage' and 'topics'",
          found: QuotedText.quoted(key.string ?? ""))
      }
      members[key] = value
    }
    return members
  }

  private static func body(
    _ lines: [Substring], from start: Int, file: String
  ) throws -> (String, [Task]) {
    var prompt = ""
    var tasks: [Task] = []
    for (number, line) in lines.enumerated().dropFirst(start) {
      if line.hasPrefix("## ") {
        tasks.append(try task(line.dropFirst(3), place: "\(file):\(number + 1)"))
      } else if tasks.isEmpty {
        prompt += line + "\n"
      } else {
        tasks[tasks.count - 1].prompt += line + "\n"
      }
    }
    for i in tasks.indices { tasks[i].prompt = tasks[i].prompt.trimmed }
    guard !tasks.isEmpty else {
      throw AgentFileError(place: file, expected: "a task such as '## risks: 3'", found: "none")
    }
    return (prompt.trimmed, tasks)
  }

  private static func task(_ heading: Substring, place: String) throws -> Task {
    let parts = heading.split(separator: ":").map(\.trimmed)
    guard parts.count == 2, let kind = Task.Kind(rawValue: parts[0]), let count = Int(parts[1]),
      (1...mostSentences).contains(count)
    else {
      let kinds = Task.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw AgentFileError(
        place: place,
        expected: "a task (\(kinds)) with a number of sentences from 1 to \(mostSentences)",
        found: QuotedText.quoted(String(heading)))
    }
    return Task(kind: kind, count: count, prompt: "")
  }
}
