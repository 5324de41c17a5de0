/// One pass over the blocks of a CSV text on several threads, of which nothing is kept but what `visit`
/// takes from each block.
struct BlockPass {
  let text: CSVCells
  let threads: Int
  /// Whether bytes that are no UTF-8 are looked for: an earlier pass may have done it.
  var checksText = true

  /// What one thread has to work with.
  final class Worker {
    let converter: CellConverter<CSVCells>
    /// Takes the values of one column of a block, until the next overwrites them.
    var scratch: DiscardingOutput { converter.discarding }

    init(_ text: CSVCells) { converter = CellConverter(text) }
  }

  /// Calls `visit` with each block, several at a time and in no order.
  ///
  /// - Returns: The number of rows.
  /// - Throws: the first error of the reader or of `visit` in the order of the file.
  @discardableResult
  func run(
    _ reader: CSVBlockReader, _ visit: @escaping (RecordBlock, Worker) throws -> Void
  ) throws -> Int {
    let checksText = checksText
    let state = State(reader) { block, worker in
      if checksText { try reader.checkText(block) }
      try visit(block, worker)
    }
    let isSmall = (reader.expectedCount ?? .max) < 1 << 19
    let text = text
    concurrently(isSmall ? 1 : threadCount(threads)) { _ in
      let worker = Worker(text)
      let block = RecordBlock(capacity: 1 << 12)
      while state.next(block) { state.visit(block, worker) }
    }
    if let failure = state.failure { throw failure.error }
    return state.rows
  }

  /// As with a reader, where the places of the blocks are known: threads read side by side, too.
  ///
  /// - Throws: as above; ``ReadError/Kind/changedWhileRead`` where the file is not what it was.
  func run(
    _ blocks: PlacedBlocks, _ visit: @escaping (RecordBlock, Worker) throws -> Void
  ) throws {
    let state = State(nil, visit)
    let text = text
    concurrently(max(1, min(threads, blocks.count))) { _ in
      let worker = Worker(text)
      let block = blocks.makeBlock()
      while let index = state.nextIndex(below: blocks.count) {
        do { try blocks.read(index, into: block) } catch {
          state.fail(index, error)
          continue
        }
        state.visit(block, worker)
      }
    }
    if let failure = state.failure { throw failure.error }
    try blocks.checkUnchanged()
  }

  private final class State: @unchecked Sendable {
    private let monitor = Monitor()
    /// Held by the thread that reads a block, so that the others can go on with theirs.
    private let reading = Monitor()
    private let reader: CSVBlockReader?
    private let body: (RecordBlock, Worker) throws -> Void
    private var isAtEnd = false
    private var taken = 0
    private(set) var rows = 0
    private(set) var failure: (block: Int, error: any Error)?

    init(
      _ reader: CSVBlockReader?, _ body: @escaping (RecordBlock, Worker) throws -> Void
    ) {
      self.reader = reader
      self.body = body
    }

    func next(_ block: RecordBlock) -> Bool {
      reading.locked {
        guard !monitor.locked({ isAtEnd }) else { return false }
        do {
          if let reader, try reader.next(into: block) {
            rows += block.rows
            return true
          }
          monitor.locked { isAtEnd = true }
        } catch {
          // Blocks before this one may still turn out to be wrong.
          fail(.max, error)
        }
        return false
      }
    }

    /// The first index that nobody has taken yet; nil behind the last and after a failure.
    func nextIndex(below count: Int) -> Int? {
      monitor.locked {
        guard !isAtEnd, taken < count else { return nil }
        taken += 1
        return taken - 1
      }
    }

    func visit(_ block: RecordBlock, _ worker: Worker) {
      do {
        try body(block, worker)
      } catch { fail(block.index, error) }
    }

    func fail(_ block: Int, _ error: any Error) {
      monitor.locked {
        isAtEnd = true
        if failure.map({ block < $0.block }) ?? true { failure = (block, error) }
      }
    }
  }
}
