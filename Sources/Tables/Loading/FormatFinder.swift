extension DataFormat {
  /// The format that a text tells: JSON where it begins with a brace or a bracket, or NDJSON where
  /// its first line is a whole object and more follow; CSV otherwise.
  ///
  /// - Throws: ``ReadError`` where the source fails.
  init(contentOf source: DataSource) throws {
    let scan = try ByteScan(source.open())
    guard let first = try scan.skip(while: isSpace), first == UInt8(ascii: "{") else {
      self = scan.current == UInt8(ascii: "[") ? .json : .csv
      return
    }
    let start = scan.offset
    self = .json
    guard try scan.skip(while: { $0 != UInt8(ascii: "\n") }) != nil else { return }
    let end = scan.offset
    guard try scan.skip(while: isSpace) != nil else { return }
    // A line has any length: it is kept only where it may be an object.
    let text = try FileBytes.first(end, of: source.open(), file: source.file)
    if (try? JSONReader.parse(Array(text.dropFirst(start)), file: source.file)) != nil {
      self = .ndjson
    }
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
}

/// Goes over the bytes of a stream without keeping them.
private final class ByteScan {
  private static let room = 1 << 16

  private let stream: any ByteStream
  private var part: [UInt8] = []
  private var position = 0
  private var isAtEnd = false
  /// Where the byte stands that comes next.
  private(set) var offset = 0

  init(_ stream: any ByteStream) { self.stream = stream }

  /// The byte that was met last; nil at the end.
  private(set) var current: UInt8?

  /// Passes over bytes; the first for which `isPassed` does not hold comes next. Nil at the end.
  func skip(while isPassed: (UInt8) -> Bool) throws -> UInt8? {
    repeat {
      if let next = part[position...].firstIndex(where: { !isPassed($0) }) {
        offset += next - position
        position = next
        current = part[next]
        return current
      }
      offset += part.count - position
      try refill()
    } while !part.isEmpty
    current = nil
    return nil
  }

  private func refill() throws {
    position = 0
    part = []
    guard !isAtEnd else { return }
    part = try [UInt8](unsafeUninitializedCapacity: Self.room) { buffer, count in
      count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    isAtEnd = part.count < Self.room
  }
}
