import Tables

/// A value of a JSON document together with the place where it stands, so that whatever is read
/// from it can name its source, and a note can say where something was wrong.
///
/// `null` counts as absent throughout: a tool writes it for what it does not know.
struct JSONPlace: Sendable {
  /// The value.
  let value: JSONValue
  /// The key path from the root: `results[0].times`; empty for the root itself.
  let keyPath: String
  /// The line of the document within JSON lines; nil for a file that is one document.
  let line: Int?

  /// A root, or a value at a known place.
  init(_ value: JSONValue, keyPath: String = "", line: Int? = nil) {
    self.value = value
    self.keyPath = keyPath
    self.line = line
  }

  /// The place in words: `results[0].times`, `line 4: ttft`; for a root `line 4` or `document`.
  var place: String { source(of: "") }

  /// The place of a member, in words, whether it is there or not.
  func source(of key: String) -> String {
    let path = key.isEmpty ? keyPath : Self.joined(keyPath, key)
    guard let line else { return path.isEmpty ? "document" : path }
    return path.isEmpty ? "line \(line)" : "line \(line): \(path)"
  }

  /// The member of an object; nil where it is absent or null, and for other values.
  subscript(key: String) -> JSONPlace? {
    guard let member = value[key], member != .null else { return nil }
    return JSONPlace(member, keyPath: Self.joined(keyPath, key), line: line)
  }

  /// What stands at the end of several keys; nil where a part of the way is absent.
  func at(_ keys: String...) -> JSONPlace? {
    keys.reduce(self as JSONPlace?) { $0?[$1] }
  }

  /// The elements of an array, nulls among them; nil for other values.
  var elements: [JSONPlace]? {
    value.array?.enumerated().map {
      JSONPlace($0.element, keyPath: "\(keyPath)[\($0.offset)]", line: line)
    }
  }

  /// The members of an object in the order of the file, nulls left out; nil for other values.
  var members: [(key: String, place: JSONPlace)]? {
    value.object?.members.compactMap { member in
      guard member.value != .null else { return nil }
      let path = Self.joined(keyPath, member.key)
      return (member.key, JSONPlace(member.value, keyPath: path, line: line))
    }
  }

  /// The number where it is finite; nil for other values.
  var number: Double? { value.number.flatMap { $0.isFinite ? $0 : nil } }

  /// The number where it is finite, also one that the tool wrote as text (`"550"`).
  var numberOrNumberText: Double? {
    if let text = value.string {
      guard text.isReadAsNumber, let number = Double(text.trimmed) else { return nil }
      return number.isFinite ? number : nil
    }
    return number
  }

  /// The number where it is whole and not negative; nil for other values.
  var count: Int? { number.flatMap { $0 >= 0 ? Int(exactly: $0) : nil } }

  /// The text of a scalar, numbers in their shortest form; nil for arrays and objects.
  var label: String? { value.scalarText }

  /// Whether all the keys are members, null or not.
  func has(_ keys: String...) -> Bool {
    guard let object = value.object else { return false }
    return keys.allSatisfy { object[$0] != nil }
  }

  /// The path of a member; a key that holds the marks of a path stands in brackets, as a string of
  /// JSON, so that no two members share a path.
  static func joined(_ path: String, _ key: String) -> String {
    let isPlain = !key.isEmpty && !key.utf8.contains { $0 == 0x2E || $0 == 0x5B || $0 == 0x5D }
    guard isPlain else { return "\(path)[\(JSONWriter.compactText(.string(key)))]" }
    return path.isEmpty ? key : "\(path).\(key)"
  }
}

// MARK: - Members, with a note where they are not as the format has them

extension JSONPlace {
  /// The finite number of a member; nil without a note where it is absent or null, and with one
  /// where it is something else.
  func number(_ key: String, _ notes: inout ToolNotes) -> Double? {
    guard let member = self[key] else { return nil }
    if let number = member.number { return number }
    notes.leftOut(member, expected: "a finite number")
    return nil
  }

