import Facts
import Tables

/// Reads facts of a sheet one after the other and keeps of each where it stands and what finding it
/// takes.
struct FactGatherer: JSONElementReader {
  private(set) var places: [FactSheetText.Place] = []
  private(set) var frames: [FactFrame] = []
  private(set) var values: [IssuedFacts.Value] = []
  private(set) var inventory: [Int] = []
  /// The first element that is no fact.
  private(set) var firstOther: Int?
  /// The frames by the bytes of their texts.
  private var indexOfFrame: [FrameBytes: Int] = [:]
  private var frame = FrameBytes()
  private var fact = FactText()

  mutating func read(_ parser: inout JSONParser) throws(JSONScanError) {
    let start = parser.offset
    try fact.read(&parser)
    let index = places.count
    guard fact.isFact, let id = fact.id else {
      // With one that is none the sheet is refused.
      if firstOther == nil { firstOther = index }
      return
    }
    places.append(.init(start: start, id: id, in: parser))
    guard let value = fact.value, let topic = fact.topic else { return }
    if parser.text(topic, is: "inventory") {
      if IssuedFacts.isCount(value) { inventory.append(index) }
    } else {
      let place = place(ofFrame: topic, parser)
      if place >= 0 { values.append(.init(fact: index, frame: place, value: value, n: fact.n)) }
    }
  }

  /// The frame of the fact that was read last, as an index of ``frames``; -1 where no report may name its
  /// value.
  private mutating func place(ofFrame topic: JSONText, _ parser: JSONParser) -> Int {
    frame.bytes.removeAll(keepingCapacity: true)
    frame.append(topic, parser)
    frame.append(fact.statistic, parser)
    frame.append(fact.unit, parser)
    frame.append(fact.table, parser)
    frame.append(fact.subject, parser)
    frame.append(fact.group, parser)
    frame.append(fact.files.first, parser)
    for column in fact.columns { frame.append(column, parser) }
    let key = fact.key!
    if key.hasEscapes || FactFrame.isTelling(parser.bytes(key), hasColumns: !fact.columns.isEmpty) {
      frame.append(nil, parser)
      frame.append(key, parser)
    }
    if let known = indexOfFrame[frame] { return known }
    var index = -1
    if FactFrame.topics.contains(parser.string(topic)) {
      index = frames.count
      frames.append(FactFrame(fact, in: parser))
    }
    indexOfFrame[frame] = index
    return index
  }
}

/// The texts of a frame in a row.
private struct FrameBytes: Hashable {
  var bytes: [UInt8] = []

  mutating func append(_ text: JSONText?, _ parser: JSONParser) {
    guard let text else { return bytes.append(0xFF) }
    // No byte of UTF-8 is beyond 0xF4.
    bytes.append(text.hasEscapes ? 0xFE : 0xFD)
    bytes.append(contentsOf: parser.bytes(text))
  }

  static func == (a: FrameBytes, b: FrameBytes) -> Bool {
    a.bytes.count == b.bytes.count
      && a.bytes.withUnsafeBytes { a in b.bytes.withUnsafeBytes { Self.areSame(a, $0) } }
  }

  /// Whether as many bytes are the same, eight at a time.
  private static func areSame(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    var i = 0
    while i + 8 <= a.count {
      let isSame =
        a.loadUnaligned(fromByteOffset: i, as: UInt64.self)
        == b.loadUnaligned(fromByteOffset: i, as: UInt64.self)
      if !isSame { return false }
      i += 8
    }
    return a[i...].elementsEqual(b[i...])
  }

  func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
  }
}

extension FactGatherer {
  /// The facts of a sheet, those of its block `times` last.
  ///
  /// - Throws: ``ReadError`` and ``FactSheetError``.
  static func all(_ text: JSONBytes, file: String, shareLength: Int) throws -> [FactGatherer] {
    let sheet = try JSONReader.decode(text, file: file) {
      (parser) throws(JSONScanError) in try Sheet(&parser, shareLength)
    }
    guard let schema = sheet.schema else {
      throw FactSheetError(description: "expected a sheet of facts with a member 'schema'")
    }
    guard schema == FactSheet.schema else {
      throw FactSheetError(
        description: "expected the schema \(FactSheet.schema), found \(schema)")
    }
    for (name, parts) in [("facts", sheet.facts), ("times", sheet.times)] {
      var before = 0
      for part in parts {
        if let other = part.firstOther {
          throw FactSheetError(
            description: "\(name)[\(before + other)]: expected a fact with id, key, quantity and "
              + "statistic")
        }
        before += part.places.count
      }
    }
    return sheet.facts + sheet.times
  }

  /// The members of a sheet; of one that stands twice the last counts.
  private struct Sheet {
    var schema: String?
    var facts: [FactGatherer] = []
    var times: [FactGatherer] = []

    private static let names = JSONNames(["schema", "facts", "times"])

    init(_ parser: inout JSONParser, _ shareLength: Int) throws(JSONScanError) {
      guard try parser.enterObject() else { return }
      while let name = try parser.nextKey(of: Self.names, after: -1) {
        switch name {
        case 0: schema = try parser.text().map(parser.string)
        case 1: facts = try Self.facts(&parser, shareLength)
        case 2: times = try Self.facts(&parser, shareLength)
        default: try parser.skip()
        }
      }
    }

    private static func facts(
      _ parser: inout JSONParser, _ shareLength: Int
    ) throws(JSONScanError) -> [FactGatherer] {
      guard try parser.enterArray() else { return [] }
      return try parser.elements(length: shareLength, into: FactGatherer())
    }
  }
}
