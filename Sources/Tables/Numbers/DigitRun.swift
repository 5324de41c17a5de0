/// Digits at a place of a text, eight at a time within a 64-bit word.
enum DigitRun {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Appends the digits from `start` on to `value`, modulo 2⁶⁴, and returns where they end.
  @inline(__always)
  static func append(_ bytes: Bytes, _ start: Int, _ end: Int, to value: inout UInt64) -> Int {
    guard let base = UnsafeRawPointer(bytes.baseAddress) else { return start }
    var i = start
    while i &+ 8 <= end {
      let word = UInt64(
        littleEndian: base.loadUnaligned(fromByteOffset: i, as: UInt64.self))
      guard isAllDigits(word) else { break }
      value = value &* 100_000_000 &+ eightDigits(word &- 0x3030_3030_3030_3030)
      i &+= 8
    }
    while i < end {
      let digit = bytes[i] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      value = value &* 10 &+ UInt64(digit)
      i &+= 1
    }
    return i
  }

  /// Whether all of eight bytes are digits: no high half but 3, with 6 added or not.
  @inline(__always)
  private static func isAllDigits(_ word: UInt64) -> Bool {
    let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    let threes: UInt64 = 0x3030_3030_3030_3030
    return word & high == threes && (word &+ 0x0606_0606_0606_0606) & high == threes
  }

  /// The number of eight digits, given as bytes 0...9, the first in the lowest byte: pairs, then
  /// all four pairs by two products whose sum has the value in its high half.
  @inline(__always)
  private static func eightDigits(_ digits: UInt64) -> UInt64 {
    let even: UInt64 = 0x0000_00FF_0000_00FF
    let pairs = digits &* 10 &+ digits >> 8
    let outer = (pairs & even) &* (100 + 1_000_000 << 32)
    let inner = (pairs >> 16 & even) &* (1 + 10_000 << 32)
    return (outer &+ inner) >> 32
  }
}
