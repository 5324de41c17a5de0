import CCmarkGFM

/// Walks the tree of cmark-gfm and gathers its texts.
struct MarkdownReader {
  private(set) var blocks: [TextBlock] = []
  private(set) var sections: [[Int]] = [[]]
  private(set) var tables: [TableFrame] = []
  private(set) var counters: [Range<Int>] = []

  private let source: SourceText
  private var aligner: SourceAligner
  private var types = NodeTypes()

  /// The block whose text is being gathered.
  private var open: TextBlock?
  private var headingStack: [(level: Int, block: Int)] = []
  private var section = 0
  private var breaks = 0
  /// For each list that is open the block that leads in to it, and for each item its first text.
  private var leads: [Int?] = []
  private var lastParagraph: Int?
  /// The paragraph right before the next block, which may be the caption of a table.
  private var caption: Int?
  private var awaitsItemText = false
  private var row = -1
  private var column = 0
  private var openRanges: [(kind: NodeTypes.Kind, start: Int)] = []
  private var targets: [String] = []

  init(_ source: SourceText) {
    self.source = source
    aligner = SourceAligner(source)
  }

  mutating func read() {
    Self.registerExtensions
    let parser = cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES)
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough"] {
      if let found = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, found)
      }
    }
    source.bytes.withUnsafeBytes {
      cmark_parser_feed(parser, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
    let document = cmark_parser_finish(parser)
    defer { cmark_node_free(document) }
    let iterator = cmark_iter_new(document)
    defer { cmark_iter_free(iterator) }
    while true {
      let event = cmark_iter_next(iterator)
      if event == CMARK_EVENT_DONE { break }
      guard let node = cmark_iter_get_node(iterator) else { continue }
      let kind = types.kind(of: node)
      if event == CMARK_EVENT_ENTER { enter(node, kind) } else { exit(node, kind) }
    }
  }

  /// Makes the GFM extensions known to cmark, once.
  private static let registerExtensions: Void = cmark_gfm_core_extensions_ensure_registered()

  private mutating func enter(_ node: OpaquePointer, _ kind: NodeTypes.Kind) {
    switch kind {
    case .heading: begin(.heading(level: Int(cmark_node_get_heading_level(node))))
    case .paragraph: begin(.paragraph)
    case .table:
      tables.append(TableFrame())
      tables[tables.count - 1].caption = caption
      row = -2
    case .tableRow:
      row += 1
      column = 0
      if row >= 0 { tables[tables.count - 1].rows.append([]) }
    case .tableCell: begin(.cell(table: tables.count - 1, row: row, column: column))
    case .list: leads.append(lastParagraph)
    case .item: enterItem(node)
    case .codeBlock: addLines(node)
    case .htmlBlock: addHTML(node)
    case .thematicBreak: breaks += 1
    case .text, .code: append(node, isCode: kind == .code)
    case .softBreak, .lineBreak:
      guard open != nil else { return }
      if kind == .lineBreak { open!.breaks.append(open!.bytes.count) }
      open!.bytes.append(0x0A)
    case .strong, .link:
      openRanges.append((kind, open?.bytes.count ?? 0))
      if kind == .link {
        targets.append(cmark_node_get_url(node).map { String(cString: $0) } ?? "")
      }
    case .other: break
    }
  }

  private mutating func exit(_ node: OpaquePointer, _ kind: NodeTypes.Kind) {
    switch kind {
    case .heading, .paragraph: finish()
    case .tableCell:
      let index = blocks.count
      finish()
      if row < 0 {
        tables[tables.count - 1].headers.append(index)
      } else {
        tables[tables.count - 1].rows[row].append(index)
      }
      column += 1
    case .list:
      leads.removeLast()
      if leads.isEmpty { lastParagraph = nil }
    case .item: leads.removeLast()
    case .strong, .link:
      guard let range = openRanges.popLast(), let end = open?.bytes.count else { return }
      if kind == .link {
        open!.links.append(.init(range: range.start..<end, target: targets.removeLast()))
      } else {
        open!.strong.append(range.start..<end)
      }
    default: break
    }
  }

  private mutating func begin(_ kind: TextBlock.Kind) {
    var block = TextBlock(kind)
    block.section = section
    block.breaksBefore = breaks
    block.leadIns = leads.compactMap { $0 }.reversed()
    block.isItem = awaitsItemText
    open = block
  }

  private mutating func finish() {
    guard var block = open else { return }
    open = nil
    let index = blocks.count
    if block.kind == .paragraph, !block.isItem, leads.isEmpty, block.isAllStrong {
      block.kind = .heading(level: 7)
    }
    if case .heading(let level) = block.kind {
      headingStack.removeAll { $0.level >= level }
      // A heading that is strong text stands under the last real one, never beside it.
      headingStack.append((level, index))
      sections.append(headingStack.map(\.block))
      section = sections.count - 1
      block.section = section
      lastParagraph = nil
    }
    blocks.append(block)
    if case .cell = block.kind {
    } else {
      // An item whose text ends with a colon may head a table that follows the list.
      let heads = block.isItem && block.bytes.last { !$0.isSpace && $0 != 0x2A } == 0x3A
      caption = block.kind == .paragraph && (leads.isEmpty || heads) ? index : nil
    }
    if case .paragraph = block.kind {
      if awaitsItemText, !leads.isEmpty {
        leads[leads.count - 1] = index
        awaitsItemText = false
      }
      // A paragraph leads in to a list where it ends with a colon.
      lastParagraph = block.bytes.last { !$0.isSpace && $0 != 0x2A } == 0x3A ? index : nil
    }
  }

  private mutating func enterItem(_ node: OpaquePointer) {
    leads.append(nil)
    awaitsItemText = true
    guard let parent = cmark_node_parent(node),
      cmark_node_get_list_type(parent) == CMARK_ORDERED_LIST
    else { return }
    let line = source.line(Int(cmark_node_get_start_line(node)))
    var start = min(
      line.lowerBound + max(0, Int(cmark_node_get_start_column(node)) - 1), line.upperBound)
    while start < line.upperBound, [0x20, 0x09, 0x3E].contains(source.bytes[start]) { start += 1 }
    let end = (start..<line.upperBound).first { !source.bytes[$0].isDigit } ?? line.upperBound
    if end > start { counters.append(start..<end) }
  }

  /// Each line of a code block is a text; lines that are indented are led in by the last that is not.
  private mutating func addLines(_ node: OpaquePointer) {
    guard let literal = cmark_node_get_literal(node) else { return }
    var (length, indent): (Int32, Int32) = (0, 0)
    var mark: CChar = 0
    let isFenced = cmark_node_get_fenced(node, &length, &indent, &mark) != 0
    let isProgram = isFenced && Self.isProgram(cmark_node_get_fence_info(node))
    var line = Int(cmark_node_get_start_line(node)) + (isFenced ? 1 : 0)
    var lead: Int?
    for text in UnsafeBufferPointer(
      start: UnsafeRawPointer(literal).assumingMemoryBound(to: UInt8.self),
      count: strlen8(literal)
    ).split(separator: 0x0A, omittingEmptySubsequences: false) {
      defer { line += 1 }
      guard let first = text.first else { continue }
      begin(.codeLine)
      open!.isProgram = isProgram
      let isIndented = first == 0x20 || first == 0x09
      if isIndented, let lead { open!.leadIns.insert(lead, at: 0) }
      let start = aligner.place(UnsafeBufferPointer(rebasing: text), line: line, column: 1)
      open!.pieces.append(.init(text: 0, source: start))
      open!.bytes.append(contentsOf: text)
      if !isIndented { lead = blocks.count }
      finish()
    }
  }

  /// Whether the info string of a fence names a language of programs or commands; data and plain text
  /// may hold what a report claims.
  private static func isProgram(_ info: UnsafePointer<CChar>?) -> Bool {
    guard let info else { return false }
    let name = String(cString: info).lowercased().prefix { $0.isLetter || $0 == "+" || $0 == "#" }
    return programs.contains(String(name))
  }

  private static let programs: Set<String> = [
    "python", "py", "bash", "sh", "shell", "console", "zsh", "powershell", "rust", "rs", "swift",
    "c", "cpp", "c++", "c#", "java", "js", "javascript", "ts", "typescript", "go", "ruby", "r",
    "sql", "dockerfile", "makefile", "cmake", "julia", "kotlin", "lua", "perl", "php", "scala",
    "mermaid", "diff",
  ]

  /// What stands between the tags of an HTML block is text too.
  private mutating func addHTML(_ node: OpaquePointer) {
    guard let literal = cmark_node_get_literal(node) else { return }
    var line = Int(cmark_node_get_start_line(node))
    var isInTag = false
    for text in UnsafeBufferPointer(
      start: UnsafeRawPointer(literal).assumingMemoryBound(to: UInt8.self),
      count: strlen8(literal)
    ).split(separator: 0x0A, omittingEmptySubsequences: false) {
      defer { line += 1 }
      let start = aligner.place(UnsafeBufferPointer(rebasing: text), line: line, column: 1)
      begin(.paragraph)
      open!.pieces.append(.init(text: 0, source: start))
      for byte in text {
        if byte == 0x3C { isInTag = true }
        open!.bytes.append(isInTag ? 0x20 : byte)
        if byte == 0x3E { isInTag = false }
      }
      if open!.bytes.contains(where: { $0 > 0x20 }) { finish() } else { open = nil }
    }
  }

  private mutating func append(_ node: OpaquePointer, isCode: Bool) {
    guard open != nil, let literal = cmark_node_get_literal(node) else { return }
    let bytes = UnsafeBufferPointer(
      start: UnsafeRawPointer(literal).assumingMemoryBound(to: UInt8.self), count: strlen8(literal))
    let start = aligner.place(
      bytes, line: Int(cmark_node_get_start_line(node)),
      column: Int(cmark_node_get_start_column(node)), isCode: isCode)
    let offset = open!.bytes.count
    open!.pieces.append(.init(text: offset, source: start))
    open!.bytes.append(contentsOf: bytes)
    if isCode { open!.code.append(offset..<open!.bytes.count) }
  }
}

