import CCmarkGFM

/// The headings and tables of a Markdown text, after CommonMark with GFM tables (by cmark-gfm).
public struct MarkdownDocument: Sendable, Equatable {
  /// The number of headings, setext ones included.
  public let headingCount: Int
  /// The number of GFM tables.
  public let tableCount: Int
  /// The lines that begin with `#`, white space before it aside, in code blocks too: what a naive
  /// count takes for headings.
  public let hashLineCount: Int

  /// Parses a text in UTF-8.
  ///
  /// - Complexity: O(n).
  public init(_ text: [UInt8]) {
    Self.registerExtensions
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT)
    defer { cmark_parser_free(parser) }
    if let tables = cmark_find_syntax_extension("table") {
      cmark_parser_attach_syntax_extension(parser, tables)
    }
    text.withUnsafeBytes {
      cmark_parser_feed(parser, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
    let document = cmark_parser_finish(parser)
    defer { cmark_node_free(document) }
    var headings = 0
    var tables = 0
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
      if cmark_node_get_type(node) == CMARK_NODE_HEADING { headings += 1 }
      if String(cString: cmark_node_get_type_string(node)) == "table" { tables += 1 }
    }
    headingCount = headings
    tableCount = tables
    hashLineCount = text.split(separator: UInt8(ascii: "\n")).count { line in
      line.first { $0 != 0x20 && $0 != 0x09 } == UInt8(ascii: "#")
    }
  }

  /// Makes the GFM extensions known to cmark, once.
  private static let registerExtensions: Void = cmark_gfm_core_extensions_ensure_registered()
}
