import Benchmarks
import Tables

/// The blocks of a report with what stands around each.
struct ReportFrame: Sendable {
  let text: MarkdownText
  let blocks: [ReadBlock]
  let regions: [Region]
  let data: GroundingData?
  /// For each table the column that is headed `Unit`.
  let unitColumns: [Int?]

  init(_ text: MarkdownText, data: GroundingData?) {
    self.text = text
    self.data = data
    let lexicon = data?.lexicon ?? Vocabulary.lexicon
    blocks = Self.inParts(text.blocks.count) { part in
      part.map { ReadBlock(text.blocks[$0], index: $0, lexicon: lexicon) }
    }.flatMap { $0 }
    regions = Region.all(blocks, text.sections)
    let read = blocks
    unitColumns = text.tables.map { table in
      table.headers.firstIndex { read[$0].spells("unit", "units") }
    }
  }

  /// What `body` makes of each part of so many blocks, in their order; parts of large reports are read at
  /// the same time.
  static func inParts<Part: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Range<Int>) -> Part
  ) -> [Part] {
    let parts = max(1, min(16, count / 64))
    return parallelMap(parts) { part in
      body(count * part / parts..<count * (part + 1) / parts)
    }
  }

  /// Whether a text is the identifier of a fact.
  func isFact(_ identifier: String) -> Bool { data?.facts.firstIndex(of: identifier) != nil }

  /// The cell in the first column of a block's row, the header of its column, and the cells of the row.
  func frame(of block: TextBlock) -> (label: ReadBlock?, header: ReadBlock?, row: [Int]) {
    guard case .cell(let table, let row, let column) = block.kind, row >= 0 else {
      return (nil, nil, [])
    }
    let frame = text.tables[table]
    let header = column < frame.headers.count ? blocks[frame.headers[column]] : nil
    let cells = row < frame.rows.count ? frame.rows[row] : []
    let label = column > 0 ? cells.first.map { blocks[$0] } : nil
    return (label, header, cells)
  }
}

/// Reads a report: every number with its place, what is no claim with the reason, and every claim
/// bound to what it is about.
struct ReportReader: Sendable {
  let frame: ReportFrame
  private(set) var claims: [BoundClaim] = []
  private(set) var notClaims: [(block: Int, range: Range<Int>, reason: NotClaimReason)] = []
  /// What the head of the report states.
  private(set) var declared = Declarations()
  var text: MarkdownText { frame.text }
  var blocks: [ReadBlock] { frame.blocks }
  var regions: [Region] { frame.regions }

  init(_ text: MarkdownText, data: GroundingData?) {
    let frame = ReportFrame(text, data: data)
    self.frame = frame
    let parts = ReportFrame.inParts(frame.blocks.count) { part in
      var reader = ReportReader(frame)
      for read in frame.blocks[part] {
        for number in read.numbers { reader.read(number, in: read) }
      }
      return reader
    }
    for part in parts { append(part) }
  }

  /// A reader that has read nothing.
  private init(_ frame: ReportFrame) { self.frame = frame }

  private mutating func append(_ part: ReportReader) {
    claims += part.claims
    notClaims += part.notClaims
    declared.settings.merge(part.declared.settings) { $0.union($1) }
    declared.targets += part.declared.targets
  }

  private mutating func read(_ number: FoundNumber, in read: ReadBlock) {
    let binder = Binder(read, number, frame: frame)
    let reason: NotClaimReason?
    switch regions[read.index] {
    case .head:
      if number.reason == nil { declare(binder.claim()) }
      reason = number.reason ?? .runMetadata
    case .prompt: reason = .promptText
    case .body, .runMetrics:
      reason = ClaimFilter(read, number, binder, frame: frame).reason
    }
    if let reason {
      // A number word that is no claim is not worth a line.
      if reason != .numberWord { notClaims.append((read.index, number.range, reason)) }
      return
    }
    claims.append(binder.claim())
  }

  private mutating func declare(_ claim: BoundClaim) {
    var claim = claim
    if case .setting(let setting) = claim.kind {
      declared.settings[setting, default: []].insert(claim.number.value)
    } else if claim.subject != nil || BoundClaim.isPure(claim.unit) {
      claim.isTarget = true
      declared.targets.append(claim)
    }
  }
}

/// What the head of a report states: settings, expectations.
struct Declarations: Sendable {
  var settings: [Setting: Set<Double>] = [:]
  var targets: [BoundClaim] = []
}
