/// Reads whole files; `-` is standard input.
public enum FileBytes {
  /// The bytes of a file.
  ///
  /// - Throws: ``ReadError`` where the file cannot be opened or read, is a directory, or is cut
  ///   while it is read.
  public static func read(_ path: String) throws -> [UInt8] {
    try read(FileStream(path))
  }

  /// The bytes that are left in a stream.
  static func read(_ stream: some ByteStream) throws -> [UInt8] {
    var bytes = [UInt8]()
    // One byte more than the size, so that the end of a file that does not grow is seen at once.
    var room = (stream.expectedCount ?? 0) + 1
    while true {
      let chunk = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if chunk.count < room { return bytes }
      room = max(1 << 16, bytes.count)
    }
  }
}
