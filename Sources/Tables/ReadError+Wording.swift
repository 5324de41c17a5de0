extension ReadError: CustomStringConvertible {
  /// One line: `file:line:column: expected …, found …`.
  public var description: String {
    var place = file
    if let line { place += ":\(line)" }
    if let column { place += ":\(column)" }
    return "\(place): \(message)"
  }

  /// The sentence without the place.
  public var message: String { "expected \(expected), found \(found)" }

  /// What the reader expected at this place.
  public var expected: String {
    switch kind {
    case .cannotRead: "a readable file"
    case .changedWhileRead: "a file that stays as it is"
    case .cannotList: "a readable folder"
    case .isDirectory: "a file"
    case .empty: "data"
    case .headerOnly: "at least one row under the header"
    case .damaged(let format, _): "undamaged \(format) data"
    case .invalidUTF8: "UTF-8 text"
    case .invalidUTF16: "UTF-16 text, as the byte order mark says"
    case .nulByte, .tooManyMarks: "text"
    case .raggedRow(let expected, _): fields(expected) + ", as in the header"
    case .raggedRecord(let expected, _): fields(expected) + ", as in the first record"
    case .recordTooLong: "a record shorter than 2 GiB"
    case .unclosedQuote: "a closing quote"
    case .textAfterQuote: "a delimiter or the end of the line after a closing quote"
    case .json(let expected, _), .format(let expected, _): expected
    case .tooDeep(let limit): "at most \(limit) nested arrays and objects"
    case .noSuchColumn(let name, _): "a column named '\(escaped(name))'"
    case .wrongType(let column, let expected, _, _):
      "\(expected) in column '\(escaped(column))'"
    case .noTable: "a table"
    case .tooSparse: "objects with the same keys as rows of a table"
    case .severalTables: "one table"
    }
  }

  /// What the reader found instead.
  public var found: String {
    switch kind {
    case .cannotRead(let reason), .cannotList(let reason): reason
    case .changedWhileRead: "one that changed while it was read"
    case .isDirectory: "a directory"
    case .empty: "an empty file"
    case .headerOnly(let columns): "none (\(fields(columns)) in the header)"
    case .damaged(_, let reason): reason
    case .invalidUTF8(let byte): "byte 0x\(hexadecimal(byte))"
    case .invalidUTF16: "a broken sequence"
    case .nulByte: "a NUL byte (a binary file, or UTF-16 without its byte order mark)"
    case .tooManyMarks: "a character with thousands of combining marks"
    case .raggedRow(_, let found), .raggedRecord(_, let found): fields(found)
    case .recordTooLong: "a longer one"
    case .unclosedQuote: "the end of the file"
    case .textAfterQuote(let byte): character(byte)
    case .json(_, let found), .format(_, let found): found
    case .tooDeep: "one more"
    case .noSuchColumn(_, let available):
      "the columns " + available.prefix(20).map { "'\(escaped($0))'" }.joined(separator: ", ")
        + (available.count > 20 ? " and \(available.count - 20) more" : "")
    case .wrongType(_, _, let found, let example):
      "\(found.rawValue) values" + (example.map { " such as '\(escaped($0))'" } ?? "")
    case .noTable(let found): found
    case .tooSparse(let rows, let columns): "\(rows) objects with \(columns) different keys"
    case .severalTables(let names):
      "\(names.count): "
        + names.prefix(10).map { $0.isEmpty ? "''" : escaped($0) }.joined(separator: ", ")
        + (names.count > 10 ? " and \(names.count - 10) more" : "") + " (name one with --table)"
    }
  }

  private func fields(_ count: Int) -> String { count == 1 ? "1 field" : "\(count) fields" }
}

/// Text for one line of a terminal: control characters as escapes, at most 80 characters.
func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(80) {
    let isControl =
      scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
    result += isControl ? scalar.escaped(asASCII: true) : String(scalar)
  }
  return text.unicodeScalars.count > 80 ? result + "…" : result
}

/// A byte as a reader of the message knows it.
func character(_ byte: UInt8) -> String {
  switch byte {
  case 0x0A: "a line break"
  case 0x09: "a tab"
  case 0x21...0x7E: "'\(Unicode.Scalar(byte))'"
  case 0x20: "a space"
  default: "byte 0x\(hexadecimal(byte))"
  }
}

private func hexadecimal(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16, uppercase: true)
  return digits.count < 2 ? "0" + digits : digits
}
