import Glibc

/// Reads whole files; `-` is standard input.
public enum FileBytes {
  /// The bytes of a file.
  ///
  /// - Throws: ``ReadError`` where the file cannot be opened or read, or is a directory.
  public static func read(_ path: String) throws -> [UInt8] {
    let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw systemError(path) }
    defer { if descriptor != 0 { close(descriptor) } }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw systemError(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw ReadError(file: path, kind: .isDirectory)
    }
    return try readAll(descriptor, sizeHint: max(0, Int(status.st_size)), path: path)
  }

  private static func readAll(_ descriptor: Int32, sizeHint: Int, path: String) throws -> [UInt8] {
    var bytes = [UInt8]()
    // One byte more than the size, so that the end of a file that does not grow is seen at once.
    var room = sizeHint + 1
    while true {
      let start = bytes.count
      var got = 0
      let chunk = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        while count < room {
          let result = Self.readOnce(descriptor, buffer.baseAddress! + count, room - count)
          if result < 0 { throw systemError(path) }
          if result == 0 { break }
          count += result
        }
        got = count
      }
      if start == 0 { bytes = chunk } else { bytes += chunk }
      if got < room { return bytes }
      room = max(1 << 16, bytes.count)
    }
  }

  /// One `read`, repeated when a signal interrupted it.
  private static func readOnce(_ descriptor: Int32, _ to: UnsafeMutablePointer<UInt8>, _ count: Int)
    -> Int
  {
    while true {
      let result = Glibc.read(descriptor, to, count)
      if result >= 0 || errno != EINTR { return result }
    }
  }

  private static func systemError(_ path: String) -> ReadError {
    ReadError(file: path, kind: .cannotRead(reason: systemReason()))
  }
}
