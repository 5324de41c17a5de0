import Foundation
import FoundationNetworking

/// The server of `Tests/scripts/fault_server.py`, on a free port, ended with the value.
public final class FaultServer: Sendable {
  /// Where it listens.
  public let address: String
  private let process: Process

  /// The one that the tests share.
  public static let shared: FaultServer? = try? FaultServer()

  /// Starts a server.
  public init() throws {
    process = pythonProcess([
      Repository.root.appendingPathComponent("Tests/scripts/fault_server.py").path
    ])
    let out = Pipe()
    process.standardOutput = out
    // The server ends with its standard input, however this process does.
    process.standardInput = Pipe()
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      let data = out.fileHandleForReading.readData(ofLength: 1)
      guard !data.isEmpty else { throw CocoaError(.fileReadUnknown) }
      line += String(decoding: data, as: UTF8.self)
    }
    address = "http://127.0.0.1:\(line.dropLast())"
  }

  deinit { process.terminate() }

  /// What was asked so far.
  public func requests() throws -> [[String: Any]] {
    let data = try Data(contentsOf: URL(string: "\(address)/requests")!)
    return try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
  }
}
