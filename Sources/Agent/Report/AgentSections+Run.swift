import Facts
import Reports

/// What a report says about the run that made it.
extension AgentSections {
  /// The figures of the calls: in all, each, and over several runs.
  var metricsSection: String {
    guard run != nil else { return "" }
    var text =
      metrics.totals.map { metric, fact in
        "- \(FactMarkdown.anchor(fact))\(metric.title): \(FactMarkdown.value(fact))\n"
      }.joined() + "\n"
    let shown = RunMetricFacts.metrics.indices.filter { i in
      metrics.calls.contains { $0.facts[i] != nil }
    }
    if !metrics.calls.isEmpty {
      text += "Each call:\n\n"
      text += FactMarkdown.table(
        ["Persona", "Task"] + shown.map { RunMetricFacts.metrics[$0].heading },
        metrics.calls.map { call in
          [FactMarkdown.code(call.persona), FactMarkdown.code(call.task)]
            + shown.map { call.facts[$0].map(anchored) ?? "" }
        }, texts: [0, 1])
      text += cutAnswers
    }
    if let runs = metrics.runCount, !metrics.overRuns.isEmpty {
      text += "Over \(FactMarkdown.anchor(runs))\(FactMarkdown.value(runs)):\n\n"
      text += FactMarkdown.table(
        ["Metric", "n", "Median", "Its limits", "Minimum", "Maximum"],
        metrics.overRuns.map { row in
          [
            row.metric.heading, "[\(row.median.n)](#\(row.median.id))", anchored(row.median),
            FactMarkdown.interval(row.median), anchored(row.least), anchored(row.most),
          ]
        })
    }
    return "## Metrics\n\n" + FactMarkdown.times(text)
  }

  /// Which answers ended at the limit of their tokens, so that words may be missing.
  private var cutAnswers: String {
    var tasks: [String] = []
    for call in metrics.calls where call.isCut && !tasks.contains(call.task) {
      tasks.append(call.task)
    }
    guard !tasks.isEmpty else { return "" }
    return "Cut at the limit of tokens for an answer: "
      + tasks.map(FactMarkdown.code).joined(separator: ", ") + ".\n\n"
  }

  /// The number of a fact of the run, which has its anchor here and not in the appendix.
  private func anchored(_ fact: Fact) -> String {
    FactMarkdown.anchor(fact) + FactMarkdown.number(fact)
  }

  /// The settings of the run.
  var configuration: String {
    var text = "## Configuration\n\n"
    for (name, fact, setting) in metrics.settings {
      let value = fact.map(anchored) ?? FactMarkdown.code(setting)
      text += "- \(FactMarkdown.code(name)): \(value)\n"
    }
    return text + "\n"
  }

  /// The files of the personas, as they are.
  var personaSection: String {
    guard run != nil || failure != nil else { return "" }
    return "## Personas\n\n"
      + personas.map { persona in
        "### \(FactMarkdown.code(persona.name))\n\n" + Self.block(persona.source) + "\n"
      }.joined()
  }

  /// A text as a code block, whatever fences it holds.
  private static func block(_ text: String) -> String {
    var fence = "```"
    while text.contains(fence) { fence += "`" }
    // A line of a block can hold no markup, but controls and changes of direction show elsewhere.
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
      .map { QuotedText.visible(String($0), longest: 1000) }
    return fence + "\n" + lines.joined(separator: "\n") + "\n" + fence + "\n"
  }

  /// What became of the model's sentences, and the fact behind every number of those that stand.
  var grounding: String {
    guard let run else { return "" }
    var text = "## Grounding\n\n"
    for (fate, fact) in metrics.sentences {
      text += "- \(Self.told(fate)): \(anchored(fact))\n"
    }
    text += "\n"
    var rows: [[String]] = []
    for task in run.tasks {
      for sentence in task.sentences {
        rows.append([
          FactMarkdown.code(task.kind.rawValue), "\(sentence.fate)",
          sentence.references.map { "[\(FactMarkdown.code($0))](#\($0))" }.joined(separator: ", "),
          sentence.reasons.isEmpty
            ? "" : FactMarkdown.code(QuotedText.visible(sentence.reasons.joined(separator: "; "))),
          sentence.draft.map { FactMarkdown.code(QuotedText.visible($0, longest: 200)) } ?? "",
        ])
      }
    }
    guard !rows.isEmpty else { return text }
    return text
      + "Each sentence, the facts that its numbers come from, and what the model wrote first:\n\n"
      + FactMarkdown.table(
        ["Task", "Fate", "Facts", "Why", "The model's words"], rows, texts: [0, 1, 2, 3, 4])
  }

  private static func told(_ fate: WrittenSentence.Fate) -> String {
    switch fate {
    case .kept: "Sentences kept as the model wrote them"
    case .rewritten: "Sentences that stand after they were asked for again"
    case .replaced: "Sentences replaced by the fact's own"
    case .dropped: "Sentences dropped, which named no fact or said one again"
    case .filled: "Sentences of facts that fill what the model left open"
    }
  }
}
