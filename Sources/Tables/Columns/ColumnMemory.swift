import CTextKernels
import Glibc

/// Zero-filled memory that grows without being copied and is touched once, when it is written.
///
/// Large memory comes from the system page by page: what is reserved and never written costs
/// nothing, growing moves page tables instead of bytes, and huge pages halve the time of the first
/// touch. Columns of a megabyte share huge pages (``ColumnArena``). Small memory comes from the heap,
/// so that a table of a million columns does not need a million mappings.
@usableFromInline
final class ColumnMemory: @unchecked Sendable {
  /// Where memory is from.
  private enum Origin {
    case heap
    case mapping
    case arena(ColumnArena)
  }

  /// Below this size the heap serves.
  private static let mappedSize = ColumnArena.sizes.lowerBound

  @usableFromInline private(set) var base: UnsafeMutableRawPointer
  private(set) var capacity: Int
  private var origin: Origin

  /// Memory of at least `capacity` bytes, all zero.
  ///
  /// - Parameter arena: What the columns of a table share; nil for memory by itself.
  init(capacity: Int, in arena: ColumnArena? = nil) {
    guard capacity >= Self.mappedSize else {
      self.capacity = max(capacity, 16)
      base = Self.allocate(self.capacity)
      origin = .heap
      return
    }
    self.capacity = ColumnArena.wholePages(capacity)
    if let arena, let base = arena.take(capacity) {
      self.base = base
      origin = .arena(arena)
    } else {
      base = Self.map(self.capacity)
      origin = .mapping
    }
  }

  deinit {
    switch origin {
    case .heap: free(base)
    case .mapping: munmap(base, capacity)
    case .arena: break
    }
  }

  private var isMapping: Bool { if case .mapping = origin { true } else { false } }

  /// Makes room for `needed` bytes; new room is zero. The address may change.
  func reserve(_ needed: Int) {
    guard needed > capacity else { return }
    let grown = max(needed, capacity + capacity / 2)
    if isMapping, let moved = bs_grow_mapping(base, capacity, ColumnArena.wholePages(grown)) {
      base = moved
      capacity = ColumnArena.wholePages(grown)
      return
    }
    // What grows once may grow again: not in an arena, where what was left behind would stay.
    let larger = ColumnMemory(capacity: grown)
    larger.base.copyMemory(from: base, byteCount: capacity)
    swap(&base, &larger.base)
    swap(&capacity, &larger.capacity)
    swap(&origin, &larger.origin)
  }

  /// Gives back the room beyond `needed` bytes, where it is more than a page and has a mapping of its
  /// own.
  func trim(_ needed: Int) {
    let kept = ColumnArena.wholePages(max(needed, 1))
    guard isMapping, kept < capacity else { return }
    munmap(base + kept, capacity - kept)
    capacity = kept
  }

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
