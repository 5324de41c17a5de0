import Tables

/// All facts of one analysis, in order.
public struct FactSheet: Sendable {
  /// The version of the software that computed the facts.
  public static let softwareVersion = "0.1.0"

  /// The facts.
  public let facts: [Fact]
  private let indexOfKey: [String: Int]
  private let indexOfIdentifier: [String: Int]
  private let indicesOfTopic: [Fact.Topic: [Int]]
  private let indicesOfTable: [String: [Int]]

  /// A sheet of facts.
  ///
  /// - Precondition: identifiers and keys are distinct.
  public init(_ facts: [Fact]) {
    self.facts = facts
    indexOfKey = Dictionary(uniqueKeysWithValues: facts.enumerated().map { ($1.key, $0) })
    indexOfIdentifier = Dictionary(uniqueKeysWithValues: facts.enumerated().map { ($1.id, $0) })
    indicesOfTopic = Dictionary(grouping: facts.indices) { facts[$0].topic }
    indicesOfTable = Dictionary(grouping: facts.indices) { facts[$0].entity.table ?? "" }
  }

  /// The fact of that key; nil where there is none.
  public subscript(key key: String) -> Fact? { indexOfKey[key].map { facts[$0] } }

  /// The fact of that identifier; nil where there is none.
  public subscript(id id: String) -> Fact? { indexOfIdentifier[id].map { facts[$0] } }

  /// The facts of one topic, in order.
  ///
  /// - Complexity: O(facts of the topic).
  public func facts(_ topic: Fact.Topic) -> [Fact] {
    (indicesOfTopic[topic] ?? []).map { facts[$0] }
  }

  /// The facts of one topic about one table, in order.
  ///
  /// - Complexity: O(facts about the table).
  public func facts(about table: String, _ topic: Fact.Topic) -> [Fact] {
    (indicesOfTable[table] ?? []).lazy.filter { facts[$0].topic == topic }.map { facts[$0] }
  }
}
