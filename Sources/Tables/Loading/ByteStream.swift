/// Bytes that come one after the other, from a file, a pipe, memory or a decompressor.
protocol ByteStream: AnyObject {
  /// Fills as much of `buffer` as it can; fewer bytes than that are the end. After the end, 0.
  ///
  /// - Throws: ``ReadError`` where the source fails.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int

  /// The number of bytes left, where the source knows; for reserving memory, never relied upon.
  var expectedCount: Int? { get }
}

/// Bytes that stand in memory.
final class MemoryStream: ByteStream {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var expectedCount: Int? { bytes.count - position }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, bytes.count - position)
    bytes.withUnsafeBytes { source in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
    }
    position += count
    return count
  }
}
