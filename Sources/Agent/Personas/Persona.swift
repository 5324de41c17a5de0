import Benchmarks
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
  /// - Throws: ``PersonaError``, `ReadError` where the folder or a file can't be read.
  public static func all(in folder: String?) throws -> [Persona] {
    guard let folder else { return builtIn }
    let files = try InputPaths.files(["\(folder)/*.md"], opensFolders: false)
    let given = try files.map { file in
      try Persona(String(decoding: FileBytes.read(file), as: UTF8.self), file: file)
    }
    let kept = builtIn.filter { persona in !given.contains { $0.stage == persona.stage } }
    let all = given + kept
    return Stage.allCases.flatMap { stage in all.filter { $0.stage == stage } }
  }
}

/// What is wrong with the file of a persona.
public struct PersonaError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file and the line.
  public var place: String
  /// What was expected there.
  public var expected: String
  /// What was found instead.
  public var found: String

  /// One line: `place: expected …, found …`.
  public var description: String { "\(place): expected \(expected), found \(found)" }
}

extension Persona {
  /// The most sentences that a task may ask for.
  private static let mostSentences = 20

  /// The persona in a text.
  ///
  /// - Throws: ``PersonaError``.
  public init(_ text: String, file: String) throws {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.hasSuffix("\r") ? line.dropLast() : line
    }
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      throw PersonaError(
        place: "\(file):1", expected: "a head in YAML between lines '---'",
        found: QuotedText.quoted(String(lines.first ?? "")))
    }
    let head = lines[1..<end].joined(separator: "\n")
    let members = try Self.members(head, file: file)
    name = members["name"]?.string ?? ""
    guard let stage = Stage(rawValue: members["stage"]?.string ?? "") else {
      throw PersonaError(
        place: file, expected: "a stage (collect, analyse, write)",
        found: QuotedText.quoted(members["stage"]?.string ?? ""))
    }
    self.stage = stage
    topics = (members["topics"]?.sequence ?? []).compactMap(\.string)
    guard !name.isEmpty, !topics.isEmpty else {
      throw PersonaError(
        place: file, expected: "a name and topics", found: "a head without them")
    }
    source = text
    (prompt, tasks) = try Self.body(lines, from: end + 1, file: file)
  }

  private static func members(_ head: String, file: String) throws -> [String: Node] {
    let node: Node?
    do { node = try Yams.compose(yaml: head) } catch {
      throw PersonaError(place: file, expected: "YAML", found: "a head that is none")
    }
    var members: [String: Node] = [:]
    for (key, value) in node?.mapping ?? [:] {
      guard let key = key.string, ["name", "stage", "topics"].contains(key) else {
        throw PersonaError(
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
      throw PersonaError(place: file, expected: "a task such as '## risks: 3'", found: "none")
    }
    return (prompt.trimmed, tasks)
  }

  private static func task(_ heading: Substring, place: String) throws -> Task {
    let parts = heading.split(separator: ":").map(\.trimmed)
    guard parts.count == 2, let kind = Task.Kind(rawValue: parts[0]), let count = Int(parts[1]),
      (1...mostSentences).contains(count)
    else {
      let kinds = Task.Kind.allCases.map(\.rawValue).joined(separator: ", ")
      throw PersonaError(
        place: place,
        expected: "a task (\(kinds)) with a number of sentences from 1 to \(mostSentences)",
        found: QuotedText.quoted(String(heading)))
    }
    return Task(kind: kind, count: count, prompt: "")
  }
}
