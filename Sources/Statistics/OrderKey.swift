import Glibc

/// Neighbouring keys (``OrderedBits``) among which values of wanted ranks lie.
struct KeyRange: Sendable, Equatable {
  /// The smallest and the largest key.
  var low = UInt64.min
  var high = UInt64.max
  /// How many values lie below, and in here.
  var below = 0
  var count = 0
  /// The wanted ranks, ascending, from 1; empty before the number of values is known.
  var ranks: [Int] = []

  /// How far keys are shifted so that at most `bits` bits of their place in the range are left.
  func shift(bits: Int) -> UInt64 {
    UInt64(max(0, UInt64.bitWidth - (high - low).leadingZeroBitCount - bits))
  }
}

/// The keys of the values of some ranges, which several threads gather.
final class GatheredKeys: @unchecked Sendable {
  private let keys: UnsafeMutableBufferPointer<UInt64>
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var found = 0

  /// Room for `count` keys.
  init(count: Int) {
    keys = .allocate(capacity: count)
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
    keys.deallocate()
  }

  /// Adds keys, as long as there is room.
  func add(_ more: UnsafeBufferPointer<UInt64>) {
    pthread_mutex_lock(mutex)
    let room = min(more.count, keys.count - min(found, keys.count))
    if room > 0 {
      (keys.baseAddress! + found).initialize(from: more.baseAddress!, count: room)
    }
    found += more.count
    pthread_mutex_unlock(mutex)
  }

  /// The keys in ascending order; nil where there were more or less than expected.
  func sorted() -> UnsafeBufferPointer<UInt64>? {
    guard found == keys.count else { return nil }
    sortKeys(keys)
    return UnsafeBufferPointer(keys)
  }
}
