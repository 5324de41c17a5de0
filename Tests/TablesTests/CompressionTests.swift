import Testing

@testable import Tables

@Suite("Compressed files")
struct CompressionTests {
  static let forms: [@Sendable ([UInt8]) -> [UInt8]] = [{ gzip($0) }, { zstd($0) }]
  static let text = "a,b\n" + (0..<5000).map { "\($0),x\($0 % 7)\n" }.joined()

  private func read(_ bytes: [UInt8], file: String = "t.csv") throws -> Table {
    try DataFile.parse(bytes, file: file).tables[0]
  }

  @Test(
    "the content tells, whatever the name", arguments: 0..<2, ["t.csv", "t.csv.gz", "t.csv.zst"])
  func content(form: Int, name: String) throws {
    let plain = try read(Array(Self.text.utf8), file: name)
    #expect(plain.rowCount == 5000)
    #expect(try read(Self.forms[form](Array(Self.text.utf8)), file: name) == plain)
  }

  @Test("every format and encoding", arguments: 0..<2)
  func formats(form: Int) throws {
    let compress = Self.forms[form]
    for (text, name, type) in [
      ("a\tb\n1\t2\n", "t.tsv.gz", DataFormat.tsv), ("[{\"a\": 1}]", "-", .json),
      ("{\"a\": 1}\n{\"a\": 2}\n", "-", .ndjson), ("{\"a\": 1}\n", "t.jsonl.zst", .ndjson),
    ] {
      let file = try DataFile.parse(compress(Array(text.utf8)), file: name)
      #expect(file.format == type)
      #expect(try file.tables[0].numbers("a").first == 1)
    }
    let wide = ([0xFEFF] + Array("a,ü\n1,😀\n".utf16)).flatMap {
      [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)]
    }
    #expect(try texts(read(compress(wide)).requiredColumn("ü")) == ["😀"])
    #expect(try read(compress([0xEF, 0xBB, 0xBF] + Array("a\n1\n".utf8))).columnNames == ["a"])
  }

  @Test("a file on disk, read by name", arguments: 0..<2)
  func files(form: Int) throws {
    let bytes = Self.forms[form](Array(Self.text.utf8))
    try withTemporaryFile(bytes, ending: "csv.gz") { (path) throws in
      #expect(try Table(contentsOf: path).rowCount == 5000)
      // The bytes of the file itself stay what they are.
      #expect(try FileBytes.read(path) == bytes)
      #expect(try FileBytes.content(path) == Array(Self.text.utf8))
      #expect(try FileBytes.content(path, first: 3) == Array("a,b".utf8))
      #expect(try FileBytes.content(of: bytes, file: path, first: 3) == Array("a,b".utf8))
    }
    try withTemporaryFile(Self.forms[form](Array("[1, 2]".utf8)), ending: "json") { (path) throws in
      #expect(try JSONReader.read(path) == .array([.integer(1), .integer(2)]))
    }
  }

  @Test("an error has its place in the text", arguments: 0..<2)
  func errors(form: Int) {
    let bytes = Self.forms[form](Array("a,b\n1,2\n3\n".utf8))
    #expect(
      complaint { try read(bytes) }
        == "t.csv:3:1: expected 2 fields, as in the header, found 1 field")
    #expect(
      complaint { try read(Self.forms[form]([])) } == "t.csv: expected data, found an empty file")
  }

  @Test("several members or frames are one text", arguments: 0..<2)
  func members(form: Int) throws {
    let compress = Self.forms[form]
    let parts = ["a,b\n", "1,", "", "2\n3,4\n"].map { Array($0.utf8) }
    let table = try read(parts.flatMap { compress($0) })
    #expect(try table.numbers("a") == [1, 3])
    #expect(try table.numbers("b") == [2, 4])
  }

  @Test("zeros behind gzip data, frames of notes before and between zstd's")
  func padding() throws {
    let text = Array("a\n1\n".utf8)
    #expect(try read(gzip(text) + [UInt8](repeating: 0, count: 100_000)).rowCount == 1)
    let note: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3]
    #expect(try read(note + zstd(text) + note + zstd(Array("2\n".utf8))).numbers("a") == [1, 2])
  }

  @Test("cut anywhere, the data are refused", arguments: 0..<2)
  func truncated(form: Int) {
    let bytes = Self.forms[form](Array(Self.text.prefix(2000).utf8))
    let name = form == 0 ? "gzip" : "zstd"
    for count in Compression.markLength..<bytes.count {
      #expect(
        complaint { try read(Array(bytes[..<count])) }
          == "t.csv: expected undamaged \(name) data, found the end of the file within them")
    }
    let two = bytes + bytes.prefix(bytes.count / 2)
    #expect(complaint { try read(two) }.hasSuffix("found the end of the file within them"))
  }

  @Test("changed anywhere, the data are never read as something else", arguments: 0..<2)
  func corrupt(form: Int) throws {
    let text = Array(Self.text.prefix(400).utf8)
    let plain = try read(text)
    let bytes = Self.forms[form](text)
    var refused = 0
    for i in Compression.markLength..<bytes.count {
      var changed = bytes
      changed[i] ^= 0x20
      // A changed name, time or level in the header changes nothing of the content.
      if let table = try? read(changed) { #expect(table == plain) } else { refused += 1 }
    }
    #expect(refused > bytes.count / 2)
  }

  @Test("what stands behind the data, and words of the decompressors")
  func words() {
    let text = Array("a\n1\n".utf8)
    #expect(
      complaint { try read(gzip(text) + Array("more".utf8)) }
        == "t.csv: expected undamaged gzip data, found incorrect header check")
    #expect(
      complaint { try read(zstd(text) + Array("more".utf8)) }
        == "t.csv: expected undamaged zstd data, found unknown frame descriptor")
    var wrongSum = gzip(text)
    wrongSum[wrongSum.count - 8] ^= 1
    #expect(
      complaint { try read(wrongSum) }
        == "t.csv: expected undamaged gzip data, found incorrect data check")
  }

  @Test("text much larger than any buffer, in reads of any size", arguments: 0..<2)
  func large(form: Int) throws {
    let text = (0..<3_000_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 13 & 63) }
    let bytes = Self.forms[form](text)
    for size in [1 << 22, 100_003, 1 << 16] {
      let stream = try DataSource(bytes, file: "t").openRaw()
      var read: [UInt8] = []
      while true {
        let part = try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
          count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
        }
        read += part
        if part.count < size { break }
      }
      #expect(read == text)
    }
  }

  @Test("what is expected of data that become ever so long stays within bounds", arguments: 0..<2)
  func expectation(form: Int) throws {
    let stream = try DataSource(Self.forms[form]([UInt8](repeating: 65, count: 1 << 24)), file: "t")
      .openRaw()
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    for _ in 0..<8 {
      let count = try buffer.withUnsafeMutableBytes { try stream.read(into: $0) }
      #expect(count == 1 << 20)
      let expected = try #require(stream.expectedCount)
      #expect(expected < 1 << 21)
    }
  }
}
