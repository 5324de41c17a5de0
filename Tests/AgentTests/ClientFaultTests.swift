import Foundation
import TestSupport
import Testing

@testable import Agent

/// What a client makes of a server that fails, for both kinds of servers.
@Suite(.enabled(if: FaultServer.shared != nil, "python3 is not there"))
struct ClientFaultTests {
  static let providers = ModelName.Provider.allCases

  private func client(
    _ provider: ModelName.Provider, _ fault: String, _ limits: ClientLimits = shortLimits,
    key: String? = nil
  ) -> any ModelClient {
    ModelName("\(provider.rawValue):\(fault)")!
      .client(address: FaultServer.shared!.address, key: key, limits: limits)
  }

  private func error(_ provider: ModelName.Provider, _ fault: String) -> ModelError? {
    do throws(ModelError) {
      _ = try client(provider, fault).answer(hello)
      return nil
    } catch { return error }
  }

  @Test(arguments: providers)
  func streamsPiecesAndMetrics(provider: ModelName.Provider) throws {
    var pieces: [String] = []
    let answer = try client(provider, "good").answer(hello) { pieces.append($0) }
    #expect(pieces.count > 3)
    #expect(pieces.joined() == answer.text)
    #expect(answer.text.hasPrefix("{\"sentence_a\""))
    #expect(answer.metrics.generatedTokens == 4)
    #expect(answer.metrics.promptTokens == 7)
    #expect(answer.metrics.evaluation == 0.002)
    #expect(answer.metrics.promptEvaluation == 0.002)
    #expect(answer.metrics.load == (provider == .ollama ? 0.001 : nil))
    #expect(answer.metrics.throughput == 2000)
    let first = try #require(answer.metrics.timeToFirstToken)
    let elapsed = try #require(answer.metrics.elapsed)
    #expect(first > 0 && first <= elapsed)
    #expect(answer.metrics.attempts == 1)
    #expect(answer.ending == "stop")
  }

