import Tables

/// A file that tells the agent something: a configuration or a persona.
enum AgentFile {
  /// Its text.
  ///
  /// - Throws: `ReadError` where it can't be read, ``AgentFileError`` where it is not UTF-8.
  static func read(_ path: String) throws -> String {
    guard let text = String(validating: try FileBytes.read(path), as: UTF8.self) else {
      throw AgentFileError(place: path, expected: "text in UTF-8", found: "other bytes")
    }
    return text
  }
}

/// What is wrong with a configuration of the agent or with the file of a persona.
public struct AgentFileError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The file, with line and column where they are known.
  public var place: String
  /// What was expected there.
  public var expected: String
  /// What was found instead.
  public var found: String

  /// One line: `place: expected …, found …`.
  public var description: String { "\(place): expected \(expected), found \(found)" }
}
