/// The values of a column: fixed in number, read like an array, in memory that was touched once.
public struct ColumnValues<Element: BitwiseCopyable & Sendable>: RandomAccessCollection,
  ExpressibleByArrayLiteral, @unchecked Sendable
{
  @usableFromInline let memory: ColumnMemory
  /// The number of values.
  public let count: Int

  /// The first `count` values in `memory`.
  init(memory: ColumnMemory, count: Int) {
    precondition(memory.capacity >= count * MemoryLayout<Element>.stride)
    self.memory = memory
    self.count = count
  }

  /// A copy of the values of an array.
  public init(_ array: [Element]) {
    memory = ColumnMemory(capacity: array.count * MemoryLayout<Element>.stride)
    count = array.count
    array.withUnsafeBytes { bytes in
      if let start = bytes.baseAddress {
        memory.base.copyMemory(from: start, byteCount: bytes.count)
      }
    }
  }

  /// The values of a literal.
  public init(arrayLiteral elements: Element...) { self.init(elements) }

  /// The first position.
  @inlinable public var startIndex: Int { 0 }
  /// One past the last position.
  @inlinable public var endIndex: Int { count }

  /// The value at `position`.
  ///
  /// - Precondition: `position` is in `0..<count`.
  @inlinable public subscript(position: Int) -> Element {
    precondition(position >= 0 && position < count, "a position within the column expected")
    return memory.base.assumingMemoryBound(to: Element.self)[position]
  }

  /// Calls `body` with the values in memory.
  @inlinable public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result {
    let start = UnsafePointer(memory.base.assumingMemoryBound(to: Element.self))
    return try withExtendedLifetime(memory) {
      try body(UnsafeBufferPointer(start: start, count: count))
    }
  }

  /// Copies the values at once where a whole sequence is asked for, as `Array(column)` does.
  @inlinable public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Element>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBufferPointer(body)
  }
}

extension ColumnValues: Equatable where Element: Equatable {
  /// Whether both hold equal values in the same order.
  public static func == (a: ColumnValues, b: ColumnValues) -> Bool {
    a.count == b.count && (a.memory === b.memory || a.elementsEqual(b))
  }
}
