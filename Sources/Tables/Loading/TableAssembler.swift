import CTextKernels

/// What is wanted of a column.
enum ColumnDemand {
  /// Its values.
  case values
  /// Its values as labels: an earlier pass found that it is mixed.
  case labels
  /// Nothing; it is passed over.
  case nothing
}

/// Puts a table together from the blocks of a reader, on several threads: blocks are read in order,
/// one at a time, and converted side by side, each straight into its place in the columns. The
/// table does not depend on the number of threads.
final class TableAssembler<Text: CellText>: @unchecked Sendable {
  private let reader: any BlockReader
  private let text: Text
  private let threads: Int
  private let demand: (String) -> ColumnDemand
  /// Held by the thread that reads a block, so that the others can go on converting theirs.
  private let reading = Monitor()
  private let monitor = Monitor()

  // What follows is touched within the monitor alone while threads run.
  private var sinks: [ColumnSink] = []
  private var demands: [ColumnDemand] = []
  private var blocks: [BlockRecord] = []
  private var capacity = 0
  /// What the columns share that are found first.
  private var arena: ColumnArena?
  private var converting = 0
  private var failure: (block: Int, error: any Error)?
  private var isAtEnd = false
  private var converters: [CellConverter<Text>?]

  /// What is kept of a block: its rows, who converted it, and what its columns were.
  private struct BlockRecord {
    var index: Int
    var rows: Range<Int>
    var lines: RowLines
    var thread: Int
    var kinds: [CellKind]

    /// What a column was; nothing where the block did not know it yet.
    func kind(_ column: Int) -> CellKind { column < kinds.count ? kinds[column] : .none }
  }

  /// - Parameter demand: What is wanted of each column, by its name.
  init(
    _ reader: any BlockReader, _ text: Text, threads: Int,
    demand: @escaping (String) -> ColumnDemand = { _ in .values }
  ) {
    self.reader = reader
    self.text = text
    self.threads = threadCount(threads)
    self.demand = demand
    converters = Array(repeating: nil, count: self.threads)
  }

  /// Reads to the end.
  ///
  /// - Throws: the first error in the order of the file.
  func run() throws {
    // A second thread is not worth its start for what one block holds.
    let isSmall = (reader.expectedCount ?? .max) < 1 << 19
    concurrently(isSmall ? 1 : threads) { self.work($0) }
    if let failure { throw failure.error }
    blocks.sort { $0.index < $1.index }
    addColumns(reader.registry.count)
  }

  private func work(_ thread: Int) {
    let converter = CellConverter(text)
    let locator = reader.makeLocator()
    let block = RecordBlock(capacity: 1 << 12)
    monitor.locked { converters[thread] = converter }
    while nextBlock(block) {
      do {
        try locator.locate(block)
        var converted = convert(block, converter)
        for column in converted.indices {
          converter.countBareWords(block, column: column, in: &converted[column])
        }
        let invalid = converted.compactMap(\.invalidRow).min()
        if let invalid, let error = reader.error(in: block, row: invalid) { throw error }
        add(converted, of: block, thread: thread)
      } catch {
        fail(block.index, error)
        endConverting()
      }
    }
  }

  private func convert(
    _ block: RecordBlock, _ converter: CellConverter<Text>
  ) -> [ConvertedCells] {
    let (known, wanted) = monitor.locked {
      addColumns(block.columns)
      return (sinks.map { KnownColumn(kind: $0.kind, base: $0.base) }, demands)
    }
    let output = SinkOutput(assembler: self, known: known)
    return (0..<min(block.columns, wanted.count)).map { column -> ConvertedCells in
      let kind = known[column].kind
      switch wanted[column] {
      case .nothing: return ConvertedCells()
      case .labels: return converter.convert(block, column: column, hint: .label, to: output)
      case .values: return converter.convert(block, column: column, hint: kind, to: output)
      }
    }
  }

  private func addColumns(_ count: Int) {
    guard sinks.count < count else { return }
    if sinks.isEmpty { arena = ColumnArena(columns: count, bytes: capacity * 8) }
    // A block of empty objects may stand before the first name.
    for name in reader.registry.names.prefix(count).dropFirst(sinks.count) {
      sinks.append(ColumnSink(arena: arena))
      demands.append(demand(name))
    }
  }

  /// Reads the next block and makes room for its rows; false at the end.
  private func nextBlock(_ block: RecordBlock) -> Bool {
    reading.locked {
      guard !monitor.locked({ isAtEnd }) else { return false }
      do {
        guard try reader.next(into: block) else {
          monitor.locked { isAtEnd = true }
          return false
        }
      } catch {
        // Blocks before this one may still turn out to be wrong.
        fail(.max, error)
        return false
      }
      monitor.locked {
        reserve(block)
        converting += 1
      }
      return true
    }
  }

