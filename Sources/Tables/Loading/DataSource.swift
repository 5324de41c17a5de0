/// Where text comes from: a file or memory, which can be read from the start more than once.
/// Standard input is taken into memory.
struct DataSource {
  /// The file as the caller named it.
  let file: String
  private let bytes: [UInt8]?

  /// A file; `-` is standard input.
  init(_ path: String) throws {
    file = path
    bytes = path == "-" ? try FileBytes.read(path) : nil
  }

  /// Bytes that were read from `file`.
  init(_ bytes: [UInt8], file: String) {
    self.file = file
    self.bytes = bytes
  }

  /// The text from its start: UTF-8 without a byte order mark.
  ///
  /// - Throws: ``ReadError``.
  func open() throws -> any ByteStream { try TextStream.utf8(openRaw(), file: file).stream }

  /// As ``open()``, and how the characters stand in the bytes.
  func openText() throws -> (stream: any ByteStream, encoding: TextEncoding) {
    try TextStream.utf8(openRaw(), file: file)
  }

  /// The bytes as they are.
  func openRaw() throws -> any ByteStream {
    if let bytes { MemoryStream(bytes) } else { try FileStream(file) }
  }
}

/// Bytes of which the first were looked at already.
final class PrefixedStream: ByteStream {
  private var prefix: ArraySlice<UInt8>
  private let rest: any ByteStream

  init(_ prefix: ArraySlice<UInt8>, _ rest: any ByteStream) {
    self.prefix = prefix
    self.rest = rest
  }

  var expectedCount: Int? { rest.expectedCount.map { $0 + prefix.count } }

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
  static func utf8(
    _ raw: any ByteStream, file: String
  ) throws -> (stream: any ByteStream, encoding: TextEncoding) {
    var head = [UInt8](repeating: 0, count: 4)
    let count = try head.withUnsafeMutableBytes { try raw.read(into: $0) }
    head.removeLast(4 - count)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) {
      return (PrefixedStream(head[3...], raw), .utf8WithMark)
    }
    let whole = PrefixedStream(head[...], raw)
    let isLittle = head.starts(with: [0xFF, 0xFE])
    guard isLittle || head.starts(with: [0xFE, 0xFF]) else { return (whole, .utf8) }
    return (
      MemoryStream(try TextBytes.utf8(FileBytes.read(whole), file: file)),
      isLittle ? .utf16LittleEndian : .utf16BigEndian
    )
  }
}
