import Tables

extension ToolContent {
  /// The content of bytes that were read from `file`, whose form the bytes tell and not the name:
  /// text that begins with a brace or a bracket and is JSON is a document, or lines of JSON where
  /// its first line is a whole one and more follow; records of one length with two fields or more
  /// are CSV; anything else is text.
  ///
  /// - Throws: ``ReadError`` where the bytes are no text, or a line after a first one of JSON is
  ///   none.
  /// - Complexity: O(n).
  public init(file: String, bytes: [UInt8]) throws(ReadError) {
    guard let text = TextOfTool(bytes, isWhole: true),
      let content = try text.contents(file: file, ParsedDocument())?.first
    else {
      throw ReadError(file: file, kind: .format(expected: "text", found: "bytes that are none"))
    }
    self = content
  }

  /// Whether two contents have the same form.
  fileprivate func isOfForm(of other: ToolContent) -> Bool {
    switch (form, other.form) {
    case (.json, .json), (.lines, .lines), (.records, .records), (.text, .text): true
    default: false
    }
  }
}

extension ToolFormats {
  /// The bytes that are looked at before a file is read as a whole.
  public static let headLength = 1 << 16

  /// What a file of a known format holds; nil where no format recognises it, and where the bytes are
  /// no text. CSV is offered to the formats as records and as lines of text, since the tables of
  /// some tools stand among other lines.
  ///
  /// Only the head of a text, of CSV and of lines of JSON is looked at to recognise it; a JSON
  /// document is parsed as a whole.
  ///
  /// - Throws: ``ReadError`` where a format recognises the content but its body is broken.
  public static func read(file: String, bytes: [UInt8]) throws(ReadError) -> ToolResult? {
    try read(file: file, bytes: bytes, parsed: ParsedDocument())
  }

  /// As ``read(file:bytes:)``.
  ///
  /// - Parameter parsed: Keeps the document, where the bytes are one of JSON.
  static func read(
    file: String, bytes: [UInt8], parsed: ParsedDocument
  ) throws(ReadError) -> ToolResult? {
    try read(
      file: file, head: Array(bytes.prefix(headLength)), isWhole: bytes.count <= headLength,
      parsed: parsed
    ) { () throws(ReadError) in bytes }
  }

  /// As ``read(file:bytes:)``, for a file of which only the head was read so far.
  ///
  /// - Parameters:
  ///   - file: The file as the caller named it.
  ///   - head: Its first ``headLength`` bytes.
  ///   - isWhole: Whether they are all.
  ///   - parsed: Keeps the document, where the file is one of JSON.
  ///   - whole: Reads all bytes; called where the head is of a known format, and where it begins a
  ///     JSON document, which can't be told by its head.
  static func read(
    file: String, head: [UInt8], isWhole: Bool, parsed: ParsedDocument,
    whole: () throws(ReadError) -> [UInt8]
  ) throws(ReadError) -> ToolResult? {
    guard let text = TextOfTool(head, isWhole: isWhole) else { return nil }
    // A line of JSON that is broken is the plain reader's to tell.
    let found = try? text.contents(file: file, parsed)
    guard let contents = isWhole ? found ?? [] : found else {
      return try read(file: file, head: whole(), isWhole: true, parsed: parsed, whole: whole)
    }
    for content in contents {
      for reader in readers {
        guard let reason = reader.recognise(content) else { continue }
        if isWhole || reader.readsHeadAlone { return try reader.read(content, reason: reason) }
        let all =
          try TextOfTool(whole(), isWhole: true)?.contents(file: file, parsed, like: content) ?? []
        guard let same = all.first(where: { $0.isOfForm(of: content) }),
          let reason = reader.recognise(same)
        else { continue }
        return try reader.read(same, reason: reason)
      }
    }
    return nil
  }
}

/// The text of a file in UTF-8, or the head of it up to its last line break.
private struct TextOfTool {
  private let bytes: ArraySlice<UInt8>
  private let isWhole: Bool

