import Tables

extension ToolContent {
  /// The root of a document, also of one that arrived as the only line of JSON lines; nil for other
  /// forms.
  var document: JSONPlace? {
    if let json { return JSONPlace(json) }
    guard let lines, lines.count == 1 else { return nil }
    return JSONPlace(lines[0].value)
  }
}

extension JSONPlace {
  /// The samples of an array member; nil where it is absent, no array, or holds no number. They are
  /// complete where every element is a finite number.
  func samples(_ key: String, _ notes: inout ToolNotes) -> ToolSamples? {
    guard let values = runValues(key, &notes), !values.isEmpty else { return nil }
    let isComplete = values.count == self[key]?.value.array?.count
    return ToolSamples(values, source: source(of: key), isComplete: isComplete)
  }

  /// The scalar members of an object as attributes, in the order of the file.
  var scalars: [ToolAttribute] {
    members?.compactMap { key, member in member.label.map { ToolAttribute(key, $0) } } ?? []
  }

  /// The members as attributes: the scalars of the members that are objects under `outer.inner`.
  var nestedScalars: [ToolAttribute] {
    members?.flatMap { key, member -> [ToolAttribute] in
      if let label = member.label { return [ToolAttribute(key, label)] }
      return member.scalars.map { ToolAttribute("\(key).\($0.name)", $0.text) }
    } ?? []
  }
}

/// Distinct texts with their counts, most frequent first, ties in the order of appearance.
func tallied(_ texts: [String]) -> [(String, Int)] {
  var order: [String] = []
  var counts: [String: Int] = [:]
  for text in texts {
    if counts[text] == nil { order.append(text) }
    counts[text, default: 0] += 1
  }
  return order.enumerated()
    .sorted { (counts[$0.element]!, $1.offset) > (counts[$1.element]!, $0.offset) }
    .map { ($0.element, counts[$0.element]!) }
}
