import Tables

/// Aligned columns for a terminal.
enum TextTable {
  static func text(_ table: OutputTable, style: TextStyle) -> String {
    let cells = table.rows.map { $0.map { oneLine($0.text) } }
    let widths = table.headers.indices.map { i in
      max(table.headers[i].count, cells.map { $0[i].count }.max() ?? 0)
    }
    let isNumber = table.headers.indices.map { i in
      !table.rows.isEmpty && table.rows.allSatisfy { $0[i].isNumber }
    }
    func line(_ texts: [String]) -> String {
      let parts = texts.indices.map { i in
        let gap = String(repeating: " ", count: widths[i] - texts[i].count)
        return isNumber[i] ? gap + texts[i] : texts[i] + gap
      }
      var joined = parts.joined(separator: "  ")
      while joined.last == " " { joined.removeLast() }
      return joined
    }
    var result = table.title.map { style.header($0) + "\n" } ?? ""
    if !table.headers.isEmpty { result += style.header(line(table.headers)) + "\n" }
    for row in cells { result += line(row) + "\n" }
    return result
  }
}

/// The main table of a result as CSV, numbers in full.
enum CSVTable {
  static func text(_ table: OutputTable) -> String {
    let lines = [table.headers] + table.rows.map { $0.map(\.exact) }
    return lines.map(CSVWriter.record).joined()
  }
}

/// A table in GitHub's Markdown.
enum MarkdownTable {
  static func text(_ table: OutputTable) -> String {
    let rows = table.rows.map { $0.map { Markdown.escaped($0.text) } }
    let isNumber = table.headers.indices.map { i in
      !table.rows.isEmpty && table.rows.allSatisfy { $0[i].isNumber }
    }
    let title = table.title.map { "**\(Markdown.escaped($0))**\n\n" } ?? ""
    return title
      + grid(headers: table.headers.map(Markdown.escaped), rows: rows, isNumber: isNumber)
  }

  /// A table of cells that are Markdown already.
  static func grid(headers: [String], rows: [[String]], isNumber: [Bool]) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |\n" }
    return line(headers) + line(isNumber.map { $0 ? "--:" : "---" }) + rows.map(line).joined()
  }
}

/// Text from data made harmless within Markdown.
enum Markdown {
  /// The text with every character escaped that Markdown would take for markup; on one line.
  static func escaped(_ text: String) -> String {
    let text = shortened(text)
    if text.utf8.allSatisfy(isPlain) { return text }
    let scalars = Array(oneLine(text).unicodeScalars)
    var result = String.UnicodeScalarView()
    for (i, scalar) in scalars.enumerated() {
      switch scalar {
      case "\\", "`", "*", "[", "]", "<", ">", "|", "&", "~", "$": result.append("\\")
      case "#", "!": if i == 0 { result.append("\\") }
      case "_":
        // Within a word an underscore is no markup, and names read better without a backslash.
        let isInWord =
          i > 0 && i + 1 < scalars.count && isWord(scalars[i - 1]) && isWord(scalars[i + 1])
        if !isInWord { result.append("\\") }
      default: break
      }
      result.append(scalar)
    }
    return String(result)
  }

  /// The text as a code span, whatever backticks it holds; `(empty)` where nothing would be seen.
  static func code(_ text: String) -> String {
    let line = oneLine(shortened(text)).replacing("|", with: "\\|")
    guard line.contains(where: { $0 != " " }) else { return "(empty)" }
    var longest = 0
    var run = 0
    for character in line.utf8 {
      run = character == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return longest == 0 ? "`\(line)`" : "\(fence) \(line) \(fence)"
  }

  /// The text, or where it is a burden to any reader its beginning and its end: a fact's sentence has
  /// its value behind the names in it.
  private static func shortened(_ text: String) -> String {
    guard text.utf8.count > 4000 else { return text }
    return "\(text.prefix(500)) … (cut) … \(text.suffix(500))"
  }

  /// Bytes that need no second look: letters, digits and the commonest punctuation.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "."),
      UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "-"),
      UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "="), UInt8(ascii: "/"),
      UInt8(ascii: "%"), UInt8(ascii: "'"):
      true
    default: false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
  }
}
