import Tables

/// The rows of failed runs, as results need them: which, how many, and where the first stand.
package struct FailedRows: Sendable {
  /// The rows.
  package private(set) var rows = RowSet()
  /// Where the first rows stand, as far as it is known, at most ``listed`` of them: the line, and the
  /// file where there are several.
  package private(set) var places: [String] = []

  /// How many lines results list.
  package static let listed = 10

  /// The failed runs of a table in memory.
  package init(_ table: RunTable) {
    for run in table.failed { rows.insert(run.row) }
    places = table.failed.prefix(Self.listed).compactMap { run in
      run.line.map { line in
        table.table.sourceColumn == nil
          ? "\(line)" : "\(line) of \(table.table.file(ofRow: run.row))"
      }
    }
  }

  /// What the columns of errors and the flags say together.
  init(_ outcomes: [OutcomeColumn], rowCount: Int) {
    if outcomes.count == 1 {
      rows = outcomes[0].failed
    } else if !outcomes.isEmpty {
      for row in 0..<rowCount where outcomes.contains(where: { $0.failed.contains(row) }) {
        rows.insert(row)
      }
    }
    let places = outcomes.flatMap(\.first).map { ($0.row, $0.line) }.sorted { $0.0 < $1.0 }
    var last: Int?
    for (row, line) in places where row != last && self.places.count < Self.listed {
      self.places.append("\(line)")
      last = row
    }
  }

  /// The number of failed runs.
  package var count: Int { rows.count }
}

/// What a column says about failures, if it is one of errors or a flag.
struct OutcomeColumn {
  let isFlag: Bool
  /// The rows that it says failed.
  private(set) var failed = RowSet()
  /// The first of them, in order.
  private(set) var first: [(row: Int, line: Int)] = []
  /// Whether a cell is none of the words for yes and no.
  private(set) var hasOtherWords = false

  init(isFlag: Bool) { self.isFlag = isFlag }

  /// What the cells of some rows say.
  struct Part {
    var failed: [(row: Int, line: Int)] = []
    var hasOtherWords = false

    init(_ rows: TextRows, column: Int, isFlag: Bool) {
      self.init(rows.columns[column], isFlag: isFlag) { (rows.firstRow + $0, rows.line($0)) }
    }

    /// What a whole column says.
    init(_ column: Column, _ lines: RowLines, isFlag: Bool) {
      self.init((0..<column.count).lazy.map { column.text(at: $0) }, isFlag: isFlag) {
        ($0, Int(lines[$0]))
      }
    }

    private init(
      _ texts: some Sequence<String?>, isFlag: Bool, place: (Int) -> (row: Int, line: Int)
    ) {
      for (i, text) in texts.enumerated() {
        guard let text else { continue }
        if isFlag, !RunOutcome.isFlag(text) { hasOtherWords = true }
        if isFlag ? RunOutcome.isFailure(text) : RunOutcome.isError(text) {
          failed.append(place(i))
        }
      }
    }
  }

  mutating func add(_ part: Part) {
    hasOtherWords = hasOtherWords || part.hasOtherWords
    for place in part.failed { failed.insert(place.row) }
    first = Array(
      (first + part.failed.prefix(FailedRows.listed)).sorted { $0.row < $1.row }
        .prefix(FailedRows.listed))
  }
}
