import CCurl
import Glibc

/// One HTTP POST whose answer is read line by line as it comes.
struct HTTPPost: Sendable {
  var url: String
  /// Lines `Name: value`, besides the content type.
  var headers: [String] = []
  var body: String
  var limits: ClientLimits
  /// What the server is sent and may repeat, and no error may hold.
  var secret: Secret?

  /// What came before the receiver stopped or the server ended.
  struct End: Sendable, Equatable {
    /// The HTTP status.
    var status: Int
    /// The body of an answer whose status is not 200.
    var failure: String
  }

  /// Sends the request. Lines of an answer with status 200 go to `onLine`, without their end.
  ///
  /// - Parameter onLine: false ends the call: the answer is complete.
  /// - Throws: ``ModelError``, its own and those of `onLine`.
  func send(onLine: (ArraySlice<UInt8>) throws(ModelError) -> Bool) throws(ModelError) -> End {
    try withoutActuallyEscaping(onLine) { onLine throws(ModelError) -> End in
      let receiver = Receiver(limit: limits.answerBytes, onLine: onLine)
      let result = perform(receiver)
      if let error = receiver.error { throw error }
      switch result.outcome {
      case CCURL_ANSWERED where result.status == 200:
        try receiver.finish()
        return End(status: 200, failure: "")
      case CCURL_ANSWERED:
        return End(status: result.status, failure: receiver.text)
      case CCURL_STOPPED: return End(status: 200, failure: "")
      default: throw Self.error(result, url: shownURL)
      }
    }
  }

  /// The address without the user and password that it may hold.
  var shownURL: String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    let host = url[scheme.upperBound...].prefix { $0 != "/" }
    guard let at = host.lastIndex(of: "@") else { return url }
    return String(url[..<scheme.upperBound] + url[url.index(after: at)...])
  }

  private func perform(_ receiver: Receiver) -> (
    outcome: ccurl_outcome, status: Int, message: String
  ) {
    let lines = ["Content-Type: application/json"] + headers
    let strings = lines.map { UnsafePointer(strdup($0)) }
    defer { for string in strings { free(UnsafeMutableRawPointer(mutating: string)) } }
    var text = body
    return text.withUTF8 { bytes in
      url.withCString { url in
        strings.withUnsafeBufferPointer { headers in
          bytes.withMemoryRebound(to: CChar.self) { body in
            var request = ccurl_request()
            request.url = url
            request.headers = headers.baseAddress
            request.header_count = headers.count
            request.body = body.baseAddress
            request.body_size = body.count
            request.connect_milliseconds = Int(min(limits.connect, 3600) * 1000)
            request.stall_seconds = limits.stall
            request.total_seconds = limits.total
            request.uses_proxy = !isLocal
            var result = ccurl_post(
              &request,
              { context, status, bytes, count in
                Unmanaged<Receiver>.fromOpaque(context!).takeUnretainedValue().take(
                  UnsafeRawBufferPointer(start: bytes, count: count), status: status)
              }, Unmanaged.passUnretained(receiver).toOpaque())
            let message = withUnsafeBytes(of: &result.message) { bytes in
              String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            return (result.outcome, result.status, message)
          }
        }
      }
    }
  }

  /// Whether the server is this machine, which no proxy stands before.
  private var isLocal: Bool {
    ["://127.", "://localhost", "://[::1]"].contains { url.contains($0) }
  }

  private static func error(
    _ result: (outcome: ccurl_outcome, status: Int, message: String), url: String
  ) -> ModelError {
    switch result.outcome {
    case CCURL_UNAVAILABLE: .noHTTPLibrary(reason: result.message)
    case CCURL_UNREACHABLE: .unreachable(url: url, reason: result.message)
    case CCURL_TIMED_OUT: .timedOut(url: url, reason: result.message)
    case CCURL_BROKEN_OFF: .brokenOff(reason: result.message)
    default: .badAddress(url: url, reason: result.message)
    }
  }
}

/// Cuts what comes into lines.
private final class Receiver {
  private let limit: Int
  private let onLine: (ArraySlice<UInt8>) throws(ModelError) -> Bool
  private var bytes: [UInt8] = []
  private var count = 0
  private var failure: [UInt8] = []
  private(set) var error: ModelError?

  /// The most that is kept of what a server says about a failure.
  private static let longestFailure = 4096

  init(limit: Int, onLine: @escaping (ArraySlice<UInt8>) throws(ModelError) -> Bool) {
    self.limit = limit
    self.onLine = onLine
  }

  /// What the server says about a failure.
  var text: String { String(decoding: failure, as: UTF8.self) }

  func take(_ new: UnsafeRawBufferPointer, status: Int) -> Bool {
    count += new.count
    guard count <= limit else {
      error = .tooLong(bytes: limit)
      return false
    }
    guard status == 200 else {
      failure.append(contentsOf: new.prefix(Self.longestFailure - failure.count))
      return true
    }
    var searched = bytes.count
    var start = 0
    bytes.append(contentsOf: new)
    do throws(ModelError) {
      while let end = bytes[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        guard try onLine(bytes[start..<end]) else { return false }
        start = end + 1
        searched = start
      }
    } catch {
      self.error = error
      return false
    }
    bytes.removeFirst(start)
    return true
  }

  /// The last line, where no line end follows it.
  func finish() throws(ModelError) {
    if !bytes.isEmpty { _ = try onLine(bytes[...]) }
  }
}
