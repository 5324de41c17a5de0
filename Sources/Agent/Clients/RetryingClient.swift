import Glibc

/// A client that sends a request again, after a wait, where what failed may heal.
public struct RetryingClient: ModelClient {
  private let client: any ModelClient
  private let limits: ClientLimits

  /// A client around another.
  public init(_ client: any ModelClient, limits: ClientLimits = ClientLimits()) {
    self.client = client
    self.limits = limits
  }

  /// Sends the request, and again where what failed may heal.
  public func answer(
    _ request: ModelRequest, onPiece: (String) -> Void
  ) throws(ModelError) -> ModelAnswer {
    var wait = limits.backOff
    var attempt = 1
    while true {
      do throws(ModelError) {
        var answer = try client.answer(request, onPiece: onPiece)
        answer.metrics.attempts = attempt
        return answer
      } catch {
        guard error.mayHeal, attempt < mostAttempts(error) else { throw error }
        sleep(wait)
        wait *= 2
        attempt += 1
      }
    }
  }

  /// Who has waited long for nothing waits once more and no longer.
  private func mostAttempts(_ error: ModelError) -> Int {
    if case .timedOut = error { min(2, limits.attempts) } else { limits.attempts }
  }

  private func sleep(_ seconds: Double) {
    let whole = seconds.rounded(.down)
    var time = timespec(tv_sec: Int(whole), tv_nsec: Int((seconds - whole) * 1e9))
    nanosleep(&time, nil)
  }
}
