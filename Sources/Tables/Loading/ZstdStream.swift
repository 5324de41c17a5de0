import CZstd

/// What zstd data hold: the frames one after the other, frames of notes left out. A frame that
/// needs a window above 128 MiB, which none of the usual levels does, is refused.
final class ZstdStream: ByteStream {
  private var input: CompressedInput
  private let state: OpaquePointer
  private var isWithinFrame = true
  private var isAtEnd = false

  /// - Throws: ``ReadError`` where there is no memory.
  init(_ data: any ByteStream, file: String) throws {
    input = CompressedInput(data, file: file, format: "zstd")
    guard let state = ZSTD_createDStream() else {
      input.buffer.deallocate()
      throw input.damaged("not enough memory")
    }
    self.state = state
  }

  deinit {
    ZSTD_freeDStream(state)
    input.buffer.deallocate()
  }

  var expectedCount: Int? { input.expectedCount }

  /// - Throws: ``ReadError/Kind/damaged(format:reason:)``.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count, !isAtEnd {
      count += try decompressSome(UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
    }
    return count
  }

  /// Decompresses what one buffer of input gives; how many bytes that were.
  private func decompressSome(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
    let hasInput = try input.refill()
    if !hasInput, !isWithinFrame {
      isAtEnd = true
      return 0
    }
    let bytes = input.bytes
    var source = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(state, &target, &source)
    if ZSTD_isError(status) != 0 { throw input.damaged(Self.reason(status)) }
    input.take(source.pos, giving: target.pos)
    // Bytes of the frame may wait within the library when all input was taken.
    if !hasInput, target.pos == 0 { throw input.cut }
    isWithinFrame = status != 0
    return target.pos
  }

  private static func reason(_ status: Int) -> String {
    let text = String(cString: ZSTD_getErrorName(status))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
