import Facts
import Tables

/// Finds the numbers of a report and holds each against the data.
///
/// A claim is bound to its meaning first; what it names is then looked up or computed. The data are
/// never searched for a value, for among many numbers any value is found.
public struct Verifier: Sendable {
  /// The data; nil without any.
  public let data: GroundingData?

  /// A verifier.
  ///
  /// - Parameter data: What reports are held against; without any, what needs data is
  ///   ``Verdict/notCheckable``.
  public init(data: GroundingData?) { self.data = data }

  /// A verifier that holds reports against facts alone.
  public init(facts: FactSheet) { self.init(data: GroundingData(facts)) }

  /// Verifies a report.
  ///
  /// - Parameters:
  ///   - markdown: The text, CommonMark with GFM tables.
  ///   - name: Its name.
  /// - Complexity: O(n log n) in the length of the text.
  public func verify(_ markdown: String, name: String) -> Verification {
    verify(ParsedReport(markdown), name: name)
  }

  /// Verifies a report that was parsed before.
  ///
  /// - Complexity: as ``verify(_:name:)-(String,_)``.
  public func verify(_ report: ParsedReport, name: String) -> Verification {
    let text = report.text
    let reader = ReportReader(text, data: data)
    let (qualitative, claims) = inParallel(
      { QualitativeReader(reader, data: data).claims() }, { checkedClaims(reader, text) })
    return Verification(
      name: name, claims: claims, notClaims: notClaims(reader, text), qualitative: qualitative,
      markdown: report.markdown)
  }

  private func checkedClaims(_ reader: ReportReader, _ text: MarkdownText) -> [CheckedClaim] {
    var judge = ReportJudge(reader, data: data)
    judge.judgeAll()
    return zip(reader.claims, judge.judgements).map { claim, judgement in
      checked(claim, judgement!, text)
    }.sorted(by: Self.isBefore)
  }

  private static func isBefore(_ a: CheckedClaim, _ b: CheckedClaim) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }

  private func checked(
    _ claim: BoundClaim, _ judgement: Judgement, _ text: MarkdownText
  ) -> CheckedClaim {
    let block = text.blocks[claim.block]
    let range = text.sourceRange(block, claim.number.range)
    let place = text.source.position(of: range.lowerBound)
    let end = min(
      text.source.bytes.count, range.upperBound + claim.number.end - claim.number.range.upperBound)
    return CheckedClaim(
      line: place.line, column: place.column, text: text.source.bytes[range].asText,
      value: claim.number.value, unit: claim.unit?.symbol, verdict: judgement.verdict,
      flags: VerdictFlag.allCases.filter(judgement.flags.contains),
      fact: judgement.fact.flatMap { data?.facts.identifier(of: $0) }, evidence: judgement.evidence,
      correction: judgement.correction, confidence: judgement.confidence,
      quantity: quantity(claim), statistic: claim.statistic?.name,
      entities: claim.entities.compactMap { data?.entities.names[$0] },
      span: range.lowerBound..<max(range.upperBound, end))
  }

  private func quantity(_ claim: BoundClaim) -> String? {
    switch claim.kind {
    case .count(let noun): noun.rawValue
    case .setting(let setting): setting.rawValue
    default:
      switch claim.subject {
      case .quantity(let quantity): quantity.rawValue
      case .named(let name): data?.names[name]
      case nil: nil
      }
    }
  }

  private func notClaims(_ reader: ReportReader, _ text: MarkdownText) -> [NotClaim] {
    var all = reader.notClaims.map { entry -> (Int, NotClaim) in
      let range = text.sourceRange(text.blocks[entry.block], entry.range)
      return (range.lowerBound, notClaim(range, entry.reason, text))
    }
    all += text.counters.map { ($0.lowerBound, notClaim($0, .listCounter, text)) }
    return all.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func notClaim(
    _ range: Range<Int>, _ reason: NotClaimReason, _ text: MarkdownText
  ) -> NotClaim {
    let place = text.source.position(of: range.lowerBound)
    return NotClaim(
      line: place.line, column: place.column, text: text.source.bytes[range].asText, reason: reason)
  }
}
