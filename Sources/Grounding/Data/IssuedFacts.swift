import Facts
import Tables

/// The facts that reports are held against. Those of a file stay the text that they are, but for what
/// finding them takes, and each is decoded when it is asked for.
struct IssuedFacts: Sendable {
  /// A fact whose value a report may name.
  struct Value: Sendable {
    var fact: Int
    /// Its frame, as an index of ``frames``.
    var frame: Int
    var value: Double
    var n: Int
  }

  /// What the values are of.
  private(set) var frames: [FactFrame] = []
  /// The facts of ``FactFrame/topics`` with a value, in their order.
  private(set) var values: [Value] = []
  /// The whole numbers among the facts of the inventory.
  private(set) var inventory: [Int] = []
  private let source: Source

  private enum Source: Sendable {
    case facts([IssuedFact], byIdentifier: [String: Int])
    case sheet(FactSheetText)
  }

  /// Facts that were computed just now.
  init(_ facts: [Fact]) {
    let facts = facts.map(IssuedFact.init)
    source = .facts(
      facts,
      byIdentifier: Dictionary(
        facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first }))
    var known: [FactFrame: Int] = [:]
    for (i, fact) in facts.enumerated() {
      guard let value = fact.value else { continue }
      if Self.isCount(value), fact.topic == "inventory" { inventory.append(i) }
      guard FactFrame.topics.contains(fact.topic) else { continue }
      let frame = place(of: FactFrame(fact), &known)
      values.append(Value(fact: i, frame: frame, value: value, n: fact.n))
    }
  }

  /// The facts of a JSON document after `facts-1.schema.json`, those of its block `times` too.
  ///
  /// - Parameter shareLength: The bytes for each thread at least.
  /// - Throws: ``ReadError`` where it is no JSON, and ``FactSheetError`` where it is no such sheet.
  /// - Complexity: O(bytes).
  init(sheet bytes: [UInt8], file: String, shareLength: Int = 1 << 20) throws {
    let text = try JSONBytes(bytes, file: file)
    let gathered = try FactGatherer.all(text, file: file, shareLength: shareLength)
    var facts = 0
    values.reserveCapacity(gathered.reduce(0) { $0 + $1.values.count })
    var known: [FactFrame: Int] = [:]
    source = .sheet(FactSheetText(text, places: gathered.flatMap(\.places)))
    for part in gathered {
      let frames = part.frames.map { place(of: $0, &known) }
      values += part.values.lazy.map {
        Value(fact: $0.fact + facts, frame: frames[$0.frame], value: $0.value, n: $0.n)
      }
      inventory += part.inventory.lazy.map { $0 + facts }
      facts += part.places.count
    }
  }

  private mutating func place(of frame: FactFrame, _ known: inout [FactFrame: Int]) -> Int {
    if let place = known[frame] { return place }
    known[frame] = frames.count
    frames.append(frame)
    return frames.count - 1
  }

  /// The number of facts.
  var count: Int {
    switch source {
    case .facts(let facts, _): facts.count
    case .sheet(let sheet): sheet.count
    }
  }

  /// - Complexity: O(the length of the fact) for those of a file.
  subscript(index: Int) -> IssuedFact {
    switch source {
    case .facts(let facts, _): facts[index]
    case .sheet(let sheet): sheet.fact(index)
    }
  }

  /// The identifier of a fact.
  func identifier(of index: Int) -> String {
    switch source {
    case .facts(let facts, _): facts[index].id
    case .sheet(let sheet): sheet.identifier(of: index)
    }
  }

  /// The first fact that has an identifier; nil where there is none.
  func firstIndex(of identifier: String) -> Int? {
    switch source {
    case .facts(_, let byIdentifier): byIdentifier[identifier]
    case .sheet(let sheet): sheet.firstIndex(of: identifier)
    }
  }

  /// Whether a value can be a number of things.
  static func isCount(_ value: Double) -> Bool { value == value.rounded() && abs(value) < 1e15 }
}
