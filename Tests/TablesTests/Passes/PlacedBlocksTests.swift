import CTextKernels
import Foundation
import TestSupport
import Testing

@testable import Tables

/// Blocks that are read once more, each by itself, hold what the first reading found in them.
@Suite struct PlacedBlocksTests {
  /// Gives placed blocks as a reader gives its own.
  private final class PlacedReader: BlockReader {
    let blocks: PlacedBlocks
    let reader: CSVBlockReader
    private var next = 0

    init(_ blocks: PlacedBlocks, _ reader: CSVBlockReader) {
      (self.blocks, self.reader) = (blocks, reader)
    }

    var file: String { reader.file }
    var registry: ColumnRegistry { reader.registry }
    var expectedCount: Int? { nil }

    func next(into block: RecordBlock) throws -> Bool {
      guard next < blocks.count else { return false }
      try blocks.read(next, into: block)
      #expect(block.index == next)
      next += 1
      return true
    }

    func makeLocator() -> any CellLocator { reader.makeLocator() }
    func error(in block: RecordBlock, row: Int) -> (any Error)? { nil }
  }

  private static let forms: [CSVForm] = {
    var comments = CSVForm()
    comments.comment = UInt8(ascii: "#")
    var unquoted = CSVForm()
    unquoted.quote = 0
    var units = CSVForm()
    units.hasUnitsRow = true
    var headless = CSVForm()
    headless.hasHeader = false
    return [CSVForm(), comments, unquoted, units, headless]
  }()

  /// Checks a text in blocks of some sizes; gives the number of blocks, 0 for a text with an error.
  private func check(_ bytes: [UInt8], _ form: CSVForm) throws -> Int {
    try withTemporaryFile(bytes, ending: "csv") { path throws in
      try check(bytes, form, path: path)
    }
  }

  private func check(_ bytes: [UInt8], _ form: CSVForm, path: String) throws -> Int {
    let opened = try #require(try DataSource(path).openPlaced())
    let text = CSVCells(missing: MissingTokens(CSVOptions().missing), quote: form.quote)
    var most = 0
    for size in [1, 3000, 1 << 18] {
      let places = PlacedBlocks.Gathered()
      func read() throws -> CSVBlockReader {
        try CSVBlockReader(DataSource(path).open(), file: path, form: form, blockSize: size)
      }
      let expected = try outcome {
        try assembleTable(text, file: path, keyPath: nil, threads: 1) { try read() }
      }
      guard case .table = expected else { return 0 }
      let reader = try read()
      let block = RecordBlock(capacity: 1)
      while try reader.next(into: block) { places.add(block) }
      guard let blocks = PlacedBlocks(opened, reader, places) else {
        #expect(reader.isAtEnd && places.isEmpty)
        continue
      }
      let found = try outcome {
        try assembleTable(text, file: path, keyPath: nil, threads: 1) {
          PlacedReader(blocks, reader)
        }
      }
      #expect(
        found == expected,
        "blocks of \(size): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
      try blocks.checkUnchanged()
      most = max(most, blocks.count)
    }
    return most
  }

  @Test(arguments: 0..<40)
  func texts(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 5000)
    for _ in 0..<4 {
      let known = KnownTable(&random, rows: Int.random(in: 0...400, using: &random))
      var bytes = known.csv(&random)
      let form = Self.forms.randomElement(using: &random)!
      _ = try check(bytes, form)
      for _ in 0..<3 { bytes.mutate(&random) }
      _ = try check(bytes, form)
    }
  }

  @Test(arguments: [
    "x,y\n1,2\n3,4\n", "x,y\n1,2\n3,4", "x,y\r1,2\r3,4\r\r5,6\r",
    "x,y\r\n1,2\r\n\r\n3,\"4\r\n\"\r\n",
    "x,y\n\n\n1,\"\n\"\n\n3,\"a\"\"b\"\n\n\n", "\u{FEFF}x,y\n1,é\n3,ü\n", "x\n1\n\n2\n\"\"\n",
    "# a\nx,y\n# b\n1,2\n#\n# c\n3,4\n# d\n", "x,y\n1,2\n# 3,4\n\n",
  ])
  func forms(text: String) throws {
    let head = text.utf8.prefix { $0 != 10 && $0 != 13 }.count + 1
    // Blocks hold more than a few lines.
    let lines = text.utf8.dropFirst(head) + (text.last?.isNewline == true ? [] : [10])
    let repeated = (0..<400).flatMap { _ in lines } + text.utf8.dropFirst(head)
    let bytes = Array(text.utf8.prefix(head)) + repeated
    var blocks = 0
    for form in Self.forms { blocks = max(blocks, try check(bytes, form)) }
    #expect(blocks > 1)
  }

  /// Places in what is decoded or compressed are none in the file.
  @Test func otherSources() throws {
    for (bytes, start) in [
      (Array("x,y\n1,2\n".utf8), 0), ([0xEF, 0xBB, 0xBF, 0x78], 3), ([0x78], 0),
      ([0xFF, 0xFE, 0x78, 0], nil), ([0xFE, 0xFF, 0, 0x78], nil),
      ([0x1F, 0x8B, 0x08, 0, 0], nil), ([0x28, 0xB5, 0x2F, 0xFD, 0], nil),
    ] as [([UInt8], Int?)] {
      try withTemporaryFile(bytes, ending: "csv") { path throws in
        #expect(try DataSource(path).openPlaced()?.start == start, "\(bytes)")
      }
    }
    #expect(try DataSource(Array("x\n1\n".utf8), file: "f").openPlaced() == nil)
  }

  /// A file that is cut, that grows, or that is written anew, between two readings.
  @Test(arguments: ["x,y\n1,2\n", "x,y\n1,2\n3,4\n5,6\n7,8\n", "x,y\n1,2\n3;4\n\n6\n"])
  func changed(to text: String) throws {
    try withTemporaryFile(Array("x,y\n1,2\n3,4\n5,6\n".utf8), ending: "csv") { path throws in
      let passes = try CSVPasses(path)
      func read() throws -> [[Double]] {
        try passes.values(keeping: [0], [], excluding: RowSet(), start: {}, add: { _, _, _ in })
          .kept
      }
      #expect(try read() == [[1, 3, 5]])
      let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try file.truncate(atOffset: 0)
      try file.write(contentsOf: Array(text.utf8))
      try file.close()
      let error = #expect(throws: ReadError.self) { try read() }
      #expect(error?.kind == .changedWhileRead)
    }
  }
}
