import Glibc
import Testing

@testable import Tables

/// Memory that columns share.
@Suite struct ColumnArenaTests {
  private static func isZero(_ memory: ColumnMemory) -> Bool {
    UnsafeRawBufferPointer(start: memory.base, count: memory.capacity).allSatisfy { $0 == 0 }
  }

  private static func fill(_ memory: ColumnMemory, _ byte: Int32) {
    memset(memory.base, byte, memory.capacity)
  }

  /// More memory than there is room for, of sizes that the arena serves and others: zero at first, and
  /// nobody's but the owner's, also when neighbours are gone.
  @Test func memory() throws {
    var memory: [ColumnMemory] = []
    do {
      let arena = try #require(ColumnArena(columns: 20, bytes: 1 << 20))
      for i in 0..<60 {
        let capacity = [1 << 18, 300_001, 1 << 20, (1 << 22) - 1, 1 << 22, 100, 0][i % 7]
        let new = ColumnMemory(capacity: capacity, in: arena)
        #expect(new.capacity >= capacity && Self.isZero(new))
        Self.fill(new, Int32(i + 1))
        memory.append(new)
      }
    }
    for i in memory.indices.reversed() where i % 3 != 0 { memory.remove(at: i) }
    for (i, memory) in memory.enumerated() {
      let bytes = UnsafeRawBufferPointer(start: memory.base, count: memory.capacity)
      #expect(bytes.allSatisfy { $0 == UInt8(3 * i + 1) })
    }
  }

  /// Columns of a megabyte stand side by side from the start of a huge page.
  @Test func neighbours() throws {
    let arena = try #require(ColumnArena(columns: 3, bytes: 1_000_000))
    let places = (0..<4).map { _ in arena.take(1_000_000) }
    let first = try #require(places[0])
    #expect(Int(bitPattern: first) % (1 << 21) == 0)
    #expect(places == [first, first + 1_003_520, first + 2_007_040, nil])
  }

  /// Columns that have no use for huge pages, or have their own.
  @Test func noArena() throws {
    for (columns, bytes) in [(0, 1 << 20), (1, 1 << 20), (7, 1 << 18), (9, 100), (2, 1 << 22)] {
      #expect(ColumnArena(columns: columns, bytes: bytes) == nil)
    }
    let arena = try #require(ColumnArena(columns: 8, bytes: 1 << 18))
    #expect(arena.take((1 << 18) - 1) == nil && arena.take(1 << 22) == nil)
  }

  @Test func growing() throws {
    let arena = try #require(ColumnArena(columns: 4, bytes: 1 << 19))
    let memory = ColumnMemory(capacity: 1 << 19, in: arena)
    let next = ColumnMemory(capacity: 1 << 19, in: arena)
    Self.fill(memory, 7)
    for needed in [1 << 19, 1 << 20, 5 << 20, 9 << 20] {
      let before = memory.capacity
      memory.reserve(needed)
      #expect(memory.capacity >= needed)
      let bytes = UnsafeRawBufferPointer(start: memory.base, count: memory.capacity)
      #expect(bytes[..<before].allSatisfy { $0 == 7 } && bytes[before...].allSatisfy { $0 == 0 })
      Self.fill(memory, 7)
    }
    #expect(Self.isZero(next))
    next.trim(5)
    #expect(Self.isZero(next) && next.capacity == 1 << 19)
  }
}
