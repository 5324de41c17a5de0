import CTextKernels
import Glibc

/// Zero-filled memory that grows without being copied and is touched once, when it is written.
///
/// Large memory comes from the system page by page: what is reserved and never written costs
/// nothing, growing moves page tables instead of bytes, and huge pages halve the time of the first
/// touch. Small memory comes from the heap, so that a table of a million columns does not need a
/// million mappings.
@usableFromInline
final class ColumnMemory: @unchecked Sendable {
  /// Below this size the heap serves.
  private static let mappedSize = 1 << 18

  @usableFromInline private(set) var base: UnsafeMutableRawPointer
  private(set) var capacity: Int
  private var isMapped: Bool

  /// Memory of at least `capacity` bytes, all zero.
  init(capacity: Int) {
    isMapped = capacity >= Self.mappedSize
    self.capacity = isMapped ? Self.wholePages(capacity) : max(capacity, 16)
    base = isMapped ? Self.map(self.capacity) : Self.allocate(self.capacity)
  }

  deinit { release() }

  /// Makes room for `needed` bytes; new room is zero. The address may change.
  func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    let grown = max(needed, capacity + capacity / 2)
    if isMapped, let moved = bs_grow_mapping(base, capacity, Self.wholePages(grown)) {
      base = moved
      capacity = Self.wholePages(grown)
      return
    }
    let larger = ColumnMemory(capacity: grown)
    larger.base.copyMemory(from: base, byteCount: capacity)
    swap(&base, &larger.base)
    swap(&capacity, &larger.capacity)
    swap(&isMapped, &larger.isMapped)
  }

  /// Gives back the room beyond `needed` bytes.
  func trim(_ needed: Int) {
    let kept = Self.wholePages(max(needed, 1))
    guard isMapped, kept < capacity else { return }
    munmap(base + kept, capacity - kept)
    capacity = kept
  }

  private func release() {
    if isMapped { munmap(base, capacity) } else { free(base) }
  }

  private static func wholePages(_ bytes: Int) -> Int { (bytes + 4095) & ~4095 }

  private static func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    guard let memory = calloc(bytes, 1) else { fatalError("no memory for \(bytes) bytes") }
    return memory
  }

  private static func map(_ bytes: Int) -> UnsafeMutableRawPointer {
    let memory = mmap(
      nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let memory, memory != MAP_FAILED else { fatalError("no memory for \(bytes) bytes") }
    // A hint: where the system has no huge pages, small ones serve.
    if bytes >= 1 << 22 { madvise(memory, bytes, MADV_HUGEPAGE) }
    return memory
  }
}
