import Glibc

/// The processors of the machine, at least 1.
func processors() -> Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

/// The results of `body` for 0..<count, on so many threads at most. Each is worked out alone, so
/// that the number of threads changes none.
func mapConcurrently<Result: Sendable>(
  _ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Result
) -> [Result] {
  let used = max(1, min(count, threads))
  guard used > 1 else { return (0..<count).map(body) }
  let work = SharedWork(count: count, body)
  var others: [pthread_t] = []
  for _ in 1..<used {
    var thread = pthread_t()
    let held = Unmanaged.passRetained(work as SharedJob)
    let status = pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<SharedJob>.fromOpaque(argument!).takeRetainedValue().run()
        return nil
      }, held.toOpaque())
    if status == 0 { others.append(thread) } else { held.release() }
  }
  work.run()
  for thread in others { pthread_join(thread, nil) }
  return work.results.map { $0! }
}

/// Work that several threads take pieces of.
private class SharedJob: @unchecked Sendable {
  func run() {}
}

private final class SharedWork<Result: Sendable>: SharedJob, @unchecked Sendable {
  private(set) var results: [Result?]
  private let body: @Sendable (Int) -> Result
  private var next = 0
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>

  init(count: Int, _ body: @escaping @Sendable (Int) -> Result) {
    results = [Result?](repeating: nil, count: count)
    self.body = body
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  override func run() {
    pthread_mutex_lock(mutex)
    while next < results.count {
      let index = next
      next += 1
      pthread_mutex_unlock(mutex)
      let result = body(index)
      pthread_mutex_lock(mutex)
      results[index] = result
    }
    pthread_mutex_unlock(mutex)
  }
}
