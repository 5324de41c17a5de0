/// The distinct labels of a column, in order of first appearance: their bytes side by side, made
/// into strings where they are asked for, so that a million labels cost no million objects.
public struct LabelDictionary: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
  /// The UTF-8 bytes of all labels.
  private(set) var bytes: [UInt8] = []
  /// For each label one past its last byte.
  private(set) var ends: [Int] = []

  /// No labels.
  public init() {}

  /// The labels of a literal; they must be distinct.
  public init(arrayLiteral elements: String...) {
    for label in elements { append(label) }
  }

  /// The first code.
  public var startIndex: Int { 0 }
  /// One past the last code.
  public var endIndex: Int { ends.count }

  /// The label of a code.
  public subscript(code: Int) -> String { String(decoding: bytes[range(code)], as: UTF8.self) }

  /// The bytes of a label within ``bytes``.
  func range(_ code: Int) -> Range<Int> { (code == 0 ? 0 : ends[code - 1])..<ends[code] }

  /// Calls `body` with the bytes of a label.
  func withBytes<Result>(
    _ code: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[range(code)])) }
  }

  /// The number of bytes of all labels.
  public var byteCount: Int { bytes.count }

  /// Makes room for so many labels, and for their bytes.
  mutating func reserve(_ count: Int, bytes: Int) {
    ends.reserveCapacity(count)
    self.bytes.reserveCapacity(bytes)
  }

  mutating func append(_ label: String) {
    bytes.append(contentsOf: label.utf8)
    ends.append(bytes.count)
  }

  mutating func append(_ label: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: label)
    ends.append(bytes.count)
  }

  mutating func append(_ label: Int, of other: LabelDictionary) {
    bytes.append(contentsOf: other.bytes[other.range(label)])
    ends.append(bytes.count)
  }
}

extension LabelDictionary: Equatable {
  /// Whether both hold the same labels in the same order, compared as strings.
  public static func == (a: LabelDictionary, b: LabelDictionary) -> Bool {
    (a.ends == b.ends && a.bytes == b.bytes) || (a.count == b.count && a.elementsEqual(b))
  }
}
