import Benchmarks

/// What is counted.
extension Binder {
  /// The noun within the next words: `101 files`, `36 successful benchmark runs`.
  var followingNoun: Noun? {
    guard number.unit == nil, number.resolution == 1 || number.isWord else { return nil }
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    var end = own.upperBound
    for i in first..<min(read.words.count, first + 4) {
      let word = read.words[i]
      // Only spaces, hyphens and markup may stand between.
      let gap = read.bytes[end..<word.range.lowerBound]
      guard gap.allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x0A || $0 == 0x22 }) else {
        return nil
      }
      if read.bytes[word.range].contains(where: \.isDigit) && word.range.count < 3 { return nil }
      if i == first, read.spelling(i) == "of" || read.spelling(i) == "out" {
        return nounOfWhole(first)
      }
      if read.word(i, isIn: Self.breakers) { return nil }
      let mention = read.mention(at: word.range.lowerBound)
      if case .noun(let noun)? = mention?.meaning {
        // `three file formats` are no files.
        let isOfForms = i + 1 < read.words.count && read.word(i + 1, isIn: Self.forms)
        return isOfForms ? nil : lastNoun(mention!) ?? noun
      }
      if i == first, case .fileKind? = mention?.meaning, listsOn(word.range.upperBound) {
        return .files
      }
      if case .quantity? = mention?.meaning { return nil }
      end = word.range.upperBound
    }
    return nil
  }

  private static let forms: WordSet = ["formats", "types", "kinds", "extensions"]

  /// The noun that directly follows another: the folders of `10 run folders`.
  private func lastNoun(_ mention: ReadBlock.Mention) -> Noun? {
    guard case .noun(let noun)? = read.mention(at: mention.range.upperBound + 1)?.meaning,
      read.byte(mention.range.upperBound) == 0x20,
      [.files, .folders, .tables, .rows, .columns].contains(noun)
    else { return nil }
    return noun
  }

  /// Whether another entry of a list follows: the 29 of `44 JSON, 29 Markdown and 28 CSV files`.
  private func listsOn(_ offset: Int) -> Bool {
    guard index + 1 < read.numbers.count else { return false }
    let next = read.numbers[index + 1].range.lowerBound
    return offset < next
      && [",", "and", ",and"].contains(
        read.bytes[offset..<next].filter { $0 != 0x20 }.asText)
  }

  /// Whether a word that is no noun of the field but names several things directly follows: `3 model
  /// templates`.
  private var isOfOtherThings: Bool {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    let next = (first..<min(read.words.count, first + 3)).prefix {
      clause.contains(read.words[$0].range.lowerBound) && !read.word($0, isIn: Self.breakers)
    }
    guard let word = next.first, read.words[word].range.lowerBound == own.upperBound + 1,
      let last = next.last, read.words[last].range.count > 3
    else { return false }
    return read.bytes[read.words[last].range].last == 0x73
  }

  /// The setting whose levels are counted: `3 context sizes`, `4 temperatures`.
  var countedSetting: Setting? {
    guard number.unit == nil, number.resolution == 1, !number.isSigned, read.namesSettings else {
      return nil
    }
    // `80 GPU layers` is a value, `4 GPU layer settings` are so many.
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    var setting: Setting?
    for i in first..<min(read.words.count, first + 4) {
      let word = read.words[i]
      guard clause.contains(word.range.lowerBound), !read.word(i, isIn: Self.breakers) else {
        break
      }
      if case .setting(let found)? = read.mention(at: word.range.lowerBound)?.meaning {
        setting = found
      }
      if setting != nil, read.word(i, isIn: Self.levels) { return setting }
    }
    return nil
  }

  private static let levels: WordSet = [
    "settings", "sizes", "lengths", "values", "levels", "temperatures", "contexts", "windows",
    "options", "variants",
  ]

  /// Whether `of` and another number follow.
  var isPartOfWhole: Bool {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    return first < read.words.count && ["of", "out"].contains(read.spelling(first))
      && nounOfWhole(first) != nil
  }

  /// The noun of `4 of 5 tests failed`.
  func nounOfWhole(_ first: Int) -> Noun? {
    let i = ReadBlock.partition(read.numbers.count) {
      read.numbers[$0].range.lowerBound >= own.upperBound
    }
    guard i < read.numbers.count, read.numbers[i].reason == nil,
      read.numbers[i].range.lowerBound - own.upperBound <= 8,
      let noun = Binder(read, read.numbers[i], frame: frame).followingNoun
    else { return nil }
    let after = read.mentions(in: clause, nearest: read.numbers[i].range)
    if after.contains(where: { $0.meaning == .noun(.failedRuns) }) { return .failedRuns }
    let inSentence = read.mentions(in: sentence, nearest: own)
    return inSentence.contains { $0.meaning == .noun(.duplicates) } ? .duplicates : noun
  }

  private static let breakers: WordSet = [
    "of", "in", "and", "or", "with", "on", "at", "to", "for", "is", "are", "was", "were", "the",
    "per", "by", "from", "as", "than", "faster", "slower",
  ]

  /// The stems of the words for what is counted, where a key of the data has them: the next words, or the
  /// label of a number that directly follows it.
  var countedWords: [UInt64] {
    guard number.resolution == 1, !number.isSigned else { return [] }
    let behind = countedWordsBehind
    if !behind.isEmpty { return behind }
    if let label = frame.frame(of: read.block).label { return stems(label, label.words.prefix(6)) }
    guard isLabelled else { return [] }
    return stems(read, read.words.prefix { $0.range.upperBound <= read.labelEnd })
  }

  /// The stems of the next words that a key of the data has.
  var countedWordsBehind: [UInt64] {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    let next = (first..<min(read.words.count, first + 3)).prefix {
      clause.contains(read.words[$0].range.lowerBound) && !read.word($0, isIn: Self.breakers)
    }
    return stems(read, next.map { read.words[$0] })
  }

  private func stems(_ read: ReadBlock, _ words: some Sequence<Word>) -> [UInt64] {
    guard let data = frame.data else { return [] }
    return words.compactMap { word in
      guard word.range.count > 3, !isOfField(word, read) else { return nil }
      let stem = Stem.of(read.bytes[word.range])
      return data.keyedCounts[stem] != nil ? stem : nil
    }
  }

  /// Whether a word is one of the field that says no thing that is counted: a quantity, a statistic.
  private func isOfField(_ word: Word, _ read: ReadBlock) -> Bool {
    switch read.mention(at: word.range.lowerBound)?.meaning {
    case .quantity, .statistic, .setting, .comparison: true
    default: false
    }
  }

  /// The things that the number counts; nil where it counts none.
  var countedNoun: Noun? {
    guard number.unit == nil || number.unit?.dimension == .count, number.resolution == 1,
      !number.isSigned
    else { return nil }
    // `num_gpu=60 failed runs`
    if isBehindEqualsSign { return nil }
    if let noun = followingNoun { return noun }
    if quotedKey != nil { return nil }
    if followedByMore { return .entries }
    if let part = partBefore {
      return part == .failedRuns || part == .duplicates ? .runs : part
    }
    if isUnderFolder || isOfKind { return .files }
    if labelNamesQuantity || isOfOtherThings { return nil }
    // `JSON (44)`, `Number of files: 101`, `| CSV | 28 |`
    for range in [clause, outer].compactMap({ $0 }) {
      let before = range.lowerBound..<max(range.lowerBound, own.lowerBound)
      for mention in read.mentions(in: before, nearest: own) {
        switch mention.meaning {
        // `The number of tokens in the tests is 221` counts no tests.
        case .noun where !isLabelled && saysTokens(before): return nil
        case .noun(let noun) where noun != .lines && noun != .runs || isLabelled:
          return noun
        case .fileKind: return .files
        case .quantity, .setting, .named: return nil
        default: continue
        }
      }
    }
    guard case .cell = read.block.kind else { return labelNoun }
    let (label, header, _) = frame.frame(of: read.block)
    for other in [label, header] {
      for mention in other?.firstTerms ?? [] {
        switch mention.meaning {
        case .noun(let noun): return noun
        case .quantity, .setting, .size: return nil
        default: continue
        }
      }
    }
    return nil
  }

  private func saysTokens(_ range: Range<Int>) -> Bool {
    read.terms(in: range, near: own).contains { $0.meaning == .quantity(.tokens) }
  }

  /// What the part of a whole counts, for the whole: the 36 of `4 of 36`.
  private var partBefore: Noun? {
    guard index > 0, number.resolution == 1 else { return nil }
    let part = read.numbers[index - 1]
    let gap = read.bytes[min(part.range.upperBound, own.lowerBound)..<own.lowerBound].asText
    // `5 successful tests out of 6` too.
    let isPart =
      [" of ", " out of ", "/", " / "].contains(gap)
      || gap.hasSuffix(" out of ") && gap.utf8.count < 40 && !gap.contains(",")
    guard part.reason == nil, isPart else { return nil }
    return Binder(read, part, frame: frame).countedNoun
  }

  /// `of which 14 are JSON`.
  private var isOfKind: Bool {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    guard number.unit == nil, first + 1 < read.words.count, read.spelling(first) == "are" else {
      return false
    }
    if case .fileKind? = read.mention(at: read.words[first + 1].range.lowerBound)?.meaning {
      return true
    }
    return false
  }

  /// `18 under csv_data/`.
  private var isUnderFolder: Bool {
    guard number.unit == nil, let path = folderBehind else { return false }
    return frame.data?.counts.isFolder(path) ?? false
  }

  /// Whether the first cell of the row names a quantity: `| Total tokens | 225 |` under `Run A` counts
  /// no runs.
  private var labelNamesQuantity: Bool {
    guard case .cell = read.block.kind else { return false }
    let (label, header, _) = frame.frame(of: read.block)
    let isQuantity = { (mention: ReadBlock.Mention) in
      switch mention.meaning {
      case .quantity, .named: true
      default: false
      }
    }
    let labelled = label?.firstTerms.contains(where: isQuantity) ?? false
    return labelled
      && !(header?.firstTerms.contains { if case .noun = $0.meaning { true } else { false } }
        ?? false
        && header?.firstTerms.contains(where: isQuantity) ?? false)
  }

  /// The noun of the label, for a number that directly follows it.
  var labelNoun: Noun? {
    guard isLabelled else { return nil }
    for mention in read.mentions(in: 0..<read.labelEnd, nearest: own) {
      switch mention.meaning {
      case .noun(let noun): return noun
      case .fileKind: return .files
      case .quantity, .setting: return nil
      default: continue
      }
    }
    return nil
  }

  /// Whether nothing but a colon, markup and spaces stands between label and number.
  var isLabelled: Bool {
    read.labelEnd > 0 && own.lowerBound >= read.labelEnd
      && read.bytes[read.labelEnd..<own.lowerBound].allSatisfy { !$0.isWord }
  }

  /// `… and 23 more`.
  var followedByMore: Bool {
    let first = ReadBlock.partition(read.words.count) {
      read.words[$0].range.lowerBound >= own.upperBound
    }
    guard first < read.words.count, read.spelling(first) == "more",
      read.words[first].range.lowerBound - own.upperBound == 1
    else { return false }
    return first + 1 == read.words.count
      || read.words[first + 1].range.lowerBound - read.words[first].range.upperBound > 1
      || ["files", "file"].contains(read.spelling(first + 1))
  }
}
