/// A report that is to be verified, parsed: what takes no data, so that it can be done while they are
/// read.
public struct ParsedReport: Sendable {
  /// The text, CommonMark with GFM tables.
  public let markdown: String
  let text: MarkdownText

  /// Parses a report.
  ///
  /// - Complexity: O(n).
  public init(_ markdown: String) {
    self.markdown = markdown
    text = MarkdownText(markdown)
  }
}
