import Tables

extension ToolContent {
  /// The file's name without folders and extension: what a run is called whose file does not say.
  var stem: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }
}

extension String {
  /// Whether there is nothing but white space.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// The text without a byte order mark in front.
  var withoutByteOrderMark: String {
    unicodeScalars.first == "\u{FEFF}"
      ? String(String.UnicodeScalarView(unicodeScalars.dropFirst())) : self
  }
}

/// The sum of counts; at most the largest whole number.
func sum(_ counts: [Int]) -> Int {
  counts.reduce(0) { sum, count in
    let (result, overflow) = sum.addingReportingOverflow(count)
    return overflow ? .max : result
  }
}