/// The length of a C string.
private func strlen8(_ text: UnsafePointer<CChar>) -> Int {
  var count = 0
  while text[count] != 0 { count += 1 }
  return count
}

extension TextBlock {
  /// Whether the text is nothing but strong emphasis.
  fileprivate var isAllStrong: Bool {
    guard let range = strong.first, strong.count == 1 else { return false }
    let outside = bytes[..<range.lowerBound] + bytes[range.upperBound...]
    return range.count < 200 && outside.allSatisfy { $0 <= 0x20 || $0 == 0x3A }
      && bytes[range].last != 0x3A
  }
}

/// The kinds of cmark's nodes that matter here; names are asked for once a type.
struct NodeTypes {
  enum Kind {
    case heading, paragraph, table, tableRow, tableCell, list, item, codeBlock, htmlBlock
    case thematicBreak, text, code, softBreak, lineBreak, strong, link, other
  }

  private var known: [UInt32: Kind] = [:]

  mutating func kind(of node: OpaquePointer) -> Kind {
    let type = UInt32(truncatingIfNeeded: cmark_node_get_type(node).rawValue)
    if let kind = known[type] { return kind }
    let kind = Self.names[String(cString: cmark_node_get_type_string(node))] ?? .other
    known[type] = kind
    return kind
  }

  private static let names: [String: Kind] = [
    "heading": .heading, "paragraph": .paragraph, "table": .table, "table_row": .tableRow,
    "table_header": .tableRow, "table_cell": .tableCell, "list": .list, "item": .item,
    "code_block": .codeBlock, "html_block": .htmlBlock, "thematic_break": .thematicBreak,
    "text": .text, "code": .code, "softbreak": .softBreak, "linebreak": .lineBreak,
    "strong": .strong, "link": .link, "image": .link,
  ]
}
