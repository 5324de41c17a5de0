/// Distinct names for the columns of a header.
enum HeaderNames {
  /// Names by place, for a table without a header.
  static func numbered(_ count: Int) -> [String] { (0..<count).map { "column \($0 + 1)" } }

  /// The names, of which an empty one becomes `column 3` by its place and one that stands earlier
  /// already `x (2)`; where a name of the header is such a name too, the next number is taken.
  static func distinct(_ names: [String], line: Int) -> (names: [String], notices: [ReadNotice]) {
    var taken = Set<TextKey>(texts: names)
    var seen: Set<TextKey> = []
    // The last number that was given to a name.
    var last: [TextKey: Int] = [:]
    var notices: [ReadNotice] = []
    let distinct = names.enumerated().map { i, name in
      if !name.isEmpty, seen.insert(TextKey(name)).inserted { return name }
      let base = name.isEmpty ? "column \(i + 1)" : name
      var number = name.isEmpty ? 1 : last[TextKey(base), default: 1] + 1
      var new = name.isEmpty ? base : "\(base) (\(number))"
      while !taken.insert(TextKey(new)).inserted {
        number += 1
        new = "\(base) (\(number))"
      }
      if !name.isEmpty { last[TextKey(base)] = number }
      notices.append(ReadNotice(.renamedColumn(from: name, to: new), line: line))
      return new
    }
    return (distinct, notices)
  }
}
