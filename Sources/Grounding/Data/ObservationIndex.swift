/// The observations of each subject, in the order of their values, so that those near a value are
/// found without going through all.
struct ObservationIndex: Sendable {
  /// Observations in the order of one measure of them.
  private struct Order: Sendable {
    var keys: [Double] = []
    var items: [Int32] = []

    func near(_ range: ClosedRange<Double>) -> ArraySlice<Int32> {
      var low = 0
      var high = keys.count
      while low < high {
        let middle = (low + high) / 2
        if keys[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
      }
      var end = low
      while end < keys.count, keys[end] <= range.upperBound, end - low < 512 { end += 1 }
      return items[low..<end]
    }
  }

  private var byBase: [Subject: Order] = [:]
  private var byValue: [Subject: Order] = [:]
  /// Those of all subjects, for claims that name an entity and a unit alone.
  private var allByBase = Order()
  private var allByValue = Order()
  /// All observations of a subject.
  private(set) var bySubject: [Subject: [Int32]] = [:]

  /// - Complexity: O(n log n).
  init(_ observations: [Observation]) {
    for (i, observation) in observations.enumerated() where observation.value.isFinite {
      bySubject[observation.subject, default: []].append(Int32(i))
    }
    for (subject, items) in bySubject {
      byBase[subject] = Self.order(items) { observations[Int($0)].base }
      byValue[subject] = Self.order(items) { observations[Int($0)].value }
    }
    let all = bySubject.values.flatMap { $0 }.sorted()
    allByBase = Self.order(all) { observations[Int($0)].base }
    allByValue = Self.order(all) { observations[Int($0)].value }
  }

  private static func order(_ items: [Int32], by key: (Int32) -> Double) -> Order {
    let sorted = items.map { (key($0), $0) }.sorted { $0.0 < $1.0 }
    return Order(keys: sorted.map(\.0), items: sorted.map(\.1))
  }

  /// At most 512 observations of a subject whose value in base units lies in a range.
  func near(_ subject: Subject, base range: ClosedRange<Double>) -> ArraySlice<Int32> {
    byBase[subject]?.near(range) ?? []
  }

  /// At most 512 observations of any subject whose value in base units lies in a range.
  func near(base range: ClosedRange<Double>) -> ArraySlice<Int32> { allByBase.near(range) }

  /// At most 512 observations of any subject whose value in their own unit lies in a range.
  func near(value range: ClosedRange<Double>) -> ArraySlice<Int32> { allByValue.near(range) }

  /// At most 512 observations of a subject whose value in their own unit lies in a range.
  func near(_ subject: Subject, value range: ClosedRange<Double>) -> ArraySlice<Int32> {
    byValue[subject]?.near(range) ?? []
  }
}
