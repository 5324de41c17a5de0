import CTextKernels
import TestSupport

/// The levels that this machine runs.
let kernelLevels: [bs_level] = [BS_LEVEL_PORTABLE, BS_LEVEL_AVX2, BS_LEVEL_AVX512]
  .filter { $0.rawValue <= bs_best_level().rawValue }

/// What an index is expected to be, or was.
struct PlainIndex: Equatable {
  var positions: [Int] = []
  var lines = 0
  var lastLineEnd = 0
  var countAtLastLineEnd = 0
  var flags = 0

  /// Takes over a position, and a line end at it.
  mutating func add(_ position: Int, isLineEnd: Bool) {
    positions.append(position)
    guard isLineEnd else { return }
    lines += 1
    lastLineEnd = position + 1
    countAtLastLineEnd = positions.count
  }

  /// Adds the flags that hold for a byte anywhere.
  mutating func note(_ byte: UInt8) {
    if byte >= 0x80 { flags |= BS_NON_ASCII }
    if byte == 0 { flags |= BS_NUL }
  }
}

/// An index that a kernel writes of `text`, which `filler` surrounds. Entries past the room that
/// the kernel is promised must stay untouched.
func kernelIndex(
  of text: [UInt8], filler: UInt8,
  _ kernel: (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt32>) ->
    bs_index
) -> PlainIndex? {
  let room = text.count + 64
  var positions = [UInt32](repeating: .max, count: room + 16)
  let index = (text + [UInt8](repeating: filler, count: 64)).withUnsafeBufferPointer { bytes in
    positions.withUnsafeMutableBufferPointer { kernel(bytes.baseAddress!, $0.baseAddress!) }
  }
  guard positions[room...].allSatisfy({ $0 == .max }) else { return nil }
  return PlainIndex(
    positions: positions.prefix(index.count).map(Int.init), lines: index.lines,
    lastLineEnd: index.last_line_end, countAtLastLineEnd: index.count_at_last_line_end,
    flags: Int(index.flags))
}

/// Texts of every length around a word of 64 bytes, and longer ones, from different alphabets.
func kernelTexts(_ alphabets: [String], count: Int, seed: UInt64) -> [[UInt8]] {
  var random = SeededGenerator(seed: seed)
  return (0..<count).map { i in
    let letters = Array(alphabets[i % alphabets.count].utf8) + (i % 11 == 0 ? [0, 0xC3] : [])
    let length = i % 3 == 0 ? i / 3 % 200 : Int.random(in: 0...400, using: &random)
    return (0..<length).map { _ in letters.randomElement(using: &random)! }
  }
}
