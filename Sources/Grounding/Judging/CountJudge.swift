import Benchmarks

/// Judges numbers of things: files by type, name and date, folders, headings, runs.
struct CountJudge {
  let data: GroundingData
  let claim: BoundClaim
  let noun: Noun
  /// The files that are listed before `… and N more`.
  let listed: Int

  func judge() -> Judgement {
    guard let claimed = Int(exactly: claim.number.value), claimed >= 0 else {
      return Judgement(.absent, Evidence("a number of things is whole"))
    }
    switch noun {
    case .files: return files(claimed)
    case .entries: return unlisted(claimed)
    case .headings where claimed == data.counts.linesWithMarks:
      return Judgement(
        .count,
        Evidence(
          "\(claimed) lines of the Markdown files begin with #; "
            + "\(data.counts.numbers[.headings]?.first ?? 0) of them are headings"), confidence: 0.7
      )
    case .folders where claim.folder != nil: return folders(claimed, in: claim.folder!)
    case .folders, .headings, .tables, .duplicates: return among(claimed, isCertain: true)
    default: return among(claimed, isCertain: false)
    }
  }

  private func files(_ claimed: Int) -> Judgement {
    let counts = data.counts
    if let folder = claim.folder, counts.listsFiles { return files(claimed, in: folder) }
    if !claim.entities.isEmpty || claim.modified != nil, counts.listsFiles {
      let narrow = counted(ofKind: claim.fileKind, narrowed: true)
      if narrow == claimed { return right(narrow) }
      for entity in claim.entities where counts.isFolder(data.entities.names[entity]) {
        let judged = files(claimed, in: data.entities.names[entity])
        if judged.verdict.isPass || claim.entities.count == 1 && saysFolder { return judged }
      }
      // A name beside the number need not narrow what is counted: `101 files about gemma3`.
      let wide = counted(ofKind: claim.fileKind, narrowed: false)
      if claim.modified == nil, wide == claimed { return right(wide, narrowed: false) }
      if claim.modified != nil {
        return Judgement(
          .absent,
          Evidence("the times of the files give \(narrow); they change when files are copied"),
          confidence: 0.7)
      }
      return wrong(narrow)
    }
    let all = claim.fileKind.map { counts.byKind[$0] } ?? counts.fileCount
    guard let all else {
      return Judgement(.notCheckable, Evidence("the facts do not count such files"))
    }
    if all == claimed { return right(all, narrowed: false) }
    if !claim.entities.isEmpty {
      return Judgement(.notCheckable, Evidence("the facts do not list the files by name"))
    }
    return wrong(all, narrowed: false)
  }

  /// Whether the words around the number speak of a folder.
  private var saysFolder: Bool {
    let label = claim.label.lowercased()
    return label.contains("director") || label.contains("folder")
  }

  private func files(_ claimed: Int, in folder: String) -> Judgement {
    let all = data.counts.files.filter {
      Counts.holds(folder, $0.path) && (claim.fileKind == nil || $0.kind == claim.fileKind)
    }
    let direct = all.count { $0.path.hasSuffix("/" + folder) || Self.parent($0.path) == folder }
    let words = claim.fileKind.map { "\($0.rawValue) files" } ?? "files"
    if all.count == claimed || direct == claimed, claimed > 0 || all.isEmpty {
      return Judgement(.count, Evidence("\(claimed) \(words) in \(folder)"), confidence: 0.95)
    }
    return Judgement(
      .countWrong, Evidence("\(all.count) \(words) in \(folder)"), correction: String(all.count),
      confidence: 0.9)
  }

  /// The folders directly in another.
  private func folders(_ claimed: Int, in folder: String) -> Judgement {
    var names: Set<Substring> = []
    for file in data.counts.files where Counts.holds(folder, file.path) {
      let parts = file.path.split(separator: "/").dropLast()
      let own = folder.split(separator: "/").last ?? ""
      guard let place = parts.lastIndex(of: own), place + 1 < parts.endIndex else { continue }
      names.insert(parts[place + 1])
    }
    let evidence = Evidence("\(names.count) folders in \(folder)")
    return names.count == claimed
      ? Judgement(.count, evidence, confidence: 0.9)
      : Judgement(.countWrong, evidence, correction: String(names.count), confidence: 0.8)
  }

  /// The path or the name of the folder that a file stands in.
  private static func parent(_ path: String) -> String {
    path.split(separator: "/").dropLast().last.map(String.init) ?? ""
  }

  private func counted(ofKind kind: FileKind?, narrowed: Bool) -> Int {
    data.counts.files.count { file in
      guard kind == nil || file.kind == kind else { return false }
      guard narrowed else { return true }
      if let date = claim.modified {
        guard let own = file.modified, own.year == date.year, own.month == date.month,
          date.day == nil || own.day == date.day
        else { return false }
      }
      return claim.entities.allSatisfy { data.entities.matches($0, file.words) }
    }
  }

  private func words(narrowed: Bool) -> String {
    var words = claim.fileKind.map { "\($0.rawValue) files" } ?? "files"
    if narrowed, !claim.entities.isEmpty {
      let names = claim.entities.map { data.entities.names[$0] }
      words += " whose path holds " + names.joined(separator: " and ")
    }
    if narrowed, claim.modified != nil { words += " modified on that date" }
    return words
  }

