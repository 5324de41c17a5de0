import Facts

/// Has a model write what one task asks for, checks each sentence, and puts the fact's own sentence
/// where none can stay.
struct TaskWriter: Sendable {
  let client: any ModelClient
  let configuration: AgentConfiguration
  let sheet: FactSheet
  let check: SentenceCheck
  let seed: Int?

  /// A prompt that does not fit is made smaller so many times.
  private static let mostShrinks = 3

  func write(
    _ persona: Persona, _ task: Persona.Task, candidates: [Fact]
  ) throws(ModelError) -> WrittenTask {
    var calls: [CallMetrics] = []
    let (prompt, first) = try firstAnswer(persona, task, candidates, &calls)
    guard let first else {
      return WrittenTask(persona: persona.name, kind: task.kind, sentences: [], calls: [])
    }
    var sentences = judged(first, task)
    try askAgain(&sentences, prompt, task, &calls)
    withoutRepeats(&sentences)
    fill(&sentences, prompt, task)
    return WrittenTask(
      persona: persona.name, kind: task.kind, sentences: sentences, calls: calls)
  }

  /// Asks for refused sentences again. A prompt that has no room for the reasons and an answer without
  /// a word end that; whatever else fails ends the run.
  private func askAgain(
    _ sentences: inout [WrittenSentence], _ prompt: Prompt, _ task: Persona.Task,
    _ calls: inout [CallMetrics]
  ) throws(ModelError) {
    for _ in 0..<configuration.rewrites {
      let refused = sentences.indices.filter {
        sentences[$0].fate == .replaced || sentences[$0].fate == .dropped
      }
      guard !refused.isEmpty else { break }
      let messages = prompt.again(
        refused.map { (sentences[$0].draft ?? "", sentences[$0].reasons.first ?? "") })
      let standing = sentences.filter { $0.fate == .kept || $0.fate == .rewritten }
      let rest = prompt.without(Set(standing.flatMap(\.references)))
      guard !rest.facts.isEmpty, task.kind != .comparisons || !rest.pairs.isEmpty else { return }
      do throws(ModelError) {
        let answer = try ask(messages, rest, count: refused.count, calls.count, &calls)
        rewrite(&sentences, refused, judged(answer, task))
      } catch .contextOverflow {
        for place in refused {
          sentences[place].reasons.append("the context has no room to ask again")
        }
        return
      } catch .empty {
        for place in refused { sentences[place].reasons.append("asked again it says nothing") }
        return
      } catch {
        throw error
      }
    }
  }

  /// The first answer, from a prompt as large as the server takes; nil where no fact fits the task.
  private func firstAnswer(
    _ persona: Persona, _ task: Persona.Task, _ candidates: [Fact], _ calls: inout [CallMetrics]
  ) throws(ModelError) -> (Prompt, [DraftSentence]?) {
    var tokens = configuration.contextTokens - configuration.answerTokens - 16
    var shrinks = 0
    while true {
      let prompt = Prompt(
        persona, task, candidates: candidates, tokens: tokens, form: configuration.constraint)
      guard !prompt.facts.isEmpty, task.kind != .comparisons || !prompt.pairs.isEmpty else {
        guard candidates.isEmpty || task.kind == .comparisons else {
          throw .contextOverflow(
            reason: "no fact has room beside the words of the persona '\(persona.name)'")
        }
        return (prompt, nil)
      }
      do throws(ModelError) {
        return (prompt, try ask(prompt.messages, prompt, count: task.count, 0, &calls))
      } catch .contextOverflow(let reason) {
        shrinks += 1
        tokens = tokens / 3 * 2
        guard shrinks <= Self.mostShrinks else { throw .contextOverflow(reason: reason) }
      } catch {
        throw error
      }
    }
  }

