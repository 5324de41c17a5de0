import Foundation

/// The cells of a small comma-separated file without quotes, as text.
public struct PlainColumns: Sendable {
  /// The rows, each by column name.
  public let rows: [[String: String]]

  /// Reads a file whose cells hold no commas.
  public init(contentsOf url: URL) throws {
    let text = try String(contentsOf: url, encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// A file of ../shared.
  public init(shared path: String) throws { try self.init(contentsOf: sharedFile(path)) }

  /// The columns as numbers by name, nil where a cell is none.
  public var numbers: [String: [Double?]] {
    var result: [String: [Double?]] = [:]
    for name in (rows.first ?? [:]).keys {
      result[name] = rows.map { row in
        row[name].flatMap { Double($0.trimmingCharacters(in: ["\r", " "])) }
      }
    }
    return result
  }

  /// The rows that have a number in all the named columns.
  public func complete(_ names: [String]) -> [[String: Double]] {
    rows.compactMap { row in
      let values = names.compactMap { row[$0].flatMap(Double.init) }
      return values.count == names.count
        ? Dictionary(uniqueKeysWithValues: zip(names, values)) : nil
    }
  }
}
