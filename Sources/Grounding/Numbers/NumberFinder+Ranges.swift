/// Ranges, and the marks that end names.
extension NumberFinder {
  /// Puts more numbers among those found, in the order of the text.
  mutating func merge(_ more: [FoundNumber]) {
    let taken = numbers
    var next = 0
    numbers.append(
      contentsOf: more.filter { number in
        while next < taken.count, taken[next].end <= number.range.lowerBound { next += 1 }
        return next == taken.count || taken[next].range.lowerBound >= number.end
      })
    numbers.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// Numbers with a dash or `to` between them are the ends of a range and share a unit.
  mutating func joinRanges() {
    guard numbers.count > 1 else { return }
    for i in 1..<numbers.count {
      guard numbers[i - 1].reason == nil, numbers[i].reason == nil,
        numbers[i - 1].date == nil, numbers[i].date == nil,
        isRangeGap(numbers[i - 1].end..<numbers[i].range.lowerBound)
      else { continue }
      numbers[i - 1].rangeEnd = .low
      numbers[i].rangeEnd = .high
      numbers[i].value = abs(numbers[i].value)
      if numbers[i - 1].unit == nil { numbers[i - 1].unit = numbers[i].unit }
    }
  }

  private func isRangeGap(_ range: Range<Int>) -> Bool {
    guard range.count > 0, range.count <= 6 else { return false }
    let gap = text[range].filter { $0 != 0x20 }
    return gap.equals("-") || gap.equals("–") || gap.equals("—") || gap.equals("to")
      || gap.equals("..") || gap.equals("and") && isBetween(range.lowerBound)
  }

  private func isBetween(_ offset: Int) -> Bool {
    let near = text[max(0, offset - 40)..<offset]
    let word = Array("between".utf8)
    return near.indices.dropLast(word.count - 1).contains { i in
      near[i..<i + word.count].lazy.map(\.lowered).elementsEqual(word)
    }
  }

  /// The bytes of a dash at an offset; nil for anything else.
  static func dashLength(_ text: [UInt8], _ offset: Int) -> Int? {
    guard offset + 2 < text.count, text[offset] == 0xE2 else { return nil }
    let isDash = text[offset + 1] == 0x80 && (0x90...0x95).contains(text[offset + 2])
    let isMinus = text[offset + 1] == 0x88 && text[offset + 2] == 0x92
    return isDash || isMinus ? 3 : nil
  }

  /// Whether punctuation or a sign beyond ASCII (quotes, dashes, ×, ±, °, …) begins at an offset.
  static func isMark(_ text: [UInt8], _ offset: Int) -> Bool {
    let byte = text[offset]
    if byte == 0xE2 { return true }
    guard offset + 1 < text.count else { return false }
    if byte == 0xC2 { return true }
    return byte == 0xC3 && (text[offset + 1] == 0x97 || text[offset + 1] == 0xB7)
  }

  static func scalarLength(_ byte: UInt8) -> Int {
    byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
  }

  static func isFileName(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let dot = bytes.lastIndex(of: 0x2E) else { return false }
    return endings.contains(bytes[(dot + 1)...].asText.lowercased())
  }

  private static let endings: Set<String> = [
    "csv", "json", "md", "txt", "py", "rs", "swift", "yaml", "yml", "ndjson", "jsonl", "tsv", "log",
    "html", "sh", "gz", "zst", "ipynb", "toml", "xml", "parquet", "pdf", "png", "svg", "c", "cpp",
    "h", "js", "ts", "go", "java", "gguf", "bin", "safetensors", "pt", "onnx", "ps1", "bat",
  ]
}