  private func ask(
    _ messages: [ModelMessage], _ prompt: Prompt, count: Int, _ turn: Int,
    _ calls: inout [CallMetrics]
  ) throws(ModelError) -> [DraftSentence] {
    var options = configuration.options
    options.numPredict = configuration.answerTokens
    options.seed = seed.map { $0 &+ turn }
    let request = ModelRequest(
      messages: messages, options: options,
      constraint: prompt.constraint(configuration.constraint, count: count))
    let answer: ModelAnswer
    do throws(ModelError) {
      answer = try client.answer(request)
    } catch  where request.constraint != .none && Self.isAboutForm(error) {
      // A server that can't be held to a form is asked without; the check is the same.
      answer = try client.answer(
        ModelRequest(messages: messages, options: options, constraint: .none))
    }
    var metrics = answer.metrics
    metrics.isCut = answer.ending == "length"
    calls.append(metrics)
    return AnswerReader.sentences(answer.text, count: count)
  }

  private static func isAboutForm(_ error: ModelError) -> Bool {
    switch error {
    case .refused(_, let reason), .serverFailed(_, let reason):
      let reason = reason.lowercased()
      return ["schema", "grammar", "format"].contains { reason.contains($0) }
    default: return false
    }
  }

  /// Each draft with its verdict.
  private func judged(_ drafts: [DraftSentence], _ task: Persona.Task) -> [WrittenSentence] {
    let example = SentenceWords.words(Prompt.example(task.kind).words)
    return drafts.map { draft in
      // Whoever copies the prompt, or its beginning, has written nothing.
      let words = SentenceWords.words(draft.words)
      let verdict =
        words.count > 2 && example.starts(with: words)
        ? .refused(["it repeats the example"]) : check.verdict(draft)
      switch verdict {
      case .stands(let remark):
        return WrittenSentence(fate: .kept, parts: draft.parts, remark: remark, draft: draft.text)
      case .refused(let reasons):
        let facts = draft.references.compactMap { sheet[id: $0] }
        if task.kind == .comparisons, let compared = computed(facts, draft, reasons) {
          return compared
        }
        return facts.first.map {
          .canonical(.replaced, $0, draft: draft.text, reasons: reasons)
        } ?? WrittenSentence(fate: .dropped, parts: [], draft: draft.text, reasons: reasons)
      }
    }
  }

  /// The comparison of two facts as it is, in place of one that is not so.
  private func computed(
    _ facts: [Fact], _ draft: DraftSentence, _ reasons: [String]
  ) -> WrittenSentence? {
    guard facts.count == 2 else { return nil }
    for words in ["is higher than", "is lower than", "is the same as"] {
      let sentence = DraftSentence("{{\(facts[0].id)}} \(words) {{\(facts[1].id)}}.")
      if case .stands(let remark) = check.verdict(sentence) {
        return WrittenSentence(
          fate: .replaced, parts: sentence.parts, remark: remark, draft: draft.text,
          reasons: reasons)
      }
    }
    return nil
  }

  /// Puts what was written anew and may stay in the place of what could not.
  private func rewrite(
    _ sentences: inout [WrittenSentence], _ places: [Int], _ anew: [WrittenSentence]
  ) {
    for (place, sentence) in zip(places, anew.filter { $0.fate == .kept }) {
      let old = sentences[place]
      sentences[place] = sentence
      sentences[place].fate = .rewritten
      sentences[place].draft = old.draft
      sentences[place].reasons = old.reasons
    }
  }

  /// Sentences that say a second time what one before them says go.
  private func withoutRepeats(_ sentences: inout [WrittenSentence]) {
    var seen: [[String]] = []
    for i in sentences.indices where sentences[i].fate != .dropped {
      let said = sentences[i].references
      if seen.contains(said) {
        sentences[i].fate = .dropped
        sentences[i].reasons.append("it says again what an earlier one says")
        sentences[i].parts = []
      } else {
        seen.append(said)
      }
    }
  }

  /// The facts' own sentences, where fewer stand than the task asks for.
  private func fill(
    _ sentences: inout [WrittenSentence], _ prompt: Prompt, _ task: Persona.Task
  ) {
    guard task.kind != .comparisons else { return }
    let told = Set(sentences.flatMap(\.references))
    let open = task.count - sentences.count { $0.fate != .dropped }
    for fact in prompt.facts.filter({ !told.contains($0.id) }).prefix(max(0, open)) {
      sentences.append(.canonical(.filled, fact))
    }
  }
}
