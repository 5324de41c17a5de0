/// A CSV file that is read as often as needed instead of being kept: what its columns are, and a few
/// columns at a time. Every result is that of the table that ``CSVReader`` reads.
///
/// Memory: a block of the text for each thread, and what the calls return.
package final class CSVPasses: @unchecked Sendable {
  /// A column as the first pass found it.
  package struct Column: Sendable {
    /// The name.
    package let name: String
    /// What the values are; numbers in groups of digits or with percent signs are labels here.
    package let type: ColumnType
    /// The number of rows without a value, in a column of numbers.
    package let missing: Int
    /// Whether the first rows hold few different numbers: it may be so in all of them.
    package let hasFewValuesAtFirst: Bool
    /// The index in the text, where columns stand that the table does not have.
    let index: Int
    let kind: CellKind
  }

  /// The file as the caller named it.
  package let file: String
  /// The columns, in the order of the source.
  package let columns: [Column]
  /// The number of rows.
  package let rowCount: Int
  /// A table with the columns and one row without a value in it, for what the reader says about the
  /// whole: its notices, units and form.
  package let model: Table

  /// How the text is read.
  package let options: CSVOptions
  let text: CSVCells
  let decimal: DecimalMark
  private let threads: Int
  private let opening: CSVOpening
  /// Where the blocks stand; nil where the text must be read from its start.
  private let blocks: PlacedBlocks?

  /// Looks through a file.
  ///
  /// - Throws: as ``CSVReader/read(_:options:)``; nothing is mended.
  package init(_ path: String, options: CSVOptions = CSVOptions()) throws {
    file = path
    self.options = options
    opening = try CSVOpening(
      DataSource(path), options, usual: CSVReader.usualDelimiter(path))
    text = opening.cells(options)
    threads = options.threads
    decimal = opening.form.decimal
    let survey = ColumnSurvey()
    let places = PlacedBlocks.Gathered()
    let placed = try opening.source.openPlaced()
    let reader = try opening.open()
    try BlockPass(text: text, threads: threads).run(reader) {
      places.add($0)
      survey.add($0, $1)
    }
    blocks = placed.flatMap { PlacedBlocks($0, reader, places) }
    rowCount = survey.rowCount
    let wanted = options.columns.map {
      Set<TextKey>(texts: $0.union([CSVBlockReader.nameBehindDelimiter]))
    }
    let found = survey.columns(names: reader.registry.names).filter {
      wanted?.contains($0.name) ?? true
    }
    model = try Self.model(found, survey, opening, reader, options)
    // What stands behind the last delimiter is gone, the others stand as they were.
    columns = Array(found.prefix(model.columns.count))
  }

  private static func model(
    _ columns: [Column], _ survey: ColumnSurvey, _ opening: CSVOpening, _ reader: CSVBlockReader,
    _ options: CSVOptions
  ) throws -> Table {
    if let last = columns.last, last.name.isSame(as: CSVBlockReader.nameBehindDelimiter),
      last.missing < survey.rowCount
    {
      // The reader of tables says where.
      var last = options
      last.columns = []
      _ = try CSVReader.read(opening.source.file, options: last)
    }
    // A column that holds something does not go, even where it stands behind the last delimiter.
    let keeps = columns.last.map { $0.missing < survey.rowCount } ?? false
    let examples = columns.enumerated().map { i, column in
      Tables.Column.example(
        named: column.name, type: column.type, hasValue: keeps && i == columns.count - 1)
    }
    let table = try TableFinish(opening: opening, reader: reader, labels: []).finish(
      Table(columns: examples, file: opening.source.file, notices: survey.notices(columns)))
    return Table(
      columns: table.columns.map {
        Tables.Column.example(named: $0.name, type: $0.type, hasValue: false)
      },
      file: table.file, notices: table.notices, unitsByKey: table.unitsByKey, dialect: table.dialect
    )
  }

  /// Reads the file once more.
  ///
  /// - Throws: ``ReadError``; ``ReadError/Kind/changedWhileRead`` for another number of rows.
  func pass(_ visit: @escaping (RecordBlock, BlockPass.Worker) throws -> Void) throws {
    let pass = BlockPass(text: text, threads: threads, checksText: false)
    if let blocks { return try pass.run(blocks, visit) }
    let rows = try pass.run(opening.open(), visit)
    guard rows == rowCount else { throw changed }
  }

  /// The error of a pass that finds other cells than the first.
  var changed: ReadError { ReadError(file: file, kind: .changedWhileRead) }

  /// Goes over the values of columns of numbers, without missing ones, NaN and those of the `excluded`
  /// rows: some at a time, on several threads and in no order.
  ///
  /// - Parameters:
  ///   - kept: Columns whose values are kept, each in any order.
  ///   - wanted: Columns whose values are passed on.
  ///   - start: What a thread starts with.
  ///   - add: Adds values of the column at a place among the `wanted` to what a thread has.
  /// - Returns: The values of the `kept` columns, and what the threads have in the end.
  /// - Throws: ``ReadError``; ``ReadError/Kind/changedWhileRead`` for other columns.
  package func values<State>(
    keeping kept: [Int] = [], _ wanted: [Int], excluding excluded: RowSet,
    start: @escaping () -> State,
    add: @escaping (inout State, _ place: Int, _ values: [Double]) -> Void
  ) throws -> (kept: [[Double]], states: [State]) {
    let gathered = GatheredNumbers(kept.map { rowCount - columns[$0].missing })
    let idle = IdleStates<State>()
    try pass { [columns, changed] block, worker in
      for (place, column) in kept.enumerated() {
        let values = try worker.numbers(block, columns[column], excluding: excluded, else: changed)
        gathered.add(values, to: place)
      }
      guard !wanted.isEmpty else { return }
      var state = idle.take() ?? start()
      for (place, column) in wanted.enumerated() {
        let values = try worker.numbers(block, columns[column], excluding: excluded, else: changed)
        add(&state, place, values)
      }
      idle.put(consume state)
    }
    return (gathered.take(), idle.states)
  }
}