  private func right(_ count: Int, narrowed: Bool = true) -> Judgement {
    Judgement(.count, Evidence("\(count) \(words(narrowed: narrowed))"), confidence: 0.98)
  }

  private func wrong(_ count: Int, narrowed: Bool = true) -> Judgement {
    Judgement(
      .countWrong, Evidence("\(count) \(words(narrowed: narrowed))"), correction: String(count),
      confidence: narrowed && !claim.entities.isEmpty ? 0.85 : 0.97)
  }

  private func unlisted(_ claimed: Int) -> Judgement {
    let all = claim.fileKind.map { data.counts.byKind[$0] } ?? data.counts.fileCount
    guard let all else { return Judgement(.notCheckable, Evidence("the files are not counted")) }
    let rest = all - listed
    let evidence = Evidence("\(all) less the \(listed) that are listed")
    return rest == claimed
      ? Judgement(.count, evidence)
      : Judgement(.countWrong, evidence, correction: String(rest), confidence: 0.7)
  }

  /// A number among those that the data give for the noun: under a key that names it, of what the claim
  /// is about; in the tables of runs of that; anywhere.
  private func among(_ claimed: Int, isCertain: Bool) -> Judgement {
    if let setting = claim.countedSetting { return levels(claimed, of: setting) }
    if let keyed = KeyedCounts(data: data, claim: claim).judge(claimed) { return keyed }
    let own = ofRuns
    let isCommon = !claim.entities.contains { data.entities.isTelling[$0] }
    if own.isEmpty || isCommon && !own.contains(claimed), !isCertain, Self.areOfRuns.contains(noun),
      ofAnyRuns.contains(claimed)
    {
      return Judgement(
        .count, Evidence("a table of the data has \(claimed) \(noun.rawValue)"), confidence: 0.6)
    }
    if own.isEmpty, !claim.entities.isEmpty, !isCertain {
      return Judgement(
        .notCheckable, Evidence("the data do not tell the number of \(noun.rawValue) of that"),
        confidence: 0.5)
    }
    var known = own.isEmpty ? data.counts.numbers[noun] ?? [] : own
    if noun == .samples, own.isEmpty { known.formUnion(data.counts.numbers[.rows] ?? []) }
    guard !known.isEmpty else {
      return Judgement(
        .notCheckable, Evidence("the data do not tell the number of \(noun.rawValue)"),
        confidence: 0.5)
    }
    if known.contains(claimed) {
      return Judgement(.count, Evidence("\(claimed) \(noun.rawValue)"), confidence: 0.8)
    }
    let shown = known.sorted().prefix(8).map(String.init).joined(separator: ", ")
    return Judgement(
      .countWrong, Evidence("the data have \(shown) \(noun.rawValue)"),
      correction: known.count == 1 ? known.first.map(String.init) : nil,
      confidence: isCertain ? 0.9 : 0.7)
  }

  private static let areOfRuns: Set<Noun> = [.runs, .rows, .tests, .prompts, .configurations]

  /// The numbers of runs in all tables, where the claim names nothing that would be a table's.
  private var ofAnyRuns: Set<Int> {
    let isNamed = claim.entities.contains { data.entities.isTelling[$0] }
    return isNamed ? [] : Set(data.series.flatMap { [$0.rows.count, $0.rows.count + $0.failed] })
  }

  /// The numbers of levels that a setting has in the tables of what the claim is about.
  private func levels(_ claimed: Int, of setting: Setting) -> Judgement {
    var found: Set<Int> = []
    for series in data.series where !series.rows.isEmpty {
      let isNamed = claim.entities.allSatisfy { entity in
        data.entities.matches(entity, data.entityWords[series.rows[0].entity].words)
      }
      guard isNamed, let values = series.settings[setting] else { continue }
      found.insert(Set(values.compactMap { $0 }).count)
    }
    let shown = found.sorted().prefix(8).map(String.init).joined(separator: ", ")
    let evidence = Evidence("\(setting.rawValue) has \(shown) levels in the data")
    guard !found.isEmpty else {
      return Judgement(
        .notCheckable, Evidence("the data do not tell the levels of \(setting.rawValue)"),
        confidence: 0.5)
    }
    if found.contains(claimed) { return Judgement(.count, evidence, confidence: 0.85) }
    return Judgement(
      .countWrong, evidence, correction: found.count == 1 ? shown : nil, confidence: 0.8)
  }

  /// The numbers of runs in the tables of what the claim is about; empty where it names nothing, or
  /// nothing that has runs.
  private var ofRuns: Set<Int> {
    let named = claim.entities.isEmpty ? claim.context : claim.entities
    var found: Set<Int> = []
    for series in data.series where !series.rows.isEmpty {
      let isNamed =
        !named.isEmpty
        && named.allSatisfy { entity in
          data.entities.matches(entity, data.entityWords[series.rows[0].entity].words)
        }
      guard isNamed || named.isEmpty && noun == .configurations else { continue }
      switch noun {
      case .failedRuns: found.insert(series.failed)
      case .runs, .rows, .tests, .prompts, .configurations:
        found.formUnion([series.rows.count, series.rows.count + series.failed])
      default: break
      }
    }
    return found
  }
}
