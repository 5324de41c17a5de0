import CTextKernels
import TestSupport
import Testing

@testable import Tables

@Suite("Known cells")
struct KnownCellsTests {
  /// Cells in a row with a comma behind each, and where they are.
  private struct Line {
    var bytes = [UInt8](repeating: UInt8(ascii: "x"), count: RecordBlock.padding)
    var starts: [UInt32] = []
    var ends: [UInt32] = []

    init(_ cells: [[UInt8]]) {
      for cell in cells {
        starts.append(UInt32(bytes.count - RecordBlock.padding))
        bytes += cell
        ends.append(UInt32(bytes.count - RecordBlock.padding))
        bytes.append(UInt8(ascii: ","))
      }
      bytes += [UInt8](repeating: UInt8(ascii: "x"), count: RecordBlock.padding)
    }

    func withBytes<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result {
      bytes.withUnsafeBufferPointer { body($0.baseAddress! + RecordBlock.padding) }
    }
  }

  /// The kernel's own mark for a cell without a code.
  private static let unknownCode = Int32.min

  /// A cache at one level.
  private final class Cache {
    let known: UnsafeMutablePointer<bs_known_cells>
    let level: bs_level

    init(_ level: bs_level) {
      self.level = level
      known = UnsafeMutableRawPointer.allocate(
        byteCount: MemoryLayout<bs_known_cells>.size, alignment: 64
      ).bindMemory(to: bs_known_cells.self, capacity: 1)
      bs_forget_cells(known, (0..<16).map { UInt32($0) &* 2_654_435_769 })
    }

    deinit { known.deallocate() }

    func remember(_ cells: [[UInt8]], codes: [Int32]) {
      let line = Line(cells)
      line.withBytes { bytes in
        for (i, cell) in cells.enumerated() {
          bs_remember_cell(level, known, bytes + Int(line.starts[i]), cell.count, codes[i])
        }
      }
    }

    /// The codes of cells; nil for those that are not known. What is listed and counted must agree.
    func codes(_ cells: [[UInt8]]) -> [Int32?] {
      let line = Line(cells)
      var codes = [Int32](repeating: KnownCellsTests.unknownCode, count: cells.count)
      var unknown = [UInt32](repeating: .max, count: cells.count)
      let counts = line.withBytes { bytes in
        bs_codes_of_cells(
          level, known, bytes, line.starts, line.ends, 1, 0, cells.count, &codes, &unknown)
      }
      let result = codes.map { $0 == KnownCellsTests.unknownCode ? nil : $0 }
      let missed = result.indices.filter { result[$0] == nil }
      #expect(unknown.prefix(counts.unknown).map(Int.init) == missed)
      #expect(counts.negative == result.count { $0.map { $0 < 0 } ?? false })
      return result
    }
  }

  /// Cells of all lengths up to 70 bytes, many of which differ in one byte or in zeros at the end.
  private static func cells(_ count: Int, seed: UInt64) -> [[UInt8]] {
    var random = SeededGenerator(seed: seed)
    let letters: [UInt8] = [0, UInt8(ascii: "a"), UInt8(ascii: "b"), 0xFF]
    return (0..<count).map { i in
      var cell = [UInt8](repeating: UInt8(ascii: "a"), count: i % 71)
      if !cell.isEmpty {
        cell[Int.random(in: 0..<cell.count, using: &random)] = letters.randomElement(
          using: &random)!
      }
      return cell
    }
  }

  @Test("Gives a cell the code that was remembered for it, or none", arguments: kernelLevels)
  func rightOrUnknown(level: bs_level) {
    let cells = Self.cells(5000, seed: 7)
    var code: [[UInt8]: Int32] = [:]
    for cell in cells where code[cell] == nil { code[cell] = Int32(code.count) - 1 }
    let cache = Cache(level)
    for round in 0..<20 {
      let part = Array(cells.dropFirst(round * 250).prefix(250))
      cache.remember(part, codes: part.map { code[$0]! })
      for (cell, found) in zip(cells, cache.codes(cells)) where found != nil {
        #expect(found == code[cell])
      }
    }
  }

  @Test(
    "Knows what was remembered last",
    .enabled(if: bs_best_level() == BS_LEVEL_AVX512, "only AVX-512 has a kernel"))
  func knows() {
    let cache = Cache(BS_LEVEL_AVX512)
    for (i, cell) in Self.cells(2000, seed: 8).enumerated() {
      cache.remember([cell], codes: [Int32(i)])
      #expect(cache.codes([cell]) == [cell.count > 64 ? nil : Int32(i)])
    }
  }

  @Test("Passes over a carriage return at the end")
  func carriageReturn() {
    for level in kernelLevels {
      let cache = Cache(level)
      let (cell, line) = (Array("g80".utf8), Array("g80\r".utf8))
      cache.remember([cell, []], codes: [4, -1])
      #expect(cache.codes([line, cell, [0x0D], []]) == cache.codes([cell, cell, [], []]))
    }
  }

  @Test("Changes no label", arguments: kernelLevels)
  func labels(level: bs_level) {
    var random = SeededGenerator(seed: 9)
    let long = String(repeating: "long ", count: 20)
    let cells = [
      "a", "", "NA", "b", "\"b\"", "\"say \"\"b\"\"\"", "é", "e\u{301}", "12", long, long + "er",
      " NA",
    ]
    let rows = (0..<3000).map { row in
      Bool.random(using: &random) ? cells.randomElement(using: &random)! : "c\(row % 1400)"
    }
    func table(_ level: bs_level) -> (codes: [Int32], missing: [UInt64], labels: [String]) {
      let converter = CellConverter(
        CSVCells(missing: MissingTokens(["", "NA"]), quote: 0x22), level: level)
      let line = Line(rows.map { Array($0.utf8) })
      let block = RecordBlock(capacity: line.bytes.count)
      line.bytes.dropFirst(RecordBlock.padding).withUnsafeBufferPointer { block.append($0) }
      for row in rows.indices { block.list(start: Int(line.starts[row]), end: Int(line.ends[row])) }
      block.rows = rows.count
      block.columns = 1
      block.layout = .listed
      let output = DiscardingOutput()
      let converted = converter.convert(block, column: 0, hint: .label, to: output)
      let memory = output.memory(0, .label, block: block).assumingMemoryBound(to: Int32.self)
      let again = converter.convert(block, column: 0, hint: .label, to: output)
      #expect(converted.missing == again.missing)
      let entries = converter.labels(ofColumn: 0).entries
      let codes = Array(UnsafeBufferPointer(start: memory, count: rows.count))
      return (codes, again.missing, entries.indices.map { entries[$0] })
    }
    let (expected, found) = (table(BS_LEVEL_PORTABLE), table(level))
    #expect(found.codes == expected.codes)
    #expect(found.missing == expected.missing)
    #expect(found.labels == expected.labels)
  }
}
