import Benchmarks
import Facts
import Tables

/// What reports are held against: the facts about a folder, the values of its runs, and its counts.
public struct GroundingData: Sendable {
  /// The facts.
  let facts: IssuedFacts
  /// Every value that a claim may name.
  let observations: [Observation]
  let index: ObservationIndex
  let entities: EntityNames
  /// What each observation is about.
  let entityWords: [EntityWords]
  /// The words of each key.
  let keyWords: [Set<UInt64>]
  /// The words of the last part of each key.
  let leafWords: [Set<UInt64>]
  /// The tables of runs.
  let series: [RunSeries]
  /// The observations by the last part of their keys in small letters.
  let byLeaf: [String: [Int32]]
  /// The whole numbers without a unit, by the words of their keys.
  let keyedCounts: [UInt64: [Int32]]
  /// The values of what only the data name, by the words of the last part of their keys.
  let named: [UInt64: [Int32]]
  /// Names that only the data have.
  let names: [String]
  /// The words of the field, of the data's names and of its entities.
  let lexicon: Lexicon<Term>
  let counts: Counts
  /// The levels of the settings that the runs were made with.
  let levels: [Setting: Set<Double>]
  /// The means and the single values of each file, by their bits: what shows that a source calls by
  /// another name what it holds twice. The first observation of each.
  let twins: [Twin: Int32]
  /// The smallest and largest value of each key, by ``Measure/series``.
  let extremes: [ClosedRange<Double>?]
  /// The digests of the files, in the order of their paths.
  public let files: [Provenance.File]

  /// A value of a file.
  struct Twin: Hashable, Sendable {
    /// ``Measure/fileIndex``.
    var file: Int
    var bits: UInt64
    var isMean: Bool
  }

  /// The data of a folder.
  ///
  /// - Parameters:
  ///   - analysis: The folder with its facts.
  ///   - lineFeeds: The line ends (LF without a CR before it) of its text files, where they were
  ///     counted: a checkout may write them as one byte or as two.
  public init(_ analysis: FolderAnalysis, lineFeeds: Int? = nil, times: [Fact] = []) {
    var builder = DataBuilder()
    builder.add(IssuedFacts(analysis.sheet.facts + times))
    for table in analysis.folder.runTables { builder.add(table) }
    for document in DocumentValues.all(analysis.folder) {
      builder.add(document.values, of: document.path)
    }
    for file in analysis.folder.files { builder.addName(path: file.path) }
    self.init(
      builder,
      counts: Counts(analysis, IssuedFacts(analysis.sheet.facts), lineFeeds: lineFeeds),
      files: analysis.folder.files.map {
        Provenance.File(path: $0.path, sha256: $0.sha256, bytes: $0.bytes)
      })
  }

  /// The data that a sheet of facts holds.
  public init(_ sheet: FactSheet) {
    self.init(issued: IssuedFacts(sheet.facts))
  }

  /// The data that a JSON document after `facts-1.schema.json` holds.
  ///
  /// - Parameters:
  ///   - bytes: The document.
  ///   - file: The file that they were read from.
  /// - Throws: ``ReadError`` where it is no JSON, ``FactSheetError`` where it is no sheet of facts.
  /// - Complexity: O(n log n) in the number of facts.
  public init(facts bytes: [UInt8], file: String) throws {
    self.init(issued: try IssuedFacts(sheet: bytes, file: file))
  }

  init(issued facts: IssuedFacts) {
    var builder = DataBuilder()
    builder.add(facts)
    self.init(builder, counts: Counts(facts), files: [])
  }

  private init(_ builder: DataBuilder, counts: Counts, files: [Provenance.File]) {
    facts = builder.facts
    observations = builder.observations
    index = ObservationIndex(builder.observations)
    entities = builder.entities
    entityWords = builder.entityWords
    keyWords = builder.keyWords
    leafWords = builder.leafWords
    series = builder.series
    keyedCounts = builder.keyedCounts
    named = builder.named
    byLeaf = Self.byLeaf(builder.observations, keys: builder.keyWords.count)
    names = builder.reader.names
    var lexicon = Vocabulary.lexicon
    for (i, words) in builder.entities.words.enumerated() { lexicon.add(words, .entity(i)) }
    for (words, name) in builder.reader.phrases { lexicon.add(words, .named(name)) }
    self.lexicon = lexicon
    self.counts = counts
    levels = builder.levels
    twins = builder.twins
    extremes = builder.extremes
    self.files = files
  }

  private static func byLeaf(_ observations: [Observation], keys: Int) -> [String: [Int32]] {
    var ofKey = [[Int32]](repeating: [], count: keys)
    for (i, observation) in observations.enumerated() {
      ofKey[observation.keyWords].append(Int32(i))
    }
    var byLeaf: [String: [Int32]] = [:]
    for items in ofKey {
      guard let first = items.first else { continue }
      byLeaf[observations[Int(first)].key.leaf.lowercased(), default: []] += items
    }
    return byLeaf.mapValues { $0.sorted() }
  }

  /// Whether values of a name that only the data have can have a unit; a quantity of the field may be
  /// given in a wrong one.
  func measures(_ subject: Subject, _ unit: MeasuredUnit) -> Bool {
    guard case .named = subject else { return true }
    return (index.bySubject[subject] ?? []).prefix(64).contains {
      let own = observations[Int($0)].unit
      return (own == nil || own?.symbol == "1") && BoundClaim.isPure(unit)
        || own?.dimension == unit.dimension
    }
  }
}
