/// What a model wrote, and how long it took.
public struct ModelAnswer: Sendable, Equatable {
  /// The text.
  public var text: String
  /// The model that the server says it ran; nil where it does not say.
  public var model: String?
  /// Why it ended: `stop`, `length`; nil where the server does not say.
  public var ending: String?
  /// Counts and durations.
  public var metrics: CallMetrics

  /// An answer.
  public init(
    text: String, model: String? = nil, ending: String? = nil, metrics: CallMetrics = CallMetrics()
  ) {
    self.text = text
    self.model = model
    self.ending = ending
    self.metrics = metrics
  }
}

/// Counts and durations of one call. What the server does not tell is nil, never 0; durations are in
/// seconds.
public struct CallMetrics: Sendable, Equatable {
  /// Tokens of the prompt that were evaluated.
  public var promptTokens: Int?
  /// Tokens written.
  public var generatedTokens: Int?
  /// Loading the model, by the server.
  public var load: Double?
  /// Evaluating the prompt, by the server.
  public var promptEvaluation: Double?
  /// Writing, by the server.
  public var evaluation: Double?
  /// The whole call, by the server where it says, else measured by us.
  public var total: Double?
  /// From the request to the first piece of text, measured by us.
  public var timeToFirstToken: Double?
  /// From the request to the end of the answer, measured by us.
  public var elapsed: Double?
  /// How often the request was sent.
  public var attempts = 1
  /// Whether the answer was cut at the limit of its tokens.
  public var isCut = false

  /// Nothing known.
  public init() {}

  /// Tokens written per second of the server's own writing time; nil where either is not known.
  public var throughput: Double? {
    guard let generatedTokens, let evaluation, evaluation > 0 else { return nil }
    return Double(generatedTokens) / evaluation
  }
}
