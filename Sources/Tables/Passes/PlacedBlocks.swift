/// Where the blocks of a text stand in its file, as a reading found them: later readings take any of
/// them by itself, so that threads need not wait for each other while records are found.
final class PlacedBlocks: @unchecked Sendable {
  /// The records of a block in the text, and what was counted before them.
  struct Place: Sendable {
    var offset: Int
    var count: Int
    var rows: Int
    var firstRow: Int
    var firstLine: Int
  }

  /// How many places are kept: those of a text of some 17 GB. A larger one is read from its start.
  private static let most = 1 << 16

  private let file: FileStream
  /// What stands in the file before the text.
  private let start: Int
  private let reader: CSVBlockReader
  private let places: [Place]

  /// Nil where the places are not all known, or are not those of the file.
  init?(_ file: PlacedText, _ reader: CSVBlockReader, _ gathered: Gathered) {
    guard let places = gathered.sorted(), let last = places.last,
      zip(places, places.dropFirst()).allSatisfy({ $0.offset + $0.count <= $1.offset }),
      file.start + last.offset + last.count <= file.stream.size ?? 0
    else { return nil }
    self.file = file.stream
    start = file.start
    self.reader = reader
    self.places = places
  }

  var count: Int { places.count }

  /// A block with room for any of these.
  func makeBlock() -> RecordBlock {
    // And for a line end behind the last record.
    RecordBlock(capacity: (places.map(\.count).max() ?? 0) + 2)
  }

  /// Reads one of the blocks.
  ///
  /// - Throws: ``ReadError``; ``ReadError/Kind/changedWhileRead`` for other records than were found.
  func read(_ index: Int, into block: RecordBlock) throws {
    let place = places[index]
    let range = FileRange(file, start + place.offset, count: place.count)
    let source = BlockSource(range, file: reader.file, blockIndex: index, at: place)
    guard try CSVBlockReader(reader, source: source).next(into: block), block.rows == place.rows
    else { throw ReadError(file: reader.file, kind: .changedWhileRead) }
  }

  /// - Throws: ``ReadError/Kind/changedWhileRead`` where the file is not what it was when it was opened.
  func checkUnchanged() throws { try file.checkUnchanged() }

  /// Places as they are found.
  final class Gathered: @unchecked Sendable {
    private let monitor = Monitor()
    private var places: [(index: Int, place: Place)] = []

    var isEmpty: Bool { places.isEmpty }

    func add(_ block: RecordBlock) {
      let place = Place(
        offset: block.offset, count: block.text.count, rows: block.rows, firstRow: block.firstRow,
        firstLine: block.firstLine)
      monitor.locked {
        if places.count <= PlacedBlocks.most { places.append((block.index, place)) }
      }
    }

    /// In the order of the text; nil where there are too many.
    fileprivate func sorted() -> [Place]? {
      places.count > PlacedBlocks.most
        ? nil : places.sorted { $0.index < $1.index }.map(\.place)
    }
  }
}

/// A file whose bytes, behind a byte order mark if there is one, are the text.
struct PlacedText {
  let stream: FileStream
  /// Where the text begins.
  let start: Int
}

extension DataSource {
  /// The file, where places in it are places in the text: not for standard input and pipes, nor for
  /// what is compressed or UTF-16.
  func openPlaced() throws -> PlacedText? {
    guard !isInMemory else { return nil }
    let stream = try FileStream(file)
    guard stream.size != nil else { return nil }
    var mark = [UInt8](repeating: 0, count: max(Compression.markLength, TextStream.markLength))
    let count = try mark.withUnsafeMutableBytes { try stream.read(at: 0, into: $0) }
    let prefix = mark[..<count]
    guard Compression(prefix) == nil, !prefix.starts(with: [0xFF, 0xFE]),
      !prefix.starts(with: [0xFE, 0xFF])
    else { return nil }
    return PlacedText(stream: stream, start: prefix.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
  }
}

/// A part of a file.
private final class FileRange: ByteStream {
  private let file: FileStream
  private var position: Int
  private var left: Int

  init(_ file: FileStream, _ position: Int, count: Int) {
    self.file = file
    self.position = position
    left = count
  }

  var expectedCount: Int? { left }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let part = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(left, buffer.count)])
    guard try file.read(at: position, into: part) == part.count else {
      throw ReadError(file: file.path, kind: .changedWhileRead)
    }
    position += part.count
    left -= part.count
    return part.count
  }
}
