import Glibc

/// Reads whole files; `-` is standard input.
public enum FileBytes {
  /// The bytes of a file.
  ///
  /// - Throws: ``ReadError`` where the file cannot be opened or read, is a directory, is larger
  ///   than memory, or is cut while it is read.
  public static func read(_ path: String) throws -> [UInt8] {
    try read(FileStream(path), file: path)
  }

  /// The content of a file: what it holds decompressed where it is gzip or zstd by its first bytes,
  /// and its bytes otherwise.
  ///
  /// - Parameter count: how many bytes at most, from the start.
  /// - Throws: as ``read(_:)``, and ``ReadError/Kind/damaged(format:reason:)``.
  public static func content(_ path: String, first count: Int = .max) throws -> [UInt8] {
    try content(DataSource(path), count)
  }

  /// The content of bytes that were read from `file`, as ``content(_:first:)``.
  ///
  /// - Throws: ``ReadError/Kind/damaged(format:reason:)``.
  public static func content(
    of bytes: [UInt8], file: String, first count: Int = .max
  ) throws -> [UInt8] {
    // Most are not compressed and need no copy.
    if Compression(bytes) == nil, bytes.count <= count { return bytes }
    return try content(DataSource(bytes, file: file), count)
  }

  private static func content(_ source: DataSource, _ count: Int) throws -> [UInt8] {
    let stream = try source.openRaw()
    guard count < .max else { return try read(stream, file: source.file) }
    return try first(count, of: stream, file: source.file)
  }

  /// The first bytes of a stream, which `file` holds.
  ///
  /// - Throws: as ``read(_:file:)``.
  static func first(_ count: Int, of stream: some ByteStream, file: String) throws -> [UInt8] {
    try requireMemory(count, file: file)
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
      got = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
  }

  /// Whether a file is compressed and holds more than `count` bytes.
  ///
  /// - Throws: as ``content(_:first:)``.
  /// - Complexity: O(count), in little memory.
  package static func isCompressed(_ path: String, beyond count: Int) throws -> Bool {
    let source = try DataSource(path)
    guard
      try Compression(
        PrefixedStream(looking: Compression.markLength, into: FileStream(path)).prefix) != nil
    else { return false }
    let content = try source.openRaw()
    var left = count
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while left >= 0 {
      let got = try buffer.withUnsafeMutableBytes { try content.read(into: $0) }
      if got == 0 { return false }
      left -= got
    }
    return true
  }

  /// Whether a file can be read from its start once more: not standard input, a pipe or a device.
  package static func canBeReadAgain(_ path: String) -> Bool {
    var status = stat()
    guard path != "-", stat(path, &status) == 0 else { return path != "-" }
    return ![S_IFIFO, S_IFCHR, S_IFSOCK].contains(status.st_mode & S_IFMT)
  }

  /// The bytes that are left in a stream, which `file` holds.
  ///
  /// - Throws: ``ReadError``, also where there is no memory for them.
  static func read(_ stream: some ByteStream, file: String) throws -> [UInt8] {
    var bytes = [UInt8]()
    // One byte more than the size, so that the end of a file that does not grow is seen at once.
    var room = min(stream.expectedCount ?? 0, 1 << 62) + 1
    while true {
      // Beside what was read stands the next part, and then both together.
      try requireMemory(bytes.isEmpty ? room : bytes.count + 2 * room, file: file)
      let chunk = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = try stream.read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      if chunk.count < room { return bytes }
      room = max(1 << 16, bytes.count)
    }
  }

  /// Asks the system whether there is memory: an array for which there is none ends the process.
  private static func requireMemory(_ count: Int, file: String) throws(ReadError) {
    guard count > 1 << 24 else { return }
    let memory = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else {
      throw ReadError(file: file, kind: .cannotRead(reason: "not enough memory"))
    }
    munmap(memory, count)
  }
}
