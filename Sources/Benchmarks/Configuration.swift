import Tables
import Yams

/// What the user says about a folder: overrides of roles and units, from `bench-stats.yaml` in the
/// folder and from the command line.
///
/// ```yaml
/// columns:
///   latency: { role: metric, unit: ms }
///   stage: { role: factor }
/// ```
public struct Configuration: Sendable, Equatable {
  /// Meanings by the column's exact name.
  public var columns: [String: ColumnMeaning]

  /// A configuration.
  public init(columns: [String: ColumnMeaning] = [:]) { self.columns = columns }

  /// The file name that is looked for in a folder.
  public static let fileName = "bench-stats.yaml"

  /// The configuration in a YAML file.
  ///
  /// - Throws: ``ReadError`` where the file cannot be read; ``ConfigurationError`` where it is no
  ///   YAML, or has a key, role or form that is not known.
  public static func read(_ path: String) throws -> Configuration {
    let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch {
      throw syntaxError(error, path)
    }
    guard let root, root != Node("") else { return Configuration() }
    var result = Configuration()
    for (key, value) in try mapping(root, path) {
      guard key.string == "columns" else {
        throw ConfigurationError(
          place: place(key, path), expected: "the key 'columns'", found: "'\(key.string ?? "")'")
      }
      for (name, meaning) in try mapping(value, path) {
        result.columns[name.string ?? ""] = try columnMeaning(meaning, path)
      }
    }
    return result
  }

  /// Adds an override as the command line spells it: `NAME=ROLE`, `NAME=ROLE:UNIT`, `NAME=:UNIT`;
  /// without a role the column is a metric.
  ///
  /// - Throws: ``ConfigurationError`` for another form or an unknown role.
  public mutating func add(commandLine text: String) throws {
    let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let parts =
      sides.last?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false) ?? []
    guard sides.count == 2, !sides[0].isEmpty, !sides[1].isEmpty, parts.count == 1 || parts[1] != ""
    else {
      throw ConfigurationError(
        place: "--column-role", expected: "NAME=ROLE or NAME=ROLE:UNIT", found: "'\(text)'")
    }
    let role = try Self.role(parts[0].isEmpty ? "metric" : String(parts[0]), "--column-role")
    columns[String(sides[0])] = ColumnMeaning(role, parts.count > 1 ? Unit(String(parts[1])) : nil)
  }

  private static func columnMeaning(_ node: Node, _ path: String) throws -> ColumnMeaning {
    var meaning = ColumnMeaning(.metric)
    for (key, value) in try mapping(node, path) {
      switch key.string {
      case "role": meaning.role = try role(value.string ?? "", place(value, path))
      case "unit":
        guard let symbol = value.string, !symbol.isEmpty else {
          throw ConfigurationError(
            place: place(value, path), expected: "the symbol of a unit", found: found(value))
        }
        meaning.unit = Unit(symbol)
      default:
        throw ConfigurationError(
          place: place(key, path), expected: "the keys 'role' and 'unit'",
          found: "'\(key.string ?? "")'")
      }
    }
    return meaning
  }

  private static func role(_ text: String, _ place: String) throws -> ColumnRole {
    guard let role = ColumnRole(rawValue: text) else {
      let known = ColumnRole.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConfigurationError(place: place, expected: "a role (\(known))", found: "'\(text)'")
    }
    return role
  }

  private static func mapping(_ node: Node, _ path: String) throws -> Node.Mapping {
    guard let mapping = node.mapping else {
      throw ConfigurationError(
        place: place(node, path), expected: "a mapping", found: found(node))
    }
    return mapping
  }

  private static func place(_ node: Node, _ path: String) -> String {
    node.mark.map { "\(path):\($0.line):\($0.column)" } ?? path
  }

  private static func found(_ node: Node) -> String {
    if node.mapping != nil { return "a mapping" }
    return node.sequence != nil ? "a sequence" : "'\(node.string ?? "")'"
  }

  /// What the YAML parser refused, on one line and with its place.
  private static func syntaxError(_ error: any Error, _ path: String) -> ConfigurationError {
    let (problem, mark): (String, Mark?) =
      switch error as? YamlError {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        (problem, mark)
      case .reader(let problem, _, _, _): (problem, nil)
      case .duplicatedKeysInMapping(let keys, let context):
        ("the key '\(keys.first ?? "")' twice", context.mark)
      default: (String("\(error)".prefix { $0 != "\n" }), nil)
      }
    let place = mark.map { "\(path):\($0.line):\($0.column)" } ?? path
    return ConfigurationError(place: place, expected: "YAML", found: problem)
  }
}

/// What is wrong with a configuration.
public struct ConfigurationError: Error, Equatable, Sendable, CustomStringConvertible {
  /// File, line and column, or the option of the command line.
  public var place: String
  /// What was expected there.
  public var expected: String
  /// What was found instead.
  public var found: String

  /// One line: `place: expected …, found …`.
  public var description: String { "\(place): expected \(expected), found \(found)" }
}
