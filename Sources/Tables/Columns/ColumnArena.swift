import Glibc

/// Memory that the columns of one table share, where they are too small for huge pages of their own: the
/// first touch takes a few huge pages instead of very many small ones, which are a fifth of the time that
/// a table of some megabytes takes to load.
///
/// What is taken is zero, and goes back to the system with the last that holds the arena.
final class ColumnArena: @unchecked Sendable {
  private static let hugePage = 1 << 21
  /// The sizes that are served: smaller memory comes from the heap, larger has mappings of its own.
  static let sizes = 1 << 18..<1 << 22

  private let base: UnsafeMutableRawPointer
  private let size: Int
  private let monitor = Monitor()
  private var taken = 0

  /// Room for a number of columns of so many bytes; nil where they would not fill a huge page, and where
  /// the system has no room.
  init?(columns: Int, bytes: Int) {
    guard Self.sizes ~= bytes else { return nil }
    size = columns * Self.wholePages(bytes)
    guard size >= Self.hugePage else { return nil }
    let memory = mmap(
      nil, size + Self.hugePage, PROT_READ | PROT_WRITE,
      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let memory, memory != MAP_FAILED else { return nil }
    // From the first byte of a huge page.
    let before = -Int(bitPattern: memory) & (Self.hugePage - 1)
    base = memory + before
    if before > 0 { munmap(memory, before) }
    munmap(base + size, Self.hugePage - before)
    // A hint: where the system has no huge pages, small ones serve. The last is not begun if it would
    // not be filled.
    madvise(base, size & -Self.hugePage, MADV_HUGEPAGE)
  }

  deinit { munmap(base, size) }

  /// Memory for `bytes`; nil where this is none of ``sizes``, or more than is left.
  func take(_ bytes: Int) -> UnsafeMutableRawPointer? {
    guard Self.sizes ~= bytes else { return nil }
    return monitor.locked {
      guard bytes <= size - taken else { return nil }
      defer { taken += Self.wholePages(bytes) }
      return base + taken
    }
  }

  static func wholePages(_ bytes: Int) -> Int { (bytes + 4095) & ~4095 }
}
