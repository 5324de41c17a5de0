/// What a reader did that the text alone does not tell: a caveat of every result from the table.
public struct ReadNotice: Sendable, Equatable {
  /// What was done.
  public enum Kind: Sendable, Equatable {
    /// Whole numbers beyond 64 bits, read as the nearest doubles.
    case integersBeyond64Bits(column: String)
    /// A column whose name was empty or stood earlier already.
    case renamedColumn(from: String, to: String)
    /// `NaN`, `Infinity` and `-Infinity` in JSON, which has no such numbers, read as what they say.
    case bareNonFiniteNumbers
    /// A key that stood in an object again, and how often in all objects; its last value was taken.
    case duplicateKey(String)
    /// Numbers with digits in groups, read as numbers.
    case digitGroups(column: String)
    /// Numbers of more than one style in one column, kept as text.
    case severalNumberStyles(column: String)
    /// Numbers whose decimal mark the text does not tell, kept as text.
    case decimalMarkUnclear(column: String)
    /// Lines that were passed over as comments.
    case commentLines
    /// Records with fewer fields than the header; the others are missing.
    case shortRecords
    /// Fields beyond those of the header, dropped.
    case droppedFields
    /// Bytes that are no text, each replaced by U+FFFD.
    case replacedBytes
    /// Quotes that are never closed, kept as characters.
    case unclosedQuotes
    /// Fields with text behind the closing quote, kept as they stand.
    case textAfterQuotes
    /// A file of a folder that bench-stats wrote itself, passed over.
    case ownOutput(path: String)
  }

  /// What was done.
  public var kind: Kind
  /// How often.
  public var count: Int
  /// The line of the first case, counted from 1; nil where it is not known.
  public var line: Int?
  /// The file of the first case, for a table from several files; nil where there is but one.
  public var file: String?

  /// A notice.
  public init(_ kind: Kind, count: Int = 1, line: Int? = nil, file: String? = nil) {
    self.kind = kind
    self.count = count
    self.line = line
    self.file = file
  }
}

extension ReadNotice.Kind {
  /// What two kinds that are equal have in common.
  struct Key: Hashable {
    fileprivate let number: Int
    fileprivate let names: [TextKey]
  }

  /// What tells this kind from others.
  var key: Key { Key(number: number, names: names.map { TextKey($0) }) }

  /// Whether both say the same of the same names, compared by bytes.
  public static func == (a: Self, b: Self) -> Bool { a.key == b.key }

  /// The names that the notice is about.
  private var names: [String] {
    switch self {
    case .integersBeyond64Bits(let name), .duplicateKey(let name), .digitGroups(let name),
      .severalNumberStyles(let name), .decimalMarkUnclear(let name), .ownOutput(let name):
      [name]
    case .renamedColumn(let from, let to): [from, to]
    case .bareNonFiniteNumbers, .commentLines, .shortRecords, .droppedFields, .replacedBytes,
      .unclosedQuotes, .textAfterQuotes:
      []
    }
  }

  private var number: Int {
    switch self {
    case .integersBeyond64Bits: 0
    case .renamedColumn: 1
    case .bareNonFiniteNumbers: 2
    case .duplicateKey: 3
    case .digitGroups: 4
    case .severalNumberStyles: 5
    case .decimalMarkUnclear: 6
    case .commentLines: 7
    case .shortRecords: 8
    case .droppedFields: 9
    case .replacedBytes: 10
    case .unclosedQuotes: 11
    case .textAfterQuotes: 12
    case .ownOutput: 13
    }
  }
}

extension ReadNotice {
  /// The notice in words, without the file: what was done, how often, and where first.
  public var statement: String { sentence + place }

  private var sentence: String {
    switch kind {
    case .integersBeyond64Bits(let column):
      "\(escaped(column)): \(times("whole number")) beyond 64 bits read as the nearest double"
    case .renamedColumn(let from, let to):
      from.isEmpty
        ? "a column without a name is called '\(escaped(to))'"
        : "a second column '\(escaped(from))' is called '\(escaped(to))'"
    case .digitGroups(let column):
      "\(escaped(column)): \(times("cell")) with digits in groups read as numbers"
    case .severalNumberStyles(let column):
      "\(escaped(column)) is text: \(times("number")) written in more than one style"
    case .decimalMarkUnclear(let column):
      "\(escaped(column)) is text: \(times("cell")) with a comma or point that may be a decimal "
        + "mark or not"
    case .bareNonFiniteNumbers:
      "\(times("bare NaN or Infinity", "bare NaNs and Infinities")), which JSON does not have, "
        + "read as what \(count == 1 ? "it says" : "they say")"
    case .duplicateKey(let key):
      "the key '\(escaped(key))' stands \(times("time")) again in an object; its last value is "
        + "taken"
    case .commentLines: "\(times("comment line")) passed over"
    case .shortRecords: "\(times("record")) with too few fields filled up with missing values"
    case .droppedFields: "\(times("field")) beyond those of the header dropped"
    case .replacedBytes: "\(times("byte")) that \(count == 1 ? "is" : "are") no text replaced"
    case .unclosedQuotes:
      "\(times("quote")) never closed, kept as \(count == 1 ? "a character" : "characters")"
    case .textAfterQuotes: "\(times("field")) with text behind a closing quote kept as written"
    case .ownOutput(let path): "\(escaped(path)) passed over: written by bench-stats"
    }
  }

  private func times(_ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }

  private var place: String {
    guard let line else { return "" }
    let file = file.map { " of \($0)" } ?? ""
    return count == 1 ? " (line \(line)\(file))" : " (first on line \(line)\(file))"
  }
}
