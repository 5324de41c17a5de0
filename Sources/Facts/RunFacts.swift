import Benchmarks
import Statistics

/// Facts of a run itself (durations, settings, counts of what was done), which join the facts about a
/// folder in the block of times.
public struct RunFacts: Sendable {
  private var collector: FactCollector

  /// No facts yet; none will have an identifier of `sheet` or of ``RunTimes``.
  public init(beside sheet: FactSheet) {
    collector = FactCollector(reserved: RunTimes.identifiers + sheet.facts.map(\.id))
  }

  /// The facts, in order.
  public var facts: [Fact] { collector.facts }

  /// Adds a fact and gives it back.
  ///
  /// - Parameters:
  ///   - name: The last part of its key; its words make the identifier.
  ///   - what: What it is, in words, for its statement.
  ///   - statistic: `duration`, `configuration`, `count`, `percentile(0.5)` …
  ///   - n: How many calls or runs it is about.
  @discardableResult
  public mutating func add(
    _ name: String, _ what: String, _ quantity: Fact.Quantity, statistic: String, n: Int = 1,
    interval: Interval? = nil
  ) -> Fact {
    collector.add(
      FactDraft(
        words: ["run", name], key: "run/\(name)", topic: .run,
        statement: sentence(
          what, about: Fact.Entity(), quantity, n: n > 1 ? n : nil, interval: interval),
        quantity: quantity, statistic: statistic, n: n, interval: interval,
        provenance: Provenance(
          files: [], method: Self.methods[statistic] ?? (interval == nil ? .clock : .percentile))))
    return collector.facts[collector.facts.count - 1]
  }

  private static let methods: [String: Method] = [
    "configuration": .copying, "count": .counting, "duration": .clock,
  ]
}
