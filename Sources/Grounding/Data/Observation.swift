import Benchmarks

/// What a text or the data are about: one of ``Quantity``, or a name that only the data have.
enum Subject: Sendable, Hashable {
  case quantity(Quantity)
  case named(Int)
}

/// A number that the data give for a quantity: a value of one run, a statistic that the source
/// states, or a fact.
struct Observation: Sendable {
  /// Where a value comes from.
  enum Origin: Sendable, Equatable {
    /// A cell of a table of runs: the row, counted from 0.
    case record(row: Int)
    /// A statistic that the source states itself.
    case source
    /// A fact that was computed; its index among the facts.
    case fact(Int)
  }

  var value: Double
  /// What it is of, which others share.
  var measure: Measure
  var origin: Origin
  /// The rows behind the value.
  var n: Int
  /// What the value is about, as an index of the data's entities.
  var entity: Int
  /// The fact that holds it, as an index.
  var fact: Int?
  /// Its place in a table of runs: the table, as an index of the data's, and the place of its row.
  var place: (series: Int, row: Int)?

  var unit: MeasuredUnit? { measure.unit }
  var subject: Subject { measure.subject }
  var statistic: ClaimStatistic { measure.statistic }
  var key: String { measure.key }
  var file: String { measure.file }
  var keyWords: Int { measure.keyWords }
  var isOfMeans: Bool { measure.isOfMeans }
  var conditions: [Condition] { measure.conditions }

  /// The value in base units.
  var base: Double { value * (unit?.scale ?? 1) }
}

/// What observations have in common: of which quantity they are and where they stand.
final class Measure: Sendable {
  let unit: MeasuredUnit?
  let subject: Subject
  let statistic: ClaimStatistic
  /// The column or key path.
  let key: String
  /// The file, from the folder; empty for the folder as a whole.
  let file: String
  /// The words of the key, as an index of the data's.
  let keyWords: Int
  /// The file, as an index.
  let fileIndex: Int
  /// The key in the file, as an index.
  let series: Int
  /// Whether the values are percentiles or extremes of means.
  let isOfMeans: Bool
  /// The settings that they hold for.
  let conditions: [Condition]
  /// What may count by them: the stems of the key's last part, where they are of no unit.
  let stems: [UInt64]

  init(
    unit: MeasuredUnit?, subject: Subject, statistic: ClaimStatistic, key: String, file: String,
    keyWords: Int, fileIndex: Int, series: Int, isOfMeans: Bool = false,
    conditions: [Condition] = []
  ) {
    self.unit = unit
    // In °C a temperature is a device's, whatever its name.
    self.subject = unit?.dimension == .temperature ? .quantity(.deviceTemperature) : subject
    self.statistic = statistic
    self.key = key
    self.file = file
    self.keyWords = keyWords
    self.fileIndex = fileIndex
    self.series = series
    self.isOfMeans = isOfMeans
    self.conditions = conditions
    let isCount = unit.map { $0.dimension == .count || $0 == .one } ?? true
    stems = isCount ? Stem.ofLeaf(key) : []
  }
}

/// The words that say what a value is about: path, model, labels.
struct EntityWords: Sendable {
  var text: String
  var words: Set<UInt64>

  init(_ text: String) {
    self.text = text
    words = Set(Word.all(Array(text.utf8)).map(\.hash))
  }
}
