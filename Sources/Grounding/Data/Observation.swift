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
  var unit: MeasuredUnit?
  var subject: Subject
  var statistic: ClaimStatistic
  var origin: Origin
  /// The rows behind the value.
  var n: Int
  /// The column or key path.
  var key: String
  /// The file, from the folder; empty for the folder as a whole.
  var file: String
  /// What the value is about, as an index of the data's entities.
  var entity: Int
  /// The words of its key, as an index of the data's.
  var keyWords: Int
  /// The fact that holds it, as an index.
  var fact: Int?
  /// Whether it is a percentile or an extreme of means.
  var isOfMeans = false
  /// The settings that it holds for.
  var conditions: [Condition] = []
  /// Its place in a table of runs: the table, as an index of the data's, and the place of its row.
  var place: (series: Int, row: Int)?

  /// The value in base units.
  var base: Double { value * (unit?.scale ?? 1) }
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