  /// Makes room for the rows of a block. Memory may move, so that nobody may be writing to it.
  private func reserve(_ block: RecordBlock) {
    let needed = block.firstRow + block.rows
    while needed > capacity {
      if converting > 0 {
        monitor.wait()
        continue
      }
      let left = Double(reader.expectedCount ?? 0) / Double(max(block.count, 1))
      // A small block says little about the others: then memory is asked for in a few steps.
      let most = Double(max(64 * needed, 1 << 22))
      let estimate = Int(min(Double(needed) + left * Double(block.rows) * 1.05, most))
      capacity = max(estimate, needed, capacity + capacity / 2, 64)
      for sink in sinks { sink.reserve(capacity) }
    }
  }

  private func fail(_ block: Int, _ error: any Error) {
    monitor.locked {
      isAtEnd = true
      if failure.map({ block < $0.block }) ?? true { failure = (block, error) }
    }
  }

  private func add(_ converted: [ConvertedCells], of block: RecordBlock, thread: Int) {
    monitor.locked {
      for (sink, cells) in zip(sinks, converted) { sink.add(cells, firstRow: block.firstRow) }
      blocks.append(
        BlockRecord(
          index: block.index, rows: block.firstRow..<block.firstRow + block.rows,
          lines: block.lines, thread: thread, kinds: converted.map(\.kind)))
    }
    endConverting()
  }

  private func endConverting() {
    monitor.locked {
      converting -= 1
      if converting == 0 { monitor.changed() }
    }
  }

  /// What a column was when a block was begun, and its memory, which does not move until the block
  /// has ended.
  private struct KnownColumn {
    let kind: CellKind
    let base: UnsafeMutableRawPointer?
  }

  /// Where a converter writes.
  private struct SinkOutput: CellOutput {
    let assembler: TableAssembler
    let known: [KnownColumn]

    func memory(_ column: Int, _ kind: CellKind, block: RecordBlock) -> UnsafeMutableRawPointer {
      // Most blocks are what those before were: threads need not wait for each other.
      if known[column].kind == kind, let base = known[column].base {
        return base + block.firstRow * kind.width
      }
      return assembler.monitor.locked {
        let memory = assembler.sinks[column].memory(kind, capacity: assembler.capacity)
        return memory.base + block.firstRow * kind.width
      }
    }
  }
}

// MARK: - Finishing

extension TableAssembler {
  /// The number of rows.
  var rowCount: Int { blocks.last?.rows.upperBound ?? 0 }

  /// The lines on which the rows begin.
  var rowLines: RowLines {
    blocks.reduce(into: RowLines()) { $0.append($1.lines) }
  }

  /// The columns of labels of which some blocks were read as something else: they must be read
  /// again.
  var contradicted: Set<TextKey> {
    let names = reader.registry.names
    let columns = sinks.indices.filter { column in
      sinks[column].kind == .label && demands[column] == .values
        && blocks.contains { $0.kind(column) != .label && $0.kind(column) != .none }
    }
    return Set(columns.map { TextKey(names[$0]) })
  }

  /// The indices of the columns whose values are there, in the order of the file.
  var order: [Int] {
    reader.registry.order.filter { demands[$0] == .values || demands[$0] == .labels }
  }

  /// The names by index.
  var names: [String] { reader.registry.names }

  /// What was done to the numbers of some columns, and to keys.
  var notices: [ReadNotice] {
    let lines = rowLines
    let names = names
    return bareNonFinites(lines) + duplicateKeys(lines, names) + bigIntegers(lines, names)
  }

  private func bareNonFinites(_ lines: RowLines) -> [ReadNotice] {
    let told = sinks.filter { $0.bareNonFinites > 0 }
    guard let row = told.map(\.firstBareNonFiniteRow).min() else { return [] }
    let count = told.reduce(0) { $0 + $1.bareNonFinites }
    return [ReadNotice(.bareNonFiniteNumbers, count: count, line: Int(lines[row]))]
  }

  private func duplicateKeys(_ lines: RowLines, _ names: [String]) -> [ReadNotice] {
    let duplicates = reader.registry.duplicates
    return order.compactMap { column in
      duplicates[column].map {
        ReadNotice(
          .duplicateKey(names[column]), count: $0.count, line: Int(lines[$0.firstRow]))
      }
    }
  }

