import Tables

/// Files that bench-stats wrote itself, known again by their mark.
enum OwnOutput {
  /// What the `schema` of each of its JSON documents begins with.
  static let schema = "bench-stats/"

  /// Whether a file is a JSON document that begins with its schema, as bench-stats writes it; false
  /// where it can't be read.
  static func isOne(_ path: String) -> Bool {
    guard DataFormat(fileName: path) == .json,
      let head = try? FileBytes.content(path, first: 256)
    else { return false }
    let text = head.filter { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return text.starts(with: "{\"schema\":\"\(schema)".utf8)
  }
}
