import Benchmarks
import Facts

/// What a fact is about, as far as words beside it can contradict it.
struct FactMeaning {
  /// Everything that words may say it is about.
  let concepts: Set<Vocabulary.Concept>
  /// The words of its entity and its columns, in small letters.
  let names: Set<String>

  init(_ fact: Fact) {
    var concepts = Self.concepts(ofUnit: fact)
    concepts.formUnion(Self.concepts(ofStatistic: fact))
    for column in fact.provenance.columns {
      concepts.formUnion(Self.concepts(ofColumn: column, unit: fact.unit))
    }
    if fact.topic != .performance || fact.statistic == "count" {
      let words = EntityNames.words(fact.statement)
      concepts.formUnion(words.compactMap(Vocabulary.concept))
    }
    // Whatever stands in a table is about runs.
    if fact.entity.table != nil { concepts.insert(.runs) }
    if fact.topic == .inventory { concepts.insert(.directories) }
    let isWarm = fact.entity.group?.contains(Self.warm) ?? false
    if isWarm {
      concepts.insert(.warm)
      concepts.remove(.cold)
    }
    self.concepts = concepts
    // What the fact's own sentence says may be said again, but not a part of a column's name that means
    // another thing by itself: `tokens_s` is a rate and no number of tokens.
    let said = [Self.told(fact)] + fact.provenance.columns
    var names = Set(said.flatMap(EntityNames.words)).filter { word in
      Vocabulary.concept(word).map(concepts.contains) ?? true
    }
    names.formUnion(EntityNames.words(fact.entity.table ?? ""))
    names.formUnion(EntityNames.words(fact.entity.subject ?? ""))
    names.formUnion(EntityNames.words(fact.entity.group ?? ""))
    // What is left out is not what the fact is about: the phrase as a whole is.
    if isWarm { names.subtract(EntityNames.words(Self.warm)) }
    names.formUnion(fact.provenance.columns.map { $0.lowercased() })
    self.names = names
  }

  /// Whether a word is one of the fact's names, or says what it is about.
  func isAbout(_ word: String) -> Bool {
    names.contains(word) || Vocabulary.concept(word).map(concepts.contains) ?? false
  }

  /// The group of the runs that are left when cold starts are set apart.
  private static let warm = "without cold starts"

  /// What a statement says before its value; the whole where the value is a finding. Behind the value
  /// stand n and limits, whose words are not what the fact is about.
  private static func told(_ fact: Fact) -> String {
    guard fact.topic == .performance, fact.statement.utf8.count < 4000,
      let end = fact.statement.firstRange(of: ": " + fact.valueText)?.lowerBound
    else { return fact.statement }
    return String(fact.statement[..<end])
  }

  private static func concepts(ofUnit fact: Fact) -> Set<Vocabulary.Concept> {
    if case .time = fact.quantity { return [.moment] }
    let names = Set(fact.provenance.columns.flatMap(EntityNames.words))
    switch fact.unit {
    case .seconds: return [.latency, .seconds, .speed]
    case .milliseconds: return [.latency, .milliseconds, .speed]
    case .microseconds: return [.latency, .microseconds, .speed]
    case .nanoseconds: return [.latency, .nanoseconds, .speed]
    case .tokensPerSecond: return [.rate, .tokenRate, .speed, .generation]
    case .tokens: return [.tokens]
    case .characters: return [.characters]
    case .bytes, .megabytes, .gigabytes:
      let isMemory = !names.isDisjoint(with: ["memory", "vram"])
      let unit: Vocabulary.Concept =
        fact.unit == .bytes ? .bytes : fact.unit == .megabytes ? .megabytes : .gigabytes
      return isMemory ? [unit, .size, .memory] : [unit, .size]
    case .percent: return [.percent]
    case .watts: return [.power]
    case .celsius: return [.heat]
    case .runs: return [.runs, .count]
    case .files: return [.files, .count]
    case .count: return [.count]
    default: return fact.unit.symbol.hasSuffix("/s") ? [.rate, .speed, .perSecond] : []
    }
  }

  private static func concepts(ofStatistic fact: Fact) -> Set<Vocabulary.Concept> {
    let statistic = fact.statistic
    if statistic.hasPrefix("percentile(0.5,") { return [.median, .percentile] }
    if statistic.hasPrefix("percentile(0.99,") { return [.percentile, .tail] }
    if statistic.hasPrefix("percentile(") { return [.percentile] }
    switch statistic {
    case "mean": return [.mean]
    case "maximum": return [.maximum]
    case "minimum": return [.minimum]
    case "standardDeviation": return [.spread]
    case "count": return [.count, .total]
    default:
      return statistic.hasPrefix("spearman") || statistic.hasPrefix("pearson") ? [.correlation] : []
    }
  }

  /// What a column's name says. A word in it may be a part of another quantity's name: `tokens_s` is a
  /// rate and no number of tokens.
  private static func concepts(
    ofColumn column: String, unit: Benchmarks.Unit
  ) -> Set<Vocabulary.Concept> {
    var result = Set(EntityNames.words(column).compactMap(Vocabulary.concept))
    if unit == .tokensPerSecond { result.remove(.tokens) }
    // Of the units only the fact's own, whatever the name says.
    result.subtract(Vocabulary.units)
    if unit != .one, unit != .count { result.remove(.count) }
    return result
  }
}

extension Fact {
  /// The unit; 1 where the quantity is no number.
  var unit: Benchmarks.Unit { if case .number(_, let unit) = quantity { unit } else { .one } }
}

/// The names in a sheet, and the words that tell one from another.
struct EntityNames {
  /// Words of names of which some entities have one and others do not.
  let telling: Set<String>

  init(_ sheet: FactSheet) {
    var counts: [String: Int] = [:]
    var entities: Set<String> = []
    for fact in sheet.facts {
      guard let table = fact.entity.table else { continue }
      let name = table + " " + (fact.entity.subject ?? "")
      guard entities.insert(name).inserted else { continue }
      for word in Set(Self.words(name)) where word.utf8.count > 2 { counts[word, default: 0] += 1 }
    }
    telling = Set(counts.filter { $0.value < entities.count }.keys)
      .union(Vocabulary.modelFamilies).union(Vocabulary.fileKinds)
  }

  /// The words of letters in a name, in small letters; the longest names are not looked through to
  /// their end.
  static func words(_ text: String) -> [String] {
    var result: [String] = []
    var word: [UInt8] = []
    for byte in text.utf8.prefix(1000) {
      let small = byte | 0x20
      if small >= UInt8(ascii: "a"), small <= UInt8(ascii: "z"), byte < 0x80 {
        word.append(small)
      } else if !word.isEmpty {
        result.append(String(decoding: word, as: UTF8.self))
        word = []
      }
    }
    if !word.isEmpty { result.append(String(decoding: word, as: UTF8.self)) }
    return result
  }
}
