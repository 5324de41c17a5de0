/// Decompresses zlib data (RFC 1950) as it stands within logs of histograms: small pieces that
/// don't merit a library of their own.
///
/// Source: RFC 1951, "DEFLATE Compressed Data Format Specification".
struct Inflate {
  /// Data that are no complete zlib stream, or larger than allowed.
  struct Broken: Error {}

  private let input: [UInt8]
  private let limit: Int
  private var position: Int
  private var bits: UInt32 = 0
  private var bitCount = 0
  private var output: [UInt8] = []

  /// The bytes behind zlib data; nil where these are broken or give more than `limit` bytes.
  static func zlib(_ input: [UInt8], limit: Int = 1 << 24) -> [UInt8]? {
    guard input.count > 6, input[0] & 0x0F == 8, input[1] & 0x20 == 0,
      (Int(input[0]) << 8 | Int(input[1])) % 31 == 0
    else { return nil }
    var stream = Inflate(input: input, limit: limit, position: 2)
    guard (try? stream.blocks()) != nil, stream.position + 4 <= input.count else { return nil }
    let check = input[stream.position..<stream.position + 4].reduce(UInt32(0)) {
      $0 << 8 | UInt32($1)
    }
    return check == adler32(stream.output) ? stream.output : nil
  }

  private init(input: [UInt8], limit: Int, position: Int) {
    self.input = input
    self.limit = limit
    self.position = position
  }

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var a: UInt32 = 1
    var b: UInt32 = 0
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }

  private mutating func bit(_ count: Int) throws(Broken) -> Int {
    while bitCount < count {
      guard position < input.count else { throw Broken() }
      bits |= UInt32(input[position]) << UInt32(bitCount)
      position += 1
      bitCount += 8
    }
    let value = Int(bits & ((1 << UInt32(count)) - 1))
    bits >>= UInt32(count)
    bitCount -= count
    return value
  }

  private mutating func blocks() throws(Broken) {
    var isLast = false
    while !isLast {
      isLast = try bit(1) == 1
      switch try bit(2) {
      case 0: try storedBlock()
      case 1:
        try codedBlock(HuffmanCode(Self.fixedLengths), HuffmanCode([Int](repeating: 5, count: 30)))
      case 2:
        let (lengths, distances) = try dynamicCodes()
        try codedBlock(lengths, distances)
      default: throw Broken()
      }
    }
  }

  private mutating func storedBlock() throws(Broken) {
    bits = 0
    bitCount = 0
    guard position + 4 <= input.count else { throw Broken() }
    let count = Int(input[position]) | Int(input[position + 1]) << 8
    let complement = Int(input[position + 2]) | Int(input[position + 3]) << 8
    position += 4
    guard count == ~complement & 0xFFFF, position + count <= input.count,
      output.count + count <= limit
    else { throw Broken() }
    output += input[position..<position + count]
    position += count
  }

  private mutating func codedBlock(_ codes: HuffmanCode, _ distances: HuffmanCode) throws(Broken) {
    while true {
      let code = try symbol(codes)
      if code == 256 { return }
      guard output.count < limit else { throw Broken() }
      if code < 256 {
        output.append(UInt8(code))
        continue
      }
      guard code - 257 < Self.lengthBases.count else { throw Broken() }
      let length = try Self.lengthBases[code - 257] + bit(Self.lengthBits[code - 257])
      let step = try symbol(distances)
      guard step < Self.distanceBases.count else { throw Broken() }
      let distance = try Self.distanceBases[step] + bit(Self.distanceBits[step])
      guard distance <= output.count, output.count + length <= limit else { throw Broken() }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  private mutating func symbol(_ code: HuffmanCode) throws(Broken) -> Int {
    var value = 0
    var first = 0
    var index = 0
    for length in 1...15 {
      value |= try bit(1)
      let count = code.counts[length]
      if value - count < first { return code.symbols[index + value - first] }
      index += count
      first = (first + count) << 1
      value <<= 1
    }
    throw Broken()
  }

  private mutating func dynamicCodes() throws(Broken) -> (HuffmanCode, HuffmanCode) {
    let lengthCount = try bit(5) + 257
    let distanceCount = try bit(5) + 1
    let orderCount = try bit(4) + 4
    var orderLengths = [Int](repeating: 0, count: 19)
    for i in 0..<orderCount { orderLengths[Self.order[i]] = try bit(3) }
    let code = try HuffmanCode(orderLengths)
    var lengths: [Int] = []
    while lengths.count < lengthCount + distanceCount {
      let value = try symbol(code)
      switch value {
      case 0..<16: lengths.append(value)
      case 16:
        guard let last = lengths.last else { throw Broken() }
        lengths += [Int](repeating: last, count: try 3 + bit(2))
      case 17: lengths += [Int](repeating: 0, count: try 3 + bit(3))
      default: lengths += [Int](repeating: 0, count: try 11 + bit(7))
      }
    }
    guard lengths.count == lengthCount + distanceCount else { throw Broken() }
    return (
      try HuffmanCode(Array(lengths[..<lengthCount])),
      try HuffmanCode(Array(lengths[lengthCount...]))
    )
  }

  private static let order = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]
  private static let fixedLengths =
    [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112)
    + [Int](repeating: 7, count: 24) + [Int](repeating: 8, count: 8)
  private static let lengthBases = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]
  private static let distanceBits = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13,
    13,
  ]
}

/// A canonical Huffman code: the numbers of codes by length, and the symbols in their order.
private struct HuffmanCode {
  var counts = [Int](repeating: 0, count: 16)
  var symbols: [Int] = []

  /// A code from the length of each symbol's code, 0 for symbols without one.
  init(_ lengths: [Int]) throws(Inflate.Broken) {
    for length in lengths { counts[length] += 1 }
    counts[0] = 0
    var left = 1
    for length in 1...15 {
      left = left << 1 - counts[length]
      // More codes than there are of this length.
      guard left >= 0 else { throw Inflate.Broken() }
    }
    for length in 1...15 {
      symbols += lengths.indices.filter { lengths[$0] == length }
    }
  }
}
