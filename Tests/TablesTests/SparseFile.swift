import Foundation

@testable import Tables

/// Files that are much larger than what they hold.
enum SparseFile {
  /// Where there is room for them: few file systems know sizes beyond all memory.
  private static let folder = [FileManager.default.temporaryDirectory.path, "/dev/shm"].first {
    make($0 + "/tables-\(UUID().uuidString)", [], .max)
  }

  static var isPossible: Bool { folder != nil }

  /// Whether the descriptors of this process can be counted.
  static let hasDescriptors = FileManager.default.fileExists(atPath: "/proc/self/fd")

  /// Whether a file of that size can be made; it is gone again unless it is to stay.
  @discardableResult
  private static func make(
    _ path: String, _ head: [UInt8], _ size: Int, stays: Bool = false
  ) -> Bool {
    let file = open(path, O_CREAT | O_RDWR, 0o600)
    guard file >= 0 else { return false }
    defer {
      close(file)
      if !stays { unlink(path) }
    }
    return head.withUnsafeBytes { write(file, $0.baseAddress, $0.count) } == head.count
      && ftruncate(file, size) == 0
  }

  /// The path of a new file of that size that begins with these bytes; it is for the caller to take
  /// it away.
  static func path(_ head: [UInt8], ending: String, size: Int) -> String {
    let path = (folder ?? "") + "/tables-\(UUID().uuidString).\(ending)"
    make(path, head, size, stays: true)
    return path
  }
}

/// A file of that size, with nothing behind its first bytes, that is gone after `body`.
func withSparseFile<R>(
  _ head: String, ending: String, size: Int, more: [UInt8] = [], _ body: (String) throws -> R
) throws -> R {
  let path = SparseFile.path(Array(head.utf8) + more, ending: ending, size: size)
  defer { unlink(path) }
  return try body(path)
}

/// Bytes in memory that are said to be more than there can be.
final class VastStream: ByteStream {
  private let stream: MemoryStream

  init(_ bytes: [UInt8]) { stream = MemoryStream(bytes) }

  var expectedCount: Int? { .max - 100 }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int { stream.read(into: buffer) }
}
