/// Text from the data or from a server made visible and harmless: what it holds is shown, never done.
public enum QuotedText {
  /// The mark of what was cut.
  public static let cut = "…"

  /// The text on one line: control characters, line ends, marks that change the direction of writing
  /// and other characters that nobody sees are escaped (`\u{202E}`), and what is longer than `longest`
  /// characters is cut with a mark.
  ///
  /// - Complexity: O(longest), however long the text is.
  public static func visible(_ text: String, longest: Int = 120) -> String {
    var result = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < longest else { return result + cut }
      count += 1
      if scalar == "\n" || scalar == "\r" || scalar == "\t" {
        result += " "
      } else if isHidden(scalar) {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text in quotes, for a prompt: no quote or brace of its own can end the quotation or look like
  /// a reference.
  public static func quoted(_ text: String, longest: Int = 60) -> String {
    // Scalars: a quote with a mark on it would be another Character.
    var safe = ""
    for scalar in visible(text, longest: longest).unicodeScalars {
      switch scalar {
      case "\"", "“", "”", "`": safe += "'"
      case "{", "[", "<": safe += "("
      case "}", "]", ">": safe += ")"
      case "|": safe += "/"
      default: safe.unicodeScalars.append(scalar)
      }
    }
    return "\"" + safe + "\""
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate,
      .unassigned:
      true
    default: false
    }
  }
}