  @Test(arguments: providers)
  func namesWhatFailed(provider: ModelName.Provider) {
    #expect(
      error(provider, "failing") == .serverFailed(status: 500, reason: "out of memory"))
    #expect(
      error(provider, "nosuch")
        == .unknownModel(name: "nosuch", reason: "model 'nosuch' not found"))
    #expect(error(provider, "not-utf8") == .invalidUTF8(line: 1))
    #expect(error(provider, "empty") == .empty)
    if case .invalidAnswer(line: 1, let reason)? = error(provider, "not-json") {
      #expect(reason.contains("expected"))
    } else {
      Issue.record("\(String(describing: error(provider, "not-json")))")
    }
    if case .brokenOff? = error(provider, "ends-early") {} else { Issue.record("ends-early") }
    if case .brokenOff? = error(provider, "dies") {} else { Issue.record("dies") }
    if case .contextOverflow? = error(provider, "overflow") {} else { Issue.record("overflow") }
    #expect(error(provider, "endless") == .tooLong(bytes: 200_000))
    #expect(
      error(provider, "error-in-stream")
        == .serverFailed(status: 500, reason: "the runner ended"))
    if case .serverFailed(502, let reason)? = error(provider, "html") {
      #expect(reason.contains("Bad gateway"))
    } else {
      Issue.record("html")
    }
    if case .notAuthorised? = error(provider, "key") {} else { Issue.record("key") }
    // A context of Go's, and none of a model's.
    if case .serverFailed(500, _)? = error(provider, "deadline") {} else { Issue.record("Go") }
    if case .brokenOff? = error(provider, "no-http") {} else { Issue.record("no-http") }
  }

  /// What has come to a server and can't go on is no bad address, and may heal.
  @Test func failuresOfTLSAreToldAsSuch() {
    let address = FaultServer.shared!.address.replacing("http:", with: "https:")
    do throws(ModelError) {
      _ = try OpenAIClient(model: "good", address: address, limits: shortLimits).answer(hello)
      Issue.record("an answer without TLS")
    } catch {
      guard case .unreachable = error else {
        Issue.record("\(error)")
        return
      }
      #expect(error.mayHeal)
    }
  }

  @Test(arguments: providers)
  func aNullErrorIsNone(provider: ModelName.Provider) throws {
    #expect(try client(provider, "null-error").answer(hello).text == "The words")
  }

  @Test(arguments: providers)
  func countsThatNobodyCanMeanAreUnknown(provider: ModelName.Provider) throws {
    let metrics = try client(provider, "huge-counts").answer(hello).metrics
    #expect(metrics.generatedTokens == nil && metrics.promptTokens == nil)
    #expect(metrics.evaluation == 0.002)
  }

  /// However long a user would wait, libcurl takes the number.
  @Test func everyTimeOutIsTaken() throws {
    var limits = shortLimits
    limits.stall = 4_000_000
    #expect(try client(.ollama, "good", limits).answer(hello).text.hasPrefix("{"))
  }

  @Test func theAddressIsShownWithoutItsPassword() {
    let address = FaultServer.shared!.address.replacing("://", with: "://user:top-secret@")
    for fault in ["key", "failing", "nosuch"] {
      do throws(ModelError) {
        _ = try OpenAIClient(model: fault, address: address, limits: shortLimits).answer(hello)
      } catch { #expect(!"\(error)".contains("top-secret"), "\(error)") }
    }
    let post = HTTPPost(url: "http://host/v1/@me", body: "", limits: shortLimits)
    #expect(post.shownURL == "http://host/v1/@me")
  }

  @Test(arguments: ["stall", "silent"])
  func stallsEndInTime(fault: String) {
    let start = ContinuousClock.now
    guard case .timedOut? = error(.ollama, fault) else {
      Issue.record("\(fault): no time-out")
      return
    }
    // Two attempts of a second each; libcurl looks once a second.
    #expect(ContinuousClock.now - start < .seconds(15))
  }

  @Test func noServerIsSaidAtOnce() {
    let client = ModelName("ollama:m")!
      .client(address: "http://127.0.0.1:1", key: nil, limits: shortLimits)
    do throws(ModelError) {
      _ = try client.answer(hello)
      Issue.record("an answer without a server")
    } catch {
      guard case .unreachable(let url, let reason) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(url == "http://127.0.0.1:1" || url.hasPrefix("http://127.0.0.1:1/"))
      #expect(!reason.isEmpty)
    }
  }

  @Test(arguments: ["file:///etc/passwd", "gopher://127.0.0.1", "http://", "::"])
  func otherAddressesAreRefused(address: String) {
    let client = OllamaClient(model: "m", address: address, limits: shortLimits)
    #expect(throws: ModelError.self) { try client.answer(hello) }
  }

  @Test(arguments: providers)
  func healsWithinTheAttempts(provider: ModelName.Provider) throws {
    let server = try FaultServer()
    let name = ModelName("\(provider.rawValue):heals-after-two")!
    let answer = try name.client(address: server.address, key: nil, limits: shortLimits)
      .answer(hello)
    #expect(answer.metrics.attempts == 3)
    #expect(try server.requests().count == 3)
  }

  @Test func whatCannotHealIsNotTriedAgain() throws {
    let server = try FaultServer()
    let client = ModelName("ollama:nosuch")!
      .client(address: server.address, key: nil, limits: shortLimits)
    #expect(throws: ModelError.self) { try client.answer(hello) }
    #expect(try server.requests().count == 1)
  }

  @Test(arguments: ["key", "key-in-stream"])
  func theKeyIsSentAndShownNowhere(fault: String) throws {
    let server = try FaultServer()
    let client = OpenAIClient(
      model: fault, address: server.address, key: "top-secret\r\nX-Evil: 1", limits: shortLimits)
    #expect(!"\(client)".contains("top-secret"))
    var dumped = ""
    dump(client, to: &dumped)
    #expect(!dumped.contains("top-secret"))
    do throws(ModelError) {
      _ = try client.answer(hello)
      Issue.record("an answer without a key")
    } catch {
      #expect(!"\(error)".contains("top-secret"))
      #expect("\(error)".contains("Bearer (key)"))
    }
    let sent = try #require(try server.requests().first?["authorization"] as? String)
    #expect(sent == "Bearer top-secretX-Evil: 1")
  }

  @Test func ollamaGetsEveryOption() throws {
    let server = try FaultServer()
    var options = ModelOptions()
    options.numGPU = 80
    options.numContext = 512
    options.temperature = 0.8
    options.topP = 0.9
    options.topK = 40
    options.repeatPenalty = 1.1
    options.seed = 7
    options.numPredict = 64
    let request = ModelRequest(
      messages: [ModelMessage(.user, "Hello")], options: options,
      constraint: .schema(.object([("type", .string("object"))])))
    _ = try OllamaClient(model: "good", address: server.address + "/").answer(request)
    let body = try #require(try server.requests().first?["body"] as? [String: Any])
    let sent = try #require(body["options"] as? [String: Any])
    let expected: [String: Double] = [
      "num_gpu": 80, "num_ctx": 512, "temperature": 0.8, "top_p": 0.9, "top_k": 40,
      "repeat_penalty": 1.1, "seed": 7, "num_predict": 64,
    ]
    #expect(sent as? [String: Double] == expected)
    #expect(body["format"] as? [String: String] == ["type": "object"])
    #expect(body["stream"] as? Bool == true)
  }

  /// What we add to a call, with a server that answers at once.
  @Test func overheadOfACallIsSmall() throws {
    let client = OllamaClient(model: "good", address: FaultServer.shared!.address)
    _ = try client.answer(hello)
    let clock = ContinuousClock()
    let times = try (0..<9).map { _ in
      try clock.measure { _ = try client.answer(hello) }
    }.sorted()
    #expect(times[4] < .milliseconds(50))
  }
}