  private func bigIntegers(_ lines: RowLines, _ names: [String]) -> [ReadNotice] {
    order.filter { sinks[$0].bigIntegers > 0 && sinks[$0].kind == .double }.map {
      ReadNotice(
        .integersBeyond64Bits(column: names[$0]), count: sinks[$0].bigIntegers,
        line: Int(lines[sinks[$0].firstBigIntegerRow]))
    }
  }

  /// Columns that are finished, by their indices.
  func finishedColumns(_ columns: [Int]) -> [Column] {
    let names = names
    // Threads for small tables would cost more than they save.
    let isLarge = rowCount > 50_000
    return parallelMap(columns.count, threads: isLarge ? converters.count : 1) {
      self.column(columns[$0], named: names[columns[$0]])
    }
  }

  /// A finished column by its index.
  private func column(_ column: Int, named name: String) -> Column {
    let sink = sinks[column]
    let kind = sink.kind
    for block in blocks where column >= block.kinds.count { sink.addMissing(rows: block.rows) }
    let type = kind.columnType
    let memory = sink.finish(type == .label ? .label : kind, rows: rowCount)
    let values: Column.Values
    switch type {
    case .integer: values = .integers(ColumnValues(memory: memory, count: rowCount))
    case .double:
      widenIntegers(memory, column)
      values = .doubles(ColumnValues(memory: memory, count: rowCount))
    case .boolean: values = .booleans(ColumnValues(memory: memory, count: rowCount))
    case .time: values = .times(ColumnValues(memory: memory, count: rowCount))
    case .label: values = .labels(labels(memory, column))
    }
    return Column(name: name, values: values, missing: sink.missing)
  }

  /// Blocks of whole numbers in a column of doubles become doubles where they stand.
  private func widenIntegers(_ memory: ColumnMemory, _ column: Int) {
    for block in blocks where block.kind(column) == .integer {
      for row in block.rows {
        let integer = memory.base.load(fromByteOffset: row * 8, as: Int64.self)
        memory.base.storeBytes(of: Double(integer), toByteOffset: row * 8, as: Double.self)
      }
    }
  }

  /// One dictionary for the labels of all threads.
  private func labels(_ memory: ColumnMemory, _ column: Int) -> Column.Labels {
    let codes = memory.base.assumingMemoryBound(to: Int32.self)
    let encoders = converters.map { $0?.labels(ofColumn: column) ?? LabelEncoder() }
    let (dictionary, newCodes) = LabelEncoder.merged(encoders)
    for block in blocks {
      if block.kind(column) == .none {
        for row in block.rows { codes[row] = -1 }
      } else if let new = newCodes[block.thread] {
        for row in block.rows where codes[row] >= 0 { codes[row] = new[Int(codes[row])] }
      }
    }
    return Column.Labels(
      codes: ColumnValues(memory: memory, count: rowCount), dictionary: dictionary)
  }
}

/// Reads a table, with a second pass where columns turn out as labels late.
///
/// - Parameters:
///   - columns: The names of the columns that are wanted; nil for all.
///   - labels: The names of columns that are labels, whatever they hold.
///   - open: A reader of the text from its start; called once or twice.
func assembleTable(
  _ text: some CellText, file: String, keyPath: String?, threads: Int,
  columns: Set<TextKey>? = nil, labels: Set<TextKey> = [], open: () throws -> any BlockReader
) throws -> Table {
  let first = TableAssembler(try open(), text, threads: threads) { name in
    guard columns?.contains(name) ?? true else { return .nothing }
    return labels.contains(name) ? .labels : .values
  }
  try first.run()
  let contradicted = first.contradicted
  let names = first.names
  var again: [TextKey: Column] = [:]
  if !contradicted.isEmpty {
    let second = TableAssembler(try open(), text, threads: threads) { name in
      contradicted.contains(name) ? .labels : .nothing
    }
    try second.run()
    for column in second.finishedColumns(second.order) {
      again[TextKey(column.name)] = column
    }
    guard second.rowCount == first.rowCount, again.count == contradicted.count else {
      throw ReadError(file: file, kind: .changedWhileRead)
    }
  }
  let order = first.order
  let isAgain = order.map { contradicted.contains(names[$0]) }
  var once = first.finishedColumns(zip(order, isAgain).filter { !$1 }.map(\.0))[...]
  return Table(
    columns: zip(order, isAgain).map { $1 ? again[TextKey(names[$0])]! : once.removeFirst() },
    // A table without columns has no rows.
    file: file, keyPath: keyPath, rowLines: order.isEmpty ? [] : first.rowLines,
    notices: first.notices)
}
