import Glibc

extension StringProtocol {
  /// The text without white space at its ends.
  package var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// Whether the text is a number, digits in groups or a percent sign included.
  package func isNumber(_ decimal: DecimalMark) -> Bool {
    var text = String(self)
    return text.isReadAsNumber || text.withUTF8 { StyledNumber($0, decimal) != nil }
  }

  /// Whether the readers take the text for a number.
  package var isReadAsNumber: Bool {
    var text = String(self)
    return text.withUTF8 { NumberParser.form($0, Tables.trimmed($0, 0..<$0.count)) == .number }
  }
}

/// The system's reason for the last failure, for use within a sentence.
package func systemReason() -> String {
  let text = String(cString: strerror(errno))
  return text.prefix(1).lowercased() + text.dropFirst()
}
