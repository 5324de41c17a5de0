import CTextKernels
import Glibc

/// Runs `body` with 0..<count at the same time, the last on the thread of the caller; returns when
/// all have ended.
func concurrently(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  final class Job {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }
  var threads: [pthread_t] = []
  for i in 0..<count - 1 {
    var thread = pthread_t()
    let job = Unmanaged.passRetained(Job { body(i) })
    let status = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Job>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, job.toOpaque())
    if status == 0 {
      threads.append(thread)
    } else {
      // Without a thread the work is done here.
      job.takeRetainedValue().run()
    }
  }
  body(count - 1)
  for thread in threads { pthread_join(thread, nil) }
}

/// The number of processors that the calling thread may run on (`taskset`, sets of processors); a
/// share of their time that a container is limited to is not seen.
public func availableProcessors() -> Int {
  let count = Int(bs_processors())
  return count > 0 ? count : max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
}

/// The threads that are used where so many are asked for: at least one, and no more than help.
func threadCount(_ wanted: Int) -> Int { min(max(1, wanted), 256) }

/// A lock with a condition to wait for.
final class Monitor: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>

  init() {
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    pthread_cond_destroy(condition)
    mutex.deallocate()
    condition.deallocate()
  }

  /// Runs `body` while no other thread is within the monitor.
  func locked<Result>(_ body: () throws -> Result) rethrows -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body()
  }

  /// Lets others in until one of them says that something changed.
  ///
  /// - Precondition: called within ``locked(_:)``.
  func wait() { pthread_cond_wait(condition, mutex) }

  /// Wakes those that wait.
  func changed() { pthread_cond_broadcast(condition) }
}
