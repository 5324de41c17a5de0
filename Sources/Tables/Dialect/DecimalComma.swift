extension DecimalMark {
  /// A number with a decimal comma and no groups of digits; nil for other text.
  static func commaNumber(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Double? {
    guard let comma = bytes[range].firstIndex(of: 0x2C), !bytes[range].contains(0x2E) else {
      // An exponent may go without a comma; a point is none of these numbers'.
      return bytes[range].contains(0x2E) ? nil : NumberParser.double(bytes, range)
    }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: range.count) { copy in
      _ = copy.initialize(from: bytes[range])
      copy[comma - range.lowerBound] = 0x2E
      let text = UnsafeBufferPointer(copy)
      return NumberParser.double(text, 0..<text.count)
    }
  }
}
