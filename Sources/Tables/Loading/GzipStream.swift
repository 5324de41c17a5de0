import CZlib

/// What gzip data hold: the members one after the other. Zeros behind the last member, as tapes and
/// block devices leave them, are passed over.
final class GzipStream: ByteStream {
  private var input: CompressedInput
  // The library keeps the address.
  private let state = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
  private var isWithinMember = true
  private var isAtEnd = false

  /// - Throws: ``ReadError`` where there is no memory.
  init(_ data: any ByteStream, file: String) throws {
    input = CompressedInput(data, file: file, format: "gzip")
    state.initialize(to: z_stream())
    let onlyGzip: Int32 = 16
    let status = inflateInit2_(
      state, MAX_WBITS + onlyGzip, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard status == Z_OK else { throw error(status) }
  }

  deinit {
    inflateEnd(state)
    state.deallocate()
    input.buffer.deallocate()
  }

  var expectedCount: Int? { input.expectedCount }

  /// - Throws: ``ReadError/Kind/damaged(format:reason:)``.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    var count = 0
    while count < buffer.count, !isAtEnd {
      count += try inflateSome(UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
    }
    return count
  }

  /// Decompresses what one buffer of input gives; how many bytes that were.
  private func inflateSome(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
    guard try input.refill() else {
      if isWithinMember { throw input.cut }
      isAtEnd = true
      return 0
    }
    if !isWithinMember {
      let zeros = input.bytes.prefix { $0 == 0 }.count
      input.take(zeros, giving: 0)
      if zeros == 0 {
        inflateReset(state)
        isWithinMember = true
      }
      return 0
    }
    return try inflate(input.bytes, output)
  }

  private func inflate(
    _ bytes: UnsafeMutableRawBufferPointer, _ output: UnsafeMutableRawBufferPointer
  ) throws -> Int {
    let room = UInt32(clamping: output.count)
    state.pointee.next_in = bytes.baseAddress!.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_in = UInt32(bytes.count)
    state.pointee.next_out = output.baseAddress!.assumingMemoryBound(to: UInt8.self)
    state.pointee.avail_out = room
    let status = CZlib.inflate(state, Z_NO_FLUSH)
    guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
      throw error(status)
    }
    let count = Int(room - state.pointee.avail_out)
    input.take(bytes.count - Int(state.pointee.avail_in), giving: count)
    if status == Z_STREAM_END { isWithinMember = false }
    return count
  }

  private func error(_ status: Int32) -> ReadError {
    let reason = state.pointee.msg.map { String(cString: $0) }
    return input.damaged(reason ?? String(cString: zError(status)))
  }
}
