import Facts
import Grounding
import Reports
import Tables

/// A report whose words a model may have had a part in, with what was done to them; the facts; and
/// the digests by which both can be checked later.
public struct AgentReport: Sendable {
  /// The report.
  public let markdown: String
  /// The facts that it cites and all others, as `facts` writes them.
  public let factsJSON: String
  /// What became of the sentences, over all runs.
  public let runs: [AgentRun]
  /// What the verifier says of the report.
  public let verification: Verification

  /// Writes the report.
  ///
  /// - Parameters:
  ///   - runs: The runs of the model; the words are those of the first. Empty without a model, or
  ///     where it failed.
  ///   - failure: Why there is no word of the model's, or no further run, where there should be.
  ///   - times: The facts of the run itself, from `RunTimes`; without any nothing in the report
  ///     differs between two runs on one input but what a model makes differ.
  public init(
    _ analysis: FolderAnalysis, configuration: AgentConfiguration, personas: [Persona],
    runs: [AgentRun], failure: ModelError? = nil, times: [Fact] = []
  ) {
    func written(_ runs: [AgentRun]) -> (text: String, metrics: RunMetricFacts, Verification) {
      let metrics = RunMetricFacts(analysis, configuration, runs)
      let text = AgentSections(
        analysis: analysis, personas: personas, run: runs.first, metrics: metrics,
        failure: failure
      ).markdown(times: times)
      let facts = FactSheet(analysis.sheet.facts + times + metrics.all.facts)
      return (text, metrics, Verifier(facts: facts).verify(text, name: "report"))
    }
    var runs = runs
    var (text, metrics, verification) = written(runs)
    if !runs.isEmpty, Self.modelLines(text).contains(where: verification.failingLines.contains) {
      runs[0] = runs[0].withoutWords(analysis.sheet)
      (text, metrics, verification) = written(runs)
    }
    self.runs = runs
    self.verification = verification
    markdown = text
    factsJSON = JSONWriter.text(analysis.sheet.json(times: times + metrics.all.facts))
  }

  /// The lines, counted from 1, of the paragraphs that a model had a part in.
  private static func modelLines(_ text: String) -> [Int] {
    var isModel = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
      if $1 == AgentSections.modelMark {
        isModel = true
      } else if $1 == AgentSections.factsMark || $1.hasPrefix("## ") {
        isModel = false
      }
      return isModel ? $0 + 1 : nil
    }
  }
}

extension Verification {
  /// The lines with a claim that fails.
  fileprivate var failingLines: Set<Int> { Set(failures.map(\.line)) }
}

extension AgentRun {
  /// The run with the facts' own sentences in place of all words of the model's: what the verifier
  /// finds wrong in a paragraph can't be told apart from what stands beside it.
  fileprivate func withoutWords(_ sheet: FactSheet) -> AgentRun {
    var run = self
    for i in run.tasks.indices {
      run.tasks[i].sentences = run.tasks[i].sentences.map { sentence in
        guard sentence.fate == .kept || sentence.fate == .rewritten,
          let fact = sentence.references.first.flatMap({ sheet[id: $0] })
        else { return sentence }
        return .canonical(
          .replaced, fact, draft: sentence.draft,
          reasons: sentence.reasons + ["the verifier finds a claim of its paragraph wrong"])
      }
    }
    return run
  }
}

/// The sections of such a report.
struct AgentSections {
  let analysis: FolderAnalysis
  let personas: [Persona]
  let run: AgentRun?
  let metrics: RunMetricFacts
  let failure: ModelError?

  /// The lines that tell words of a model from those that facts alone decide.
  static let modelMark = "*Written with a model:*"
  static let factsMark = "*From the facts alone:*"

