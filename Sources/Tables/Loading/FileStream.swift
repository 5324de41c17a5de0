import Glibc

/// The bytes of an open file, read as they are asked for: never mapped, so that a file that is cut
/// while it is read ends early instead of ending the process. `-` is standard input.
final class FileStream: ByteStream {
  let path: String
  private let descriptor: Int32
  /// The size when the file was opened; nil for pipes and other endless sources.
  let size: Int?
  private let modified: timespec
  /// How far it was read, from the start of the file.
  private var count = 0

  /// - Throws: ``ReadError`` where the file cannot be opened, or is a directory.
  init(_ path: String) throws {
    self.path = path
    descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.systemError(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.systemError(path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      // Nobody else does, for an object that was never whole.
      if descriptor > 0 { close(descriptor) }
      throw ReadError(file: path, kind: .isDirectory)
    }
    // Files of the system's own say 0 whatever they hold.
    let isSized = status.st_mode & S_IFMT == S_IFREG && status.st_size > 0
    size = isSized ? Int(status.st_size) : nil
    modified = status.st_mtim
    guard let size else { return }
    posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
    // Of standard input someone may have read the beginning.
    count = min(max(0, lseek(descriptor, 0, SEEK_CUR)), size)
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  var expectedCount: Int? { size.map { max(0, $0 - count) } }

  /// - Throws: ``ReadError/Kind/changedWhileRead`` where a file is not what it was when it was
  ///   opened.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let isLarge = size != nil && buffer.count >= Self.large
    let got = try isLarge ? readShares(into: buffer) : readOn(into: buffer)
    count += got
    if got < buffer.count, let size {
      guard count == size else { throw ReadError(file: path, kind: .changedWhileRead) }
      try checkUnchanged(size)
    }
    return got
  }

  /// From so many bytes on several threads read: to touch new memory takes longer than to copy.
  private static let large = 1 << 24

  private func readOn(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var got = 0
    while got < buffer.count {
      let result = Glibc.read(descriptor, buffer.baseAddress! + got, buffer.count - got)
      if result == 0 { break }
      if result < 0 {
        if errno == EINTR { continue }
        throw Self.systemError(path)
      }
      got += result
    }
    return got
  }

  /// As ``readOn(into:)``, each share of the bytes on a thread of its own.
  private func readShares(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let shares = min(availableProcessors(), 4)
    let length = (buffer.count + shares - 1) / shares
    nonisolated(unsafe) let (stream, buffer) = (self, buffer)
    let counts = try parallelMap(shares, threads: shares) { share in
      let share = share * length..<min((share + 1) * length, buffer.count)
      return try stream.read(
        at: stream.count + share.lowerBound,
        into: UnsafeMutableRawBufferPointer(rebasing: buffer[share]))
    }
    // Where the file ends within a share, no other has more.
    let whole = counts.prefix { $0 == length }.count
    let got = whole * length + (whole < shares ? counts[whole] : 0)
    lseek(descriptor, count + got, SEEK_SET)
    return got
  }

  /// Fills as much of `buffer` as it can with what stands at `offset`, whatever ``read(into:)`` has come
  /// to; several threads may do so at the same time.
  ///
  /// - Throws: ``ReadError``.
  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var got = 0
    while got < buffer.count {
      let result = pread(descriptor, buffer.baseAddress! + got, buffer.count - got, offset + got)
      if result == 0 { break }
      if result < 0 {
        if errno == EINTR { continue }
        throw Self.systemError(path)
      }
      got += result
    }
    return got
  }

  /// - Throws: ``ReadError/Kind/changedWhileRead`` where a file is not what it was when it was opened.
  func checkUnchanged() throws {
    if let size { try checkUnchanged(size) }
  }

  private func checkUnchanged(_ size: Int) throws {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.systemError(path) }
    let isSame =
      Int(status.st_size) == size && status.st_mtim.tv_sec == modified.tv_sec
      && status.st_mtim.tv_nsec == modified.tv_nsec
    guard isSame else { throw ReadError(file: path, kind: .changedWhileRead) }
  }

  private static func systemError(_ path: String) -> ReadError {
    ReadError(file: path, kind: .cannotRead(reason: systemReason()))
  }
}
