import Tables

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
    let all = bySubject.values.flatMap { $0 }.sorted()
    let (base, value) = inParallel(
      { Self.orders(observations, all) { $0.base } },
      { Self.orders(observations, all) { $0.value } })
    (allByBase, byBase) = base
    (allByValue, byValue) = value
  }

  /// Observations in the order of a measure of them, those of each subject too; of equal ones the first
  /// stays first.
  private static func orders(
    _ observations: [Observation], _ items: [Int32], by key: (Observation) -> Double
  ) -> (all: Order, bySubject: [Subject: Order]) {
    let sorted = items.map { (key: key(observations[Int($0)]), item: $0) }.sorted {
      $0.key < $1.key || $0.key == $1.key && $0.item < $1.item
    }
    var bySubject: [Subject: Order] = [:]
    for (key, item) in sorted {
      let subject = observations[Int(item)].subject
      bySubject[subject, default: Order()].keys.append(key)
      bySubject[subject, default: Order()].items.append(item)
    }
    return (Order(keys: sorted.map(\.key), items: sorted.map(\.item)), bySubject)
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
