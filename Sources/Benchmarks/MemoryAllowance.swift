/// How much memory a command may take for a file that is read in parts.
public struct MemoryAllowance: Sendable, Equatable {
  /// The bytes of the whole process.
  public let bytes: Int
  /// What the process takes besides the values of columns; nil for what was measured.
  private let overhead: Int?

  /// The smallest allowance: below it there is hardly room for the process itself.
  public static let least = 32_000_000

  /// An allowance for the whole process.
  public init(bytes: Int) {
    self.bytes = bytes
    overhead = nil
  }

  /// An allowance of which `overhead` bytes are not for values.
  package init(bytes: Int, overhead: Int) {
    self.bytes = bytes
    self.overhead = overhead
  }

  /// The threads for which there is memory, of those that are wanted.
  func threads(_ wanted: Int) -> Int { min(wanted, max(1, bytes / 16_000_000)) }

  /// The bytes for values of columns: what is left beside the process itself and the blocks of its
  /// threads.
  func forValues(threads: Int) -> Int {
    max(0, bytes - (overhead ?? 22_000_000 + 3_000_000 * threads))
  }

  /// The allowance, or another number of bytes, in words.
  package static func text(_ bytes: Int) -> String {
    for (unit, size) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1000)]
    where bytes >= size {
      let tenths = (bytes * 10 + size - 1) / size
      return tenths % 10 == 0 || tenths >= 1000
        ? "\((tenths + 9) / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(bytes) bytes"
  }
}
