/// A model and the kind of server that runs it, as the command line spells it: `ollama:gemma3:latest`,
/// `openai:NAME`.
public struct ModelName: Sendable, Equatable, CustomStringConvertible {
  /// The kinds of servers.
  public enum Provider: String, Sendable, CaseIterable { case ollama, openai }

  /// The kind of server.
  public var provider: Provider
  /// The model's name there.
  public var name: String

  /// A name; nil where the text is of another form.
  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":"),
      let provider = Provider(rawValue: String(text[..<colon]))
    else { return nil }
    let name = String(text[text.index(after: colon)...])
    guard !name.isEmpty, !name.contains(where: { $0.isNewline }) else { return nil }
    self.provider = provider
    self.name = name
  }

  /// As the command line spells it.
  public var description: String { "\(provider.rawValue):\(name)" }

  /// A client of the model.
  ///
  /// - Parameters:
  ///   - address: The server's; that of the provider where it is nil.
  ///   - key: For OpenAI-compatible servers.
  public func client(
    address: String?, key: String?, limits: ClientLimits
  ) -> any ModelClient {
    switch provider {
    case .ollama:
      RetryingClient(
        OllamaClient(
          model: name, address: address ?? OllamaClient.defaultAddress, limits: limits),
        limits: limits)
    case .openai:
      RetryingClient(
        OpenAIClient(
          model: name, address: address ?? OpenAIClient.defaultAddress, key: key, limits: limits),
        limits: limits)
    }
  }
}
