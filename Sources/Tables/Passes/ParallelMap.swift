/// What `transform` makes of each index, several at a time: whoever is free takes the next. The order
/// of the results is that of the indices.
///
/// - Throws: the error of the first index that has one, after all have ended.
package func parallelMap<Element: Sendable, Failure: Error>(
  _ count: Int, threads: Int = availableProcessors(),
  _ transform: @escaping @Sendable (Int) throws(Failure) -> Element
) throws(Failure) -> [Element] {
  let work = SharedWork<Element, Failure>(count)
  concurrently(max(1, min(threads, count))) { _ in
    while let index = work.next() {
      work.finish(index, Result { () throws(Failure) in try transform(index) })
    }
  }
  return try work.results.map { (result) throws(Failure) in
    guard let result else { preconditionFailure("an index without a result") }
    return try result.get()
  }
}

/// The results of two functions that run at the same time, the second on the thread of the caller.
///
/// - Throws: the error of the first where it has one, otherwise that of the second, after both ended.
package func inParallel<First: Sendable, Second: Sendable, Failure: Error>(
  _ first: @escaping @Sendable () throws(Failure) -> First,
  _ second: @escaping @Sendable () throws(Failure) -> Second
) throws(Failure) -> (First, Second) {
  let work = PairOfResults<First, Second, Failure>()
  concurrently(2) { index in
    if index == 0 {
      work.first = Result { () throws(Failure) in try first() }
    } else {
      work.second = Result { () throws(Failure) in try second() }
    }
  }
  guard let first = work.first, let second = work.second else {
    preconditionFailure("a function without a result")
  }
  return (try first.get(), try second.get())
}

/// The results of two threads, each of which writes its own.
private final class PairOfResults<First, Second, Failure: Error>: @unchecked Sendable {
  var first: Result<First, Failure>?
  var second: Result<Second, Failure>?
}

/// The indices that nobody has taken yet, and the results of the others.
private final class SharedWork<Element: Sendable, Failure: Error>: @unchecked Sendable {
  private let monitor = Monitor()
  private var taken = 0
  private(set) var results: [Result<Element, Failure>?]

  init(_ count: Int) { results = Array(repeating: nil, count: count) }

  func next() -> Int? {
    monitor.locked {
      guard taken < results.count else { return nil }
      taken += 1
      return taken - 1
    }
  }

  func finish(_ index: Int, _ result: Result<Element, Failure>) {
    monitor.locked { results[index] = result }
  }
}
