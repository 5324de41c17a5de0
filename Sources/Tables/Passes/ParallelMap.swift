/// What `transform` makes of each index, several at a time: whoever is free takes the next. The order
/// of the results is that of the indices.
///
/// - Throws: the error of the first index that has one, after all have ended.
package func parallelMap<Element: Sendable>(
  _ count: Int, threads: Int = availableProcessors(),
  _ transform: @escaping @Sendable (Int) throws -> Element
) throws -> [Element] {
  let work = SharedWork<Element>(count)
  concurrently(max(1, min(threads, count))) { _ in
    while let index = work.next() { work.finish(index, Result { try transform(index) }) }
  }
  return try work.results.map { result in
    guard let result else { preconditionFailure("an index without a result") }
    return try result.get()
  }
}

/// The indices that nobody has taken yet, and the results of the others.
private final class SharedWork<Element: Sendable>: @unchecked Sendable {
  private let monitor = Monitor()
  private var taken = 0
  private(set) var results: [Result<Element, any Error>?]

  init(_ count: Int) { results = Array(repeating: nil, count: count) }

  func next() -> Int? {
    monitor.locked {
      guard taken < results.count else { return nil }
      taken += 1
      return taken - 1
    }
  }

  func finish(_ index: Int, _ result: Result<Element, any Error>) {
    monitor.locked { results[index] = result }
  }
}
