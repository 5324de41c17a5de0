/// Where text comes from: a file or memory, which can be read from the start more than once.
/// Standard input and pipes are taken into memory, as they come: compressed, where they are.
struct DataSource {
  /// The file as the caller named it.
  let file: String
  private let bytes: [UInt8]?

  /// Whether the bytes were taken into memory.
  var isInMemory: Bool { bytes != nil }

  /// A file; `-` is standard input.
  init(_ path: String) throws {
    file = path
    bytes = FileBytes.canBeReadAgain(path) ? nil : try FileBytes.read(path)
  }

  /// Bytes that were read from `file`.
  init(_ bytes: [UInt8], file: String) {
    self.file = file
    self.bytes = bytes
  }

  /// The text from its start, decompressed: UTF-8 without a byte order mark.
  ///
  /// - Throws: ``ReadError``.
  func open() throws -> any ByteStream { try TextStream.utf8(openRaw(), file: file).stream }

  /// As ``open()``, and how the characters stand in the bytes.
  func openText() throws -> (stream: any ByteStream, encoding: TextEncoding) {
    try TextStream.utf8(openRaw(), file: file)
  }

  /// The content from its start: decompressed, and otherwise the bytes as they are.
  ///
  /// - Throws: ``ReadError``.
  func openRaw() throws -> PrefixedStream {
    let raw: any ByteStream = if let bytes { MemoryStream(bytes) } else { try FileStream(file) }
    let whole = try PrefixedStream(looking: Compression.markLength, into: raw)
    guard let compression = Compression(whole.prefix) else { return whole }
    return try PrefixedStream(
      looking: TextStream.markLength, into: compression.stream(whole, file: file))
  }
}

/// Bytes of which the first were looked at already.
final class PrefixedStream: ByteStream {
  /// The bytes that were looked at and not taken yet.
  private(set) var prefix: ArraySlice<UInt8>
  private let rest: any ByteStream

  /// Bytes that were taken from the start of a stream, and the stream.
  init(_ prefix: ArraySlice<UInt8>, _ rest: any ByteStream) {
    self.prefix = prefix
    self.rest = rest
  }

  /// Looks at the first bytes of a stream, `count` of them where there are as many.
  init(looking count: Int, into stream: any ByteStream) throws {
    prefix = try [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
      got = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
    }[...]
    rest = stream
  }

  /// Passes over bytes that were looked at.
  func skip(_ count: Int) { prefix = prefix.dropFirst(count) }

  var expectedCount: Int? { rest.expectedCount.map { min($0, 1 << 62) + prefix.count } }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(prefix.count, buffer.count)
    prefix.prefix(count).withUnsafeBytes { buffer.copyMemory(from: $0) }
    prefix = prefix.dropFirst(count)
    guard count < buffer.count else { return count }
    return try count + rest.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
  }
}

/// Brings text to UTF-8 without a byte order mark while it is read.
enum TextStream {
  /// How many bytes tell the encoding.
  static let markLength = 4

  static func utf8(
    _ stream: PrefixedStream, file: String
  ) throws -> (stream: any ByteStream, encoding: TextEncoding) {
    if stream.prefix.starts(with: [0xEF, 0xBB, 0xBF]) {
      stream.skip(3)
      return (stream, .utf8WithMark)
    }
    let isLittle = stream.prefix.starts(with: [0xFF, 0xFE])
    guard isLittle || stream.prefix.starts(with: [0xFE, 0xFF]) else { return (stream, .utf8) }
    stream.skip(2)
    return (
      UTF16Stream(stream, isLittle: isLittle, file: file),
      isLittle ? .utf16LittleEndian : .utf16BigEndian
    )
  }
}