  /// The count of a member, as ``number(_:_:)``.
  func count(_ key: String, _ notes: inout ToolNotes) -> Int? {
    guard let member = self[key] else { return nil }
    if let count = member.count { return count }
    notes.leftOut(member, expected: "a count")
    return nil
  }

  /// The string of a member, as ``number(_:_:)``.
  func text(_ key: String, _ notes: inout ToolNotes) -> String? {
    guard let member = self[key] else { return nil }
    if let text = member.value.string { return text }
    notes.leftOut(member, expected: "a text")
    return nil
  }

  /// The finite numbers of an array member, each multiplied by `factor`; nil as ``number(_:_:)``.
  /// Elements that are null or no finite number are left out, with one note about all of them.
  func numbers(
    _ key: String, times factor: Double = 1, _ notes: inout ToolNotes
  ) -> [Double]? {
    runValues(key, times: factor, &notes)?.map(\.value)
  }

  /// As ``numbers(_:times:_:)``, each with its index in the array.
  func runValues(
    _ key: String, times factor: Double = 1, _ notes: inout ToolNotes
  ) -> [RunValue]? {
    guard let member = self[key] else { return nil }
    guard let elements = member.value.array else {
      notes.leftOut(member, expected: "an array of numbers")
      return nil
    }
    var values: [RunValue] = []
    values.reserveCapacity(elements.count)
    for (i, element) in elements.enumerated() {
      guard let number = element.number.map({ $0 * factor }), number.isFinite else { continue }
      values.append((i, number))
    }
    let missing = elements.count - values.count
    if missing > 0 {
      notes.add("\(member.place): \(missing) of \(elements.count) entries are no finite number")
    }
    return values
  }

  /// A statistic that stands at a member; nil as ``number(_:_:)``.
  func reported(
    _ kind: ReportedStatistic.Kind, _ key: String, _ notes: inout ToolNotes
  ) -> ReportedStatistic? {
    number(key, &notes).map { ReportedStatistic(kind, $0, source: source(of: key)) }
  }

  /// The scalar members of the names, as attributes, in the order asked for.
  func attributes(_ keys: [String]) -> [ToolAttribute] {
    keys.compactMap { key in self[key]?.label.map { ToolAttribute(key, $0) } }
  }
}

/// What a reader says about parts of a file, so many of them and no more.
struct ToolNotes: Sendable {
  /// So many notes are kept; the rest is counted.
  static let limit = 20

  private var texts: [String] = []
  /// The hashes of the texts, also of those that are not kept.
  private var seen: Set<Int> = []
  private var more = 0

  /// No notes.
  init() {}

  /// The notes, at the end how many more there were.
  var all: [String] { more == 0 ? texts : texts + ["and \(more) more notes"] }

  /// Adds a note, unless it is there already.
  mutating func add(_ text: String) {
    guard seen.insert(text.hashValue).inserted else { return }
    if texts.count < Self.limit { texts.append(text) } else { more += 1 }
  }

  /// Says that a part is not as the format has it, and was left out.
  mutating func leftOut(_ part: JSONPlace, expected: String) {
    add("\(part.place): expected \(expected), found \(part.value.inWords); left out")
  }
}

extension JSONValue {
  /// What the value is, for a message: `the text 'x'`, `an array of 3`.
  var inWords: String {
    switch self {
    case .null: "null"
    case .boolean(let truth): truth ? "true" : "false"
    case .integer(let integer): "the number \(integer)"
    case .double(let double): "the number \(shortest(double))"
    case .string(let text): "the text '\(escapedForNote(text))'"
    case .array(let elements): "an array of \(elements.count)"
    case .object(let object): "an object of \(object.members.count)"
    }
  }
}

/// Text within a note of one line: control characters as escapes, at most 60 characters.
func escapedForNote(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars.prefix(60) {
    let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    result += isControl ? scalar.escaped(asASCII: true) : String(scalar)
  }
  return text.unicodeScalars.count > 60 ? result + "…" : result
}
