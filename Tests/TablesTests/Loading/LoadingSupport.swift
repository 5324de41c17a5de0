import CTextKernels
import TestSupport

@testable import Tables

/// Bytes in memory of which nobody says how many they are, so that several threads take part
/// however few there are.
final class UnsizedStream: ByteStream {
  private let stream: MemoryStream

  init(_ bytes: [UInt8]) { stream = MemoryStream(bytes) }

  var expectedCount: Int? { nil }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int { stream.read(into: buffer) }
}

/// How a text is loaded; nothing of it may show in the table.
struct LoadingPath: Sendable, CustomStringConvertible {
  var blockSize = 1 << 18
  var threads = 1
  var level = BS_LEVEL_PORTABLE

  var description: String { "\(blockSize) bytes, \(threads) threads, level \(level.rawValue)" }

  /// All of the text in one block, on one thread, without vector instructions.
  static let plain = LoadingPath()

  /// Small blocks, several threads, the best instructions.
  static let others: [LoadingPath] =
    [1, 64, 100, 257].map { LoadingPath(blockSize: $0) }
    + [2, 3, 5].map { LoadingPath(blockSize: 100, threads: $0, level: bs_best_level()) }
    + [LoadingPath(level: BS_LEVEL_AVX2), LoadingPath(level: BS_LEVEL_AVX512)]
    .filter { $0.level.rawValue <= bs_best_level().rawValue }
}

/// What came of loading a text.
enum LoadingOutcome: Equatable {
  case table(Table)
  case error(ReadError)

  /// The outcome without what the reader has to say about the values.
  var withoutNotices: LoadingOutcome {
    guard case .table(let table) = self else { return self }
    return .table(
      Table(
        columns: table.columns, file: table.file, keyPath: table.keyPath, rowLines: table.rowLines))
  }
}

/// The outcome of `body`; any error but a ``ReadError`` is thrown on.
func outcome(_ body: () throws -> Table) throws -> LoadingOutcome {
  do { return .table(try body()) } catch let error as ReadError { return .error(error) }
}

/// A CSV text loaded on a path.
func loadCSV(
  _ bytes: [UInt8], _ path: LoadingPath, form: CSVForm = CSVForm(), columns: Set<String>? = nil
) throws -> LoadingOutcome {
  try outcome {
    let missing = MissingTokens(CSVOptions().missing)
    var last: CSVBlockReader?
    let table = try assembleTable(
      CSVCells(missing: missing, quote: form.quote), file: "f", keyPath: nil,
      threads: path.threads, columns: columns.map { Set<TextKey>(texts: $0) }
    ) {
      let reader = try CSVBlockReader(
        UnsizedStream(bytes), file: "f", form: form, level: path.level, blockSize: path.blockSize)
      last = reader
      return reader
    }
    return Table(
      columns: table.columns, file: table.file, rowLines: table.rowLines,
      notices: (last?.notices ?? []) + table.notices)
  }
}

/// An NDJSON text loaded on a path; nil where it is one for the reader of nested objects.
func loadFlatNDJSON(_ bytes: [UInt8], _ path: LoadingPath) throws -> LoadingOutcome? {
  do {
    return try outcome {
      try assembleTable(JSONCells(), file: "f", keyPath: "", threads: path.threads) {
        NDJSONBlockReader(
          UnsizedStream(bytes), file: "f", level: path.level, blockSize: path.blockSize)
      }
    }
  } catch is NestedNDJSON { return nil }
}

/// An NDJSON text loaded by the reader of nested objects.
func loadNestedNDJSON(_ bytes: [UInt8]) throws -> LoadingOutcome {
  try outcome {
    let tables = try NDJSONReader.nested(bytes, file: "f", []).tables
    return tables.first ?? Table(columns: [], file: "f", keyPath: "")
  }
}

extension [UInt8] {
  /// Changes, takes away, cuts or repeats a few bytes somewhere.
  mutating func mutate(_ random: inout SeededGenerator) {
    guard !isEmpty else { return }
    let place = Int.random(in: 0..<count, using: &random)
    let telling = Array("\"\\,:{}[]\n\r\t0123456789eE+-.NaTZ #\u{0}".utf8)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: self[place] = UInt8.random(in: 0...255, using: &random)
    case 1: self[place] = telling.randomElement(using: &random)!
    case 2: remove(at: place)
    case 3: insert(telling.randomElement(using: &random)!, at: place)
    case 4 where place > count / 2: removeSubrange(place...)
    default:
      let end = Swift.min(count, place + Int.random(in: 1...40, using: &random))
      insert(contentsOf: self[place..<end], at: Int.random(in: 0...count, using: &random))
    }
  }
}