  /// Nil where the bytes are no text.
  init?(_ raw: [UInt8], isWhole: Bool) {
    var text = raw[...]
    if raw.starts(with: [0xFF, 0xFE]) || raw.starts(with: [0xFE, 0xFF]) {
      text = Self.fromUTF16(raw)[...]
    } else if raw.starts(with: [0xEF, 0xBB, 0xBF]) {
      text = raw.dropFirst(3)
    }
    if !isWhole {
      // A line, and a character, may be cut where the head ends.
      if let last = text.lastIndex(of: UInt8(ascii: "\n")) {
        text = text[...last]
      } else if let last = text.lastIndex(where: { $0 & 0xC0 != 0x80 }) {
        text = text[..<last]
      }
    }
    guard !text.contains(0), String(validating: text, as: UTF8.self) != nil else { return nil }
    bytes = text
    self.isWhole = isWhole
  }

  private static func fromUTF16(_ bytes: [UInt8]) -> [UInt8] {
    let isLittle = bytes[0] == 0xFF
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { i in
      isLittle
        ? UInt16(bytes[i]) | UInt16(bytes[i + 1]) << 8
        : UInt16(bytes[i]) << 8 | UInt16(bytes[i + 1])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  /// The text in every form that it may have, the likeliest first, at least one; nil where the head
  /// begins a JSON document, or a first line of JSON longer than it.
  ///
  /// - Parameter wanted: A content of the one form that is wanted, of records and lines of text; nil
  ///   for every form.
  func contents(
    file: String, _ parsed: ParsedDocument, like wanted: ToolContent? = nil
  ) throws(ReadError) -> [ToolContent]? {
    func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0A, 0x0D].contains(byte) }
    let start = bytes.firstIndex { !isSpace($0) }
    if let start, bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "[") {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      let hasMore = !isWhole || !bytes[end...].allSatisfy(isSpace)
      if hasMore, end < bytes.endIndex, bytes[start] == UInt8(ascii: "{"),
        Self.value(bytes[start..<end], file) != nil
      {
        return [ToolContent(file: file, form: .lines(try values(file: file)))]
      }
      if !isWhole { return nil }
      if let value = parsed.parse(Array(bytes), file: file) {
        return [ToolContent(file: file, form: .json(value))]
      }
    }
    var forms: [ToolContent.Form] = []
    if wanted?.text == nil, let records = records() { forms.append(records) }
    if wanted?.records == nil { forms.append(.text(lines())) }
    return forms.map { ToolContent(file: file, form: $0) }
  }

  private static func value(_ bytes: ArraySlice<UInt8>, _ file: String) -> JSONValue? {
    try? JSONReader.parse(Array(bytes), file: file)
  }

  private func values(file: String) throws(ReadError) -> [(line: Int, value: JSONValue)] {
    var values: [(line: Int, value: JSONValue)] = []
    var line = 0
    var start = bytes.startIndex
    while start < bytes.endIndex {
      line += 1
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
      let text = bytes[start..<end]
      if !text.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
        do { values.append((line, try JSONReader.parse(Array(text), file: file))) } catch {
          guard var found = error as? ReadError else {
            preconditionFailure("the reader throws ReadError alone: \(error)")
          }
          found.line = line
          throw found
        }
      }
      start = end + 1
    }
    return values
  }

  /// Records of one length, at least two fields each.
  private func records() -> ToolContent.Form? {
    var scanner = TextRecords(bytes)
    guard let header = scanner.next(), header.fields.count > 1 else { return nil }
    var rows: [(line: Int, fields: [String])] = []
    while let record = scanner.next() {
      guard record.fields.count == header.fields.count else {
        // The last record of a head may be cut within quotes.
        if !isWhole, scanner.isAtEnd { break }
        return nil
      }
      rows.append(record)
    }
    return .records(header: header.fields, rows: rows)
  }

  private func lines() -> [String] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(decoding: $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0, as: UTF8.self)
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