  func markdown(times: [Fact]) -> String {
    let parts = ReportParts(analysis)
    var body = parts.heading + introduction
    body += words([.executiveSummary], under: parts.section(.executiveSummary))
    body += words([.inventory], under: parts.section(.dataIngestion))
    body += words([.analysis, .comparisons], under: parts.section(.performance))
    body += parts.section(.toolOutputs) + parts.section(.parameterEffects)
    body += parts.section(.keyFindings)
    body += words([.recommendations], under: parts.section(.recommendations))
    body += risks
    body += parts.section(.dataQuality)
    let workflow = parts.workflowSummary(times: times)
    let ending = workflow + metricsSection + configuration + personaSection + grounding
    return body + parts.appendix(citedIn: body + ending) + ending
  }

  private var introduction: String {
    var text =
      "Every number below is a link to the fact that it comes from; the appendix lists the facts with "
      + "their sources. "
    if run != nil {
      text +=
        "A model chose facts and wrote words around them, in the paragraphs that say so; each of its "
        + "sentences was checked, and what became of it stands under *Grounding*.\n\n"
    } else {
      text += "No model wrote any of it.\n\n"
    }
    if let failure {
      let what = run == nil ? "Without the model's words" : "Not every run came to its end"
      text += "> **\(what):** \(escapedNote(failure.description))\n\n"
    }
    return text
  }

  /// A message that may hold digits, as code: it is no statement about the data.
  private func escapedNote(_ text: String) -> String {
    FactMarkdown.code(QuotedText.visible(text, longest: 400))
  }

  /// A section with the sentences of some tasks behind its heading.
  private func words(_ kinds: [Persona.Task.Kind], under section: String) -> String {
    let sentences = (run?.tasks ?? []).filter { kinds.contains($0.kind) }.flatMap(\.standing)
    guard !sentences.isEmpty, let end = section.firstRange(of: "\n\n")?.upperBound else {
      return section
    }
    let isList = kinds == [.recommendations]
    let lines = sentences.map { isList ? "- \(line($0))\n" : line($0) }
    let text = isList ? lines.joined() : lines.joined(separator: " ") + "\n"
    return section[..<end] + Self.modelMark + "\n\n" + text + "\n" + Self.factsMark + "\n\n"
      + section[end...]
  }

  /// A sentence as Markdown: words made harmless, references as whole phrases that link to the fact.
  func line(_ sentence: WrittenSentence) -> String {
    var text = ""
    for part in sentence.parts {
      switch part {
      case .words(let words):
        let plain = FactMarkdown.escaped(words.trimmed)
        text += text.isEmpty || ".,;:!?)".contains(plain.first ?? " ") ? plain : " " + plain
      case .reference(let name):
        guard let fact = analysis.sheet[id: name] else { continue }
        text += (text.isEmpty || text.hasSuffix("(") ? "" : " ") + phrase(fact)
      }
    }
    if let remark = sentence.remark {
      while text.last == "." { text.removeLast() }
      text += " (\(remark))"
    }
    return text.hasSuffix(".") || text.hasSuffix("!") || text.hasSuffix("?") ? text : text + "."
  }

  /// The whole phrase of a fact: what it is, of what, its value and unit, n and limits.
  private func phrase(_ fact: Fact) -> String { FactMarkdown.statement(fact) }

  /// The table of risks, each with its ground.
  private var risks: String {
    let sentences = (run?.tasks ?? []).filter { $0.kind == .risks }.flatMap(\.standing)
    guard !sentences.isEmpty else { return "" }
    let rows = sentences.map { sentence -> [String] in
      let words = sentence.parts.compactMap { part -> String? in
        if case .words(let words) = part { words.trimmed } else { nil }
      }.filter { $0.contains(where: \.isLetter) }.map { FactMarkdown.escaped(Self.unended($0)) }
      let grounds = sentence.references.compactMap { analysis.sheet[id: $0] }.map(phrase)
      return [
        words.isEmpty ? "see the ground" : words.joined(separator: " … "),
        grounds.joined(separator: "; "),
      ]
    }
    return "## Risks\n\n" + Self.modelMark + "\n\n"
      + FactMarkdown.table(["Risk", "Ground"], rows, texts: [0, 1])
  }

  private static func unended(_ text: String) -> String {
    var text = text
    while let last = text.last, ".:,; ".contains(last) { text.removeLast() }
    return text
  }
}
