/// A part of a Markdown document that is read as one text: a heading, a paragraph, the text of a list
/// item, a cell of a table, a line of a code block.
struct TextBlock: Sendable {
  /// What the block is.
  enum Kind: Sendable, Equatable {
    case heading(level: Int)
    case paragraph
    case cell(table: Int, row: Int, column: Int)
    case codeLine
  }

  /// A link and the text that it covers.
  struct Link: Sendable {
    var range: Range<Int>
    var target: String
  }

  /// A run of the text that stands in one piece in the source.
  struct Piece: Sendable {
    var text: Int
    var source: Int
  }

  var kind: Kind
  /// The visible text in UTF-8; line ends within a paragraph are LF.
  var bytes: [UInt8] = []
  /// Where the text stands in the source, in ascending order.
  var pieces: [Piece] = []
  /// Code spans.
  var code: [Range<Int>] = []
  /// Strong emphasis.
  var strong: [Range<Int>] = []
  /// Links.
  var links: [Link] = []
  /// The offsets of hard line breaks.
  var breaks: [Int] = []
  /// The section that the block belongs to: an index of ``MarkdownText/sections``.
  var section = 0
  /// The blocks that lead in to this one: the items around it, and the paragraph before its list,
  /// from the nearest outward.
  var leadIns: [Int] = []
  /// Whether the block is the first text of a list item.
  var isItem = false
  /// Whether the block is a line of a program.
  var isProgram = false
  /// The number of thematic breaks before the block.
  var breaksBefore = 0

  init(_ kind: Kind) { self.kind = kind }

  /// The text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The offset in the source of an offset in the text.
  func sourceOffset(of offset: Int) -> Int {
    var low = 0
    var high = pieces.count
    guard high > 0 else { return 0 }
    while low + 1 < high {
      let middle = (low + high) / 2
      if pieces[middle].text <= offset { low = middle } else { high = middle }
    }
    return pieces[low].source + max(0, offset - pieces[low].text)
  }

  /// Whether all of a range is code.
  func isCode(_ range: Range<Int>) -> Bool {
    if kind == .codeLine { return true }
    let i = ReadBlock.partition(code.count) { code[$0].upperBound > range.lowerBound }
    return i < code.count && code[i].lowerBound <= range.lowerBound
      && range.upperBound <= code[i].upperBound
  }

  /// The code span that covers an offset.
  func codeSpan(at offset: Int) -> Range<Int>? {
    let i = ReadBlock.partition(code.count) { code[$0].upperBound > offset }
    return i < code.count && code[i].contains(offset) ? code[i] : nil
  }

  /// The link that covers an offset.
  func link(at offset: Int) -> Link? {
    let i = ReadBlock.partition(links.count) { links[$0].range.upperBound > offset }
    return i < links.count && links[i].range.contains(offset) ? links[i] : nil
  }
}

/// The header and the first cells of a table: what its other cells are about.
struct TableFrame: Sendable {
  /// The blocks of the header's cells.
  var headers: [Int] = []
  /// For each row, counted from 0 without the header, the blocks of its cells.
  var rows: [[Int]] = []
  /// The paragraph right before the table.
  var caption: Int?
}