/// What threads have between two blocks: any of them may go on with it.
private final class IdleStates<State>: @unchecked Sendable {
  private let monitor = Monitor()
  private(set) var states: [State] = []

  func take() -> State? { monitor.locked { states.popLast() } }

  func put(_ state: State) { monitor.locked { states.append(state) } }
}

extension Column {
  /// A column of one row, which has no value or one that is neither a number nor a flag.
  package static func example(named name: String, type: ColumnType, hasValue: Bool) -> Column {
    var missing = MissingMask()
    if !hasValue { missing.insert(0) }
    let values: Column.Values =
      switch type {
      case .integer: .integers([2])
      case .double: .doubles([2.5])
      case .boolean: .booleans([false])
      case .time: .times([Timestamp(nanoseconds: 0)])
      case .label: .labels(Column.Labels(codes: [hasValue ? 0 : -1], dictionary: ["?"]))
      }
    return Column(name: name, values: values, missing: missing)
  }
}

extension BlockPass.Worker {
  /// The values of a column of numbers in a block, without missing ones, NaN and those of the
  /// `excluded` rows.
  func numbers(
    _ block: RecordBlock, _ column: CSVPasses.Column, excluding excluded: RowSet,
    else changed: ReadError
  ) throws -> [Double] {
    let cells = converter.convert(
      block, column: column.index, hint: column.kind, to: scratch)
    guard cells.kind == .none || cells.kind.isNumeric else { throw changed }
    guard cells.kind == .integer || cells.kind == .double else { return [] }
    let integers = scratch.base.assumingMemoryBound(to: Int64.self)
    let doubles = scratch.base.assumingMemoryBound(to: Double.self)
    let isWhole = cells.missing.isEmpty && excluded.isEmpty
    return [Double](unsafeUninitializedCapacity: block.rows) { buffer, count in
      for row in 0..<block.rows {
        if !isWhole {
          if !cells.missing.isEmpty, cells.missing[row >> 6] >> UInt64(row & 63) & 1 == 1 {
            continue
          }
          if excluded.contains(block.firstRow + row) { continue }
        }
        let value = cells.kind == .integer ? Double(integers[row]) : doubles[row]
        if value.isNaN { continue }
        buffer[count] = value
        count += 1
      }
    }
  }
}

/// The values of columns as they come from several threads.
private final class GatheredNumbers: @unchecked Sendable {
  private let monitor = Monitor()
  private var values: [[Double]]

  init(_ counts: [Int]) {
    values = counts.map { count in
      var values: [Double] = []
      values.reserveCapacity(count)
      return values
    }
  }

  func add(_ more: [Double], to place: Int) {
    monitor.locked { values[place].append(contentsOf: more) }
  }

  func take() -> [[Double]] {
    defer { values = [] }
    return values
  }
}
