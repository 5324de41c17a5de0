import Foundation

/// What a test says when it asks for something that a reference file does not hold.
public struct OracleError: Error, CustomStringConvertible {
  /// What was asked for.
  public let description: String
}

/// A JSON value, read by Foundation's decoder and not by the reader under test, whose members are
/// looked up without ceremony. (JSONSerialization misreads some doubles in the last place.)
public struct JSONOracle: Decodable, Sendable {
  private enum Content: Sendable {
    case null
    case number(Double)
    case string(String)
    case array([JSONOracle])
    case object([String: JSONOracle])
  }

  private let content: Content

  private init() { content = .null }

  /// A file.
  public init(contentsOf url: URL) throws {
    self = try JSONDecoder().decode(JSONOracle.self, from: Data(contentsOf: url))
  }

  /// A file below ../shared; only for tests that are enabled by `Repository.shared`.
  public init(shared path: String) throws { try self.init(contentsOf: sharedFile(path)) }

  /// A file below Fixtures/.
  public init(fixture path: String) throws { try self.init(contentsOf: Repository.fixture(path)) }

  /// A JSON text.
  public init(text: String) throws {
    self = try JSONDecoder().decode(JSONOracle.self, from: Data(text.utf8))
  }

  /// Any JSON value.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      content = .number(number)
    } else if let string = try? container.decode(String.self) {
      content = .string(string)
    } else if let array = try? container.decode([JSONOracle].self) {
      content = .array(array)
    } else if let object = try? container.decode([String: JSONOracle].self) {
      content = .object(object)
    } else {
      content = .null
    }
  }

  /// A member of an object; a null where there is none.
  public subscript(key: String) -> JSONOracle {
    if case .object(let object) = content { object[key] ?? JSONOracle() } else { JSONOracle() }
  }

  /// The elements of an array; empty if it is none.
  public var elements: [JSONOracle] {
    if case .array(let elements) = content { elements } else { [] }
  }

  /// The keys of an object in order; empty if it is none.
  public var keys: [String] {
    if case .object(let object) = content { object.keys.sorted() } else { [] }
  }

  /// The string.
  public var string: String? { if case .string(let string) = content { string } else { nil } }

  /// Whether there is anything but null.
  public var exists: Bool { if case .null = content { false } else { true } }

  /// A number, or one that stands as text, by which a file keeps more digits.
  public var number: Double? {
    if case .number(let number) = content { number } else { string.flatMap(Double.init) }
  }

  /// The number of a member.
  public func number(_ name: String) -> Double? { self[name].number }

  /// The numbers of an array member, nulls left out.
  public func numbers(_ name: String) -> [Double] { optionals(name).compactMap { $0 } }

  /// The numbers of an array member.
  public func optionals(_ name: String) -> [Double?] { self[name].elements.map(\.number) }

  /// The strings of an array member.
  public func strings(_ name: String) -> [String] { self[name].elements.compactMap(\.string) }

  /// The rows of `{rows, cols, data}` or of a plain nested array.
  public var rows: [[Double?]] {
    let data = elements.isEmpty ? self["data"].elements : elements
    return data.map { $0.elements.map(\.number) }
  }

  /// Row `i` of a `{rows, cols, data}` table, nulls left out.
  public func row(_ i: Int) -> [Double] { rows[i].compactMap { $0 } }

  /// The member of a `cases` array that bears an id.
  public func caseNamed(_ id: String) throws -> JSONOracle {
    guard let found = self["cases"].elements.first(where: { $0["id"].string == id }) else {
      throw OracleError(description: "no case '\(id)'")
    }
    return found
  }
}

/// A file of ../shared; only for tests that are enabled by `Repository.shared`.
public func sharedFile(_ path: String) throws -> URL {
  guard let folder = Repository.shared else { throw OracleError(description: "needs ../shared") }
  return folder.appendingPathComponent(path)
}
