import Testing

@testable import Tables

/// That lines which are no records take no memory, and what the reader says of bytes that are no
/// text.
@Suite("Blank lines and NUL bytes", .timeLimit(.minutes(15)))
struct BlankLineTests {
  /// A part of a text repeated, between two others; notes how much was asked for at once, which is
  /// what is not kept yet in the block to be filled.
  private final class RepeatedStream: ByteStream {
    private let (head, part, tail): ([UInt8], [UInt8], [UInt8])
    private let times: Int
    private var position = 0
    private(set) var longestRequest = 0

    init(_ head: String, _ part: String, times: Int, _ tail: String) {
      (self.head, self.part, self.tail) = (Array(head.utf8), Array(part.utf8), Array(tail.utf8))
      self.times = times
    }

    var expectedCount: Int? { nil }

    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
      longestRequest = max(longestRequest, buffer.count)
      let middle = part.count * times
      var got = 0
      while got < buffer.count, position < head.count + middle + tail.count {
        let i = position - head.count
        buffer[got] =
          i < 0 ? head[position] : i < middle ? part[i % part.count] : tail[i - middle]
        got += 1
        position += 1
      }
      return got
    }
  }

  private static let blockSize = 1 << 12

  /// The rows and lines of a text of which one part is repeated, and the notices.
  private func read(
    _ stream: RepeatedStream, _ form: CSVForm
  ) throws -> (lines: [Int32], notices: [ReadNotice], reader: CSVBlockReader) {
    let reader = try CSVBlockReader(stream, file: "f", form: form, blockSize: Self.blockSize)
    let block = RecordBlock(capacity: 16)
    var lines: [Int32] = []
    while try reader.next(into: block) { lines += Array(block.lines) }
    return (lines, reader.notices, reader)
  }

  private static var commented: CSVForm {
    var form = CSVForm()
    form.comment = UInt8(ascii: "#")
    return form
  }

  @Test(
    "before the header, before the units and between the rows they are not kept",
    arguments: ["\n", "\r\n", "\r", "#\n", "# no record\r\n", "\r\n\r"])
  func notKept(blank: String) throws {
    let breaks = blank == "\r\n\r" ? 2 : 1
    let isComment = blank.hasPrefix("#")
    for place in 0..<4 {
      let texts = [("", "a,b\ns,s\n1,2\n"), ("a,b\n", "s,s\n1,2\n"), ("a,b\ns,s\n", "1,2\n")]
      let (head, tail) = place < 3 ? texts[place] : ("a,b\ns,s\n1,2\n", "")
      let stream = RepeatedStream(head, blank, times: 50_000, tail)
      var form = isComment ? Self.commented : CSVForm()
      form.hasUnitsRow = true
      let (lines, notices, reader) = try read(stream, form)
      #expect(lines == [place < 3 ? Int32(3 + 50_000 * breaks) : 3])
      #expect(reader.registry.names == ["a", "b"] && reader.units == ["s", "s"])
      #expect(
        notices
          == (isComment ? [ReadNotice(.commentLines, count: 50_000, line: place + 1)] : []))
      #expect(stream.longestRequest <= 2 * Self.blockSize)
    }
  }

  @Test("without a header too")
  func withoutHeader() throws {
    var form = CSVForm()
    form.hasHeader = false
    let stream = RepeatedStream("", "\n", times: 50_000, "1,2\n3,4\n")
    #expect(try read(stream, form).lines == [50_001, 50_002])
    #expect(stream.longestRequest <= 2 * Self.blockSize)
  }

  @Test("lines of nothing else are an empty file, and bytes that are no text are told")
  func nothingElse() throws {
    let empty = complaint { try read(RepeatedStream("", "\n", times: 50_000, ""), CSVForm()) }
    #expect(empty == "f: expected data, found an empty file")
    let comments = RepeatedStream("#\n#\0\n", "#\n", times: 50_000, "a,b\n")
    let told = complaint { try read(comments, Self.commented) }
    #expect(told.hasPrefix("f:2:2: expected text, found a NUL byte"))
  }

  @Test(
    "a record of NUL bytes is told as what it is, not as one with too few fields",
    arguments: ["\0", "\0\n", "\0\r\n", "\0\n1,2\n", "\0\r1,2\r", "\0\n\"1\",\"2\"\"\"\n"])
  func notRagged(tail: String) {
    for count in [1, 5_000, 300_000] {
      let zeros = String(repeating: "\0", count: count)
      for rows in ["1,2\n", "1,2\n\n3,4\n", "1,\"2\r\"\n"] {
        let text = Array(("a,b\n" + rows + zeros + tail).utf8)
        let words = complaint { try CSVReader.parse(text, file: "f") }
        #expect(words.contains("NUL byte"), "\(count) \(rows) \(tail)")
      }
    }
  }

  @Test("an earlier record with too few fields goes before")
  func raggedFirst() {
    let words = complaint { try table("a,b\n1\n\0\n") }
    #expect(words.hasPrefix("t.csv:2:1: expected 2 fields"))
  }
}
