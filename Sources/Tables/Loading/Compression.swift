/// A form of compressed data that is read as what it holds; known by its first bytes, never by the
/// name of a file.
enum Compression: CaseIterable {
  /// RFC 1952, one member or several.
  case gzip
  /// RFC 8878, one frame or several.
  case zstd

  /// How many bytes tell.
  static let markLength = 4

  /// The form that data with these first bytes have; nil for any other data.
  init?(_ head: some Collection<UInt8>) {
    let head = Array(head.prefix(Self.markLength))
    if head.starts(with: [0x1F, 0x8B, 0x08]) {
      self = .gzip
    } else if head == [0x28, 0xB5, 0x2F, 0xFD] || Self.isSkippableFrame(head) {
      self = .zstd
    } else {
      return nil
    }
  }

  /// A frame of notes, as some writers begin their files with one.
  private static func isSkippableFrame(_ head: [UInt8]) -> Bool {
    head.count == 4 && head[0] & 0xF0 == 0x50 && head[1...] == [0x2A, 0x4D, 0x18]
  }

  /// What compressed data hold, read as it is asked for.
  func stream(_ data: any ByteStream, file: String) throws -> any ByteStream {
    switch self {
    case .gzip: try GzipStream(data, file: file)
    case .zstd: try ZstdStream(data, file: file)
    }
  }
}

/// The name of a file without an ending that says it is compressed: `runs.csv` for `runs.csv.gz`.
package func withoutCompressionEnding(_ fileName: String) -> String {
  for ending in [".gz", ".zst"] where fileName.lowercased().hasSuffix(ending) {
    return String(fileName.dropLast(ending.count))
  }
  return fileName
}

/// Compressed bytes as a decompressor takes them: one buffer after the other.
struct CompressedInput {
  let file: String
  private let format: String
  private let stream: any ByteStream
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  /// The bytes of the buffer that were not taken yet.
  private(set) var rest = 0..<0
  private var isAtEnd = false
  private var taken = 0
  private var given = 0

  init(_ stream: any ByteStream, file: String, format: String) {
    self.stream = stream
    self.file = file
    self.format = format
  }

  /// The bytes that were not taken yet.
  var bytes: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: buffer[rest]) }

  /// Reads on where nothing is left in the buffer; false at the end.
  mutating func refill() throws -> Bool {
    if rest.isEmpty, !isAtEnd {
      rest = 0..<(try stream.read(into: buffer))
      isAtEnd = rest.count < buffer.count
    }
    return !rest.isEmpty
  }

  /// Takes note that `count` bytes were decompressed, to `output` bytes.
  mutating func take(_ count: Int, giving output: Int) {
    rest = rest.lowerBound + count..<rest.upperBound
    taken += count
    given += output
  }

  /// An estimate of what is left when decompressed, from what was.
  var expectedCount: Int? {
    guard let count = stream.expectedCount else { return nil }
    // Until enough is known: text that a program wrote becomes about four times as long. What is
    // expected of data that become ever so long must not fill the room for addresses.
    let factor = given < 1 << 18 ? 4 : Double(given) / Double(max(taken, 1))
    return Int(min((Double(count) + Double(rest.count)) * min(factor, 16), 0x1p61))
  }

  /// That the data are not what they should be.
  func damaged(_ reason: String) -> ReadError {
    ReadError(file: file, kind: .damaged(format: format, reason: reason))
  }

  /// That the data end within something.
  var cut: ReadError { damaged("the end of the file within them") }
}
