import Glibc
import Testing

@testable import Tables

@Suite("Threads")
struct ThreadTests {
  private typealias Affinity = @convention(c) (pid_t, Int, UnsafeMutableRawPointer) -> Int32

  /// A function of the C library that Swift does not import.
  private func affinity(_ name: String) throws -> Affinity {
    unsafeBitCast(try #require(dlsym(nil, name)), to: Affinity.self)
  }

  @Test("processors are those that this thread may run on")
  func processors() throws {
    let (get, set) = (try affinity("sched_getaffinity"), try affinity("sched_setaffinity"))
    let size = 128
    var all = [UInt](repeating: 0, count: size / 8)
    #expect(get(0, size, &all) > 0 || all.contains { $0 != 0 })
    defer { _ = set(0, size, &all) }
    #expect(availableProcessors() == all.reduce(0) { $0 + $1.nonzeroBitCount })
    // The first of them alone.
    let word = try #require(all.firstIndex { $0 != 0 })
    var one = [UInt](repeating: 0, count: size / 8)
    one[word] = all[word] & (~all[word] + 1)
    #expect(set(0, size, &one) == 0)
    #expect(availableProcessors() == 1)
  }
}
