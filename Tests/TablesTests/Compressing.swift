import CZlib
import CZstd

/// A member of gzip data.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var state = z_stream()
  let status = deflateInit2_(
    &state, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  precondition(status == Z_OK)
  defer { deflateEnd(&state) }
  var source = bytes
  return [UInt8](unsafeUninitializedCapacity: bytes.count + 4096) { buffer, count in
    source.withUnsafeMutableBufferPointer { source in
      state.next_in = source.baseAddress
      state.avail_in = UInt32(source.count)
      state.next_out = buffer.baseAddress
      state.avail_out = UInt32(buffer.count)
      precondition(deflate(&state, Z_FINISH) == Z_STREAM_END)
      count = buffer.count - Int(state.avail_out)
    }
  }
}

/// A frame of zstd data, with the checksum that the tool of that name writes.
func zstd(_ bytes: [UInt8], windowLog: Int32? = nil) -> [UInt8] {
  let context = ZSTD_createCCtx()
  defer { ZSTD_freeCCtx(context) }
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  if let windowLog { ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog) }
  return [UInt8](unsafeUninitializedCapacity: ZSTD_compressBound(bytes.count)) { buffer, count in
    count = ZSTD_compress2(context, buffer.baseAddress, buffer.count, bytes, bytes.count)
    precondition(ZSTD_isError(count) == 0)
  }
}
