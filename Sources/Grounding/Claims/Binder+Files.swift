import Benchmarks

/// The files that a number counts: their type, folder and date.
extension Binder {
  /// The folder whose files are counted: what follows, or what was said of the number before.
  var folder: String? {
    if let path = folderBehind { return frame.data?.counts.isFolder(path) == true ? path : nil }
    if let path = labelFolder ?? folderBefore { return path }
    guard index > 0, read.bytes[..<own.lowerBound].suffix(10).elementsEqual(" of which ".utf8)
    else {
      return nil
    }
    return Binder(read, read.numbers[index - 1], frame: frame).folder
  }

  /// The folder that the clause names before the number: `reports/compilation/ contributes 9 files`.
  private var folderBefore: String? {
    var start = clause.lowerBound
    // `reports/gemma3 (16 files)`
    if start > 0, read.byte(start - 1) == 0x28, let outer { start = min(start, outer.lowerBound) }
    let text = read.bytes[start..<max(start, own.lowerBound)].filter { $0 != 0x28 }.asText
    return text.split(whereSeparator: { $0 == " " || $0 == "`" || $0 == "\n" }).last {
      $0.contains("/")
    }.map { String($0).trimmingSlash }.flatMap {
      frame.data?.counts.isFolder($0) == true ? $0 : nil
    }
  }

  /// The folder that the label names with a slash: `reports/: 83 files`.
  private var labelFolder: String? {
    guard isLabelled else { return nil }
    let label = read.bytes[..<read.labelEnd].asText.trimmedASCII
    return label.hasSuffix("/") && !label.contains(" ") ? label.trimmingSlash : nil
  }

  /// The path that follows `under` or `in`, without its closing slash.
  var folderBehind: String? {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    // `18 under csv_data/`, `21 files are located under reports/`
    guard
      let place = (first..<min(read.words.count, first + 6)).first(where: {
        read.words[$0].range.lowerBound < clause.upperBound
          && ["under", "in", "within", "inside"].contains(read.spelling($0))
      })
    else { return nil }
    var start = read.words[place].range.upperBound
    while [0x20, 0x60, 0x22, 0x2A].contains(read.byte(start)) { start += 1 }
    var end = start
    while read.byte(end).isWord || [0x2F, 0x2D, 0x2E, 0x5F].contains(read.byte(end)) { end += 1 }
    let path = read.bytes[start..<end].asText.trimmingSlash
    return path.isEmpty ? nil : path
  }

  func fileKind(_ unit: MeasuredUnit?) -> FileKind? {
    func pick(_ mentions: some Sequence<ReadBlock.Mention>) -> FileKind? {
      for mention in mentions {
        // `csv_data` and `runs.csv` are names.
        let isOfName = read.block.kind != .codeLine && isPartOfName(mention.range)
        if case .fileKind(let kind) = mention.meaning, !isOfName { return kind }
      }
      return nil
    }
    // What a colon lists behind the number does not narrow it: `11 files: CSV (6) and JSON (5)`.
    func near(_ range: Range<Int>) -> FileKind? {
      if listsKinds(range) { return nil }
      return pick(
        read.mentions(in: range, nearest: own).prefix { mention in
          mention.range.lowerBound < own.upperBound
            || !read.bytes[own.upperBound..<mention.range.lowerBound].contains(0x3A)
        })
    }
    if let found = near(clause) ?? outer.flatMap(near) { return found }
    let (label, header, row) = frame.frame(of: read.block)
    if let found = label.flatMap({ pick($0.firstTerms) }) ?? header.flatMap({ pick($0.firstTerms) })
    {
      return found
    }
    let isShare = read.labelEnd > 0 && unit?.dimension == .fraction
    if isLabelled || isShare, let found = pick(read.mentions(in: 0..<read.labelEnd, nearest: own)) {
      return found
    }
    if unit?.dimension == .bytes {
      for cell in row.prefix(8) {
        if let found = pick(frame.blocks[cell].firstTerms) { return found }
      }
      return pick(read.mentions(in: sentence.lowerBound..<own.lowerBound, nearest: own))
    }
    guard read.block.kind == .codeLine, let lead = read.block.leadIns.first else { return nil }
    return pick(frame.blocks[lead].firstTerms)
  }

  /// Whether several kinds are listed behind the number: `101 files in CSV, JSON and Markdown`.
  private func listsKinds(_ range: Range<Int>) -> Bool {
    let end =
      read.numbers.indices.contains(index + 1)
      ? min(sentence.upperBound, read.numbers[index + 1].range.lowerBound) : sentence.upperBound
    guard own.upperBound < end else { return false }
    var kinds: Set<FileKind> = []
    for mention in read.mentions(in: own.upperBound..<end, nearest: own) {
      if case .fileKind(let kind) = mention.meaning, !isPartOfName(mention.range) {
        kinds.insert(kind)
      }
    }
    return kinds.count >= 2
  }

  private func isPartOfName(_ range: Range<Int>) -> Bool {
    let marks: Set<UInt8> = [0x5F, 0x2F]
    return marks.contains(read.byte(range.upperBound))
      || marks.contains(read.byte(range.lowerBound - 1))
      || read.byte(range.lowerBound - 1) == 0x2E && read.byte(range.lowerBound - 2).isWord
  }

  /// `2 months old`, `between 1 and 2 weeks`: spans that no data of benchmarks hold.
  var isAge: Bool {
    let i = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= number.range.upperBound
    }
    if number.rangeEnd == .low, index + 1 < read.numbers.count {
      return Binder(read, read.numbers[index + 1], frame: frame).isAge
    }
    return i < read.words.count
      && ["day", "days", "week", "weeks", "month", "months", "year", "years"]
        .contains(read.spelling(i))
      && read.byte(number.range.upperBound) == 0x20
      && read.words[i].range.lowerBound - number.range.upperBound == 1
  }

  /// The date on which the counted files are said to be modified.
  var countedDate: DateMention? {
    let saysModified = read.mentions(in: sentence, nearest: own).contains {
      $0.meaning == .modified
    }
    guard saysModified else { return nil }
    let first = ReadBlock.partition(read.numbers.count) {
      read.numbers[$0].range.lowerBound >= own.upperBound
    }
    return read.numbers[first...].prefix(8).first {
      $0.date != nil && sentence.contains($0.range.lowerBound)
    }?.date
  }
}

extension String {
  /// The path without a slash or the point of a sentence at its end.
  var trimmingSlash: String {
    var path = self
    while path.hasSuffix("/") || path.hasSuffix(".") { path.removeLast() }
    return path
  }
}
