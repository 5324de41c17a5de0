import Facts

/// A sentence of a report that a model had a part in.
public struct WrittenSentence: Sendable {
  /// What became of the model's words.
  public enum Fate: String, Sendable, CaseIterable {
    /// They stand as they came.
    case kept
    /// They stand after they were asked for again.
    case rewritten
    /// The fact's own sentence stands in their place.
    case replaced
    /// Nothing stands in their place: they name no fact, or say again what an earlier sentence says.
    case dropped
    /// Nobody wrote it: the fact's own sentence fills what the model left open.
    case filled
  }

  /// What became of the model's words.
  public var fate: Fate
  /// The words and references that stand; empty where it was dropped.
  public var parts: [DraftSentence.Part]
  /// What stands behind it: what is to be known of a comparison.
  public var remark: String?
  /// The model's first words.
  public var draft: String?
  /// Why they could not stay.
  public var reasons: [String] = []

  /// The facts that it refers to, by their names.
  public var references: [String] {
    parts.compactMap { if case .reference(let name) = $0 { name } else { nil } }
  }

  /// The sentence of a fact itself.
  static func canonical(
    _ fate: Fate, _ fact: Fact, draft: String? = nil, reasons: [String] = []
  ) -> WrittenSentence {
    WrittenSentence(
      fate: fate, parts: [.reference(fact.id)], remark: nil, draft: draft, reasons: reasons)
  }
}

/// What a persona's task came to.
public struct WrittenTask: Sendable {
  /// The persona.
  public var persona: String
  /// The task.
  public var kind: Persona.Task.Kind
  /// The sentences, in order, dropped ones among them.
  public var sentences: [WrittenSentence]
  /// The calls made for it, in order.
  public var calls: [CallMetrics]

  /// The sentences that stand.
  public var standing: [WrittenSentence] { sentences.filter { $0.fate != .dropped } }
}
