/// A histogram in the compressed form of HdrHistogram's logs (its second version, `HIST…` in
/// base 64).
///
/// Source: HdrHistogram, AbstractHistogram.java (encoding cookies, valueFromIndex) and
/// ZigZagEncoding.java.
struct HdrHistogramCode {
  /// Values from `low` to `high`, which the histogram does not tell apart.
  struct Bucket: Equatable {
    var low: UInt64
    var high: UInt64
    var count: Int

    /// The value that stands for the bucket.
    var middle: Double { Double(low + (high - low + 1) / 2) }
  }

  private(set) var buckets: [Bucket] = []
  private(set) var significantDigits = 0

  /// Decodes the text of a log's last column; nil where it is broken or of another version.
  init?(text: some StringProtocol) {
    guard let bytes = Self.base64(text), Self.number(bytes, 0, 4) == 0x1C84_9314,
      let length = Self.number(bytes, 4, 4), length <= UInt64(bytes.count - 8),
      let plain = Inflate.zlib(Array(bytes[8..<8 + Int(length)]))
    else { return nil }
    guard plain.count >= 40, Self.number(plain, 0, 4) == 0x1C84_9313,
      let size = Self.number(plain, 4, 4), Self.number(plain, 8, 4) == 0,
      let digits = Self.number(plain, 12, 4), (0...5).contains(digits),
      let lowest = Self.number(plain, 16, 8), lowest > 0, lowest < 1 << 62,
      size == UInt64(plain.count - 40)
    else { return nil }
    significantDigits = Int(digits)
    guard takeCounts(plain[40...], lowest: lowest) else { return nil }
  }

  /// Counts by index, where a negative number stands for so many empty places.
  private mutating func takeCounts(_ payload: ArraySlice<UInt8>, lowest: UInt64) -> Bool {
    let resolution = 2 * (0..<significantDigits).reduce(UInt64(1)) { power, _ in power * 10 }
    let magnitude = 64 - (resolution - 1).leadingZeroBitCount
    let half = max(magnitude, 1) - 1
    let unit = 63 - lowest.leadingZeroBitCount
    var index = 0
    var position = payload.startIndex
    while position < payload.endIndex {
      guard let count = Self.zigZag(payload, &position) else { return false }
      if count < 0 {
        guard count > -(1 << 31) else { return false }
        index += Int(-count)
      } else {
        if count > 0 {
          guard let bucket = Self.bucket(index, Int(count), half: half, unit: unit) else {
            return false
          }
          buckets.append(bucket)
        }
        index += 1
      }
      // No histogram of 64-bit values has as many places.
      guard index < 1 << 31 else { return false }
    }
    return true
  }

  private static func bucket(_ index: Int, _ count: Int, half: Int, unit: Int) -> Bucket? {
    var exponent = index >> half - 1
    var part = index & (1 << half - 1) + 1 << half
    if exponent < 0 {
      exponent = 0
      part -= 1 << half
    }
    let shift = exponent + unit
    guard shift < 62 - half else { return nil }
    let low = UInt64(part) << UInt64(shift)
    return Bucket(low: low, high: low + (1 << UInt64(shift) - 1), count: count)
  }

  /// A signed number in groups of 7 bits, the lowest first; a ninth byte holds 8.
  private static func zigZag(_ bytes: ArraySlice<UInt8>, _ position: inout Int) -> Int64? {
    var value: UInt64 = 0
    for group in 0..<9 {
      guard position < bytes.endIndex else { return nil }
      let byte = UInt64(bytes[position])
      position += 1
      if group == 8 {
        value |= byte << 56
        break
      }
      value |= (byte & 0x7F) << UInt64(7 * group)
      if byte & 0x80 == 0 { break }
    }
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> UInt64? {
    guard start + count <= bytes.count else { return nil }
    return bytes[start..<start + count].reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func base64(_ text: some StringProtocol) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text.utf8 {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      case UInt8(ascii: "="): continue
      default: return nil
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(bits >> UInt32(count) & 0xFF))
      }
    }
    return bytes
  }
}
