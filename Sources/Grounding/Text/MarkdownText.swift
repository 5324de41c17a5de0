import CCmarkGFM

/// A Markdown document as texts with their places and what stands around them, after CommonMark with
/// GFM tables (by cmark-gfm).
struct MarkdownText: Sendable {
  /// The source.
  let source: SourceText
  /// The texts, in the order of the document.
  private(set) var blocks: [TextBlock] = []
  /// The headings that each section stands under, from the outermost to its own; a paragraph that is
  /// nothing but strong text is a heading too. The first section has none.
  private(set) var sections: [[Int]] = [[]]
  /// The tables.
  private(set) var tables: [TableFrame] = []
  /// The counters of ordered lists: their offsets in the source.
  private(set) var counters: [Range<Int>] = []

  /// Parses a text.
  ///
  /// - Complexity: O(n).
  init(_ text: String) {
    source = SourceText(text)
    var reader = MarkdownReader(source)
    reader.read()
    blocks = reader.blocks
    sections = reader.sections
    tables = reader.tables
    counters = reader.counters
  }

  /// The offset in the source of a range of a block's text, made certain by comparing the bytes.
  func sourceRange(_ block: TextBlock, _ range: Range<Int>) -> Range<Int> {
    let start = min(block.sourceOffset(of: range.lowerBound), source.bytes.count)
    let wanted = block.bytes[range]
    func stands(at offset: Int) -> Bool {
      offset >= 0 && offset + wanted.count <= source.bytes.count
        && source.bytes[offset..<offset + wanted.count].elementsEqual(wanted)
    }
    if stands(at: start) { return start..<start + wanted.count }
    for distance in 1...64 {
      if stands(at: start + distance) { return start + distance..<start + distance + wanted.count }
      if stands(at: start - distance) { return start - distance..<start - distance + wanted.count }
    }
    return start..<min(source.bytes.count, start + wanted.count)
  }

  /// The texts of the headings that a block stands under, from its own outward.
  func headings(of block: TextBlock) -> ReversedCollection<[Int]> {
    sections[block.section].reversed()
  }
}
