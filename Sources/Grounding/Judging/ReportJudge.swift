/// Judges the claims of a report: first those that stand by themselves, then those that are computed
/// from others, then what the report says against itself.
struct ReportJudge {
  private let reader: ReportReader
  private let data: GroundingData?
  private let declared: DeclaredJudge
  private(set) var judgements: [Judgement?]
  private var ofBlock: [Int: [Int]] = [:]
  /// Figures of the run that wrote the report.
  private let runClaims: [BoundClaim]

  init(_ reader: ReportReader, data: GroundingData?) {
    self.reader = reader
    self.data = data
    declared = DeclaredJudge(declared: reader.declared, data: data)
    judgements = Array(repeating: nil, count: reader.claims.count)
    for (i, claim) in reader.claims.enumerated() { ofBlock[claim.block, default: []].append(i) }
    runClaims = Array(reader.claims.lazy.filter { $0.kind == .runMetric }.prefix(512))
  }

  mutating func judgeAll() {
    for (i, claim) in reader.claims.enumerated() where claim.kind != .derived {
      judgements[i] = judge(claim)
    }
    for (i, claim) in reader.claims.enumerated() where claim.kind == .derived {
      judgements[i] = derived(claim, i)
    }
    // `5 GB of 12 GB (42 %)`: no word says that it is computed.
    for (i, claim) in reader.claims.enumerated()
    where claim.kind == .measured && BoundClaim.isPure(claim.unit) && claim.cell == nil
      && judgements[i]?.verdict.isFailure == true
    {
      let found = DerivedJudge(claim: claim, operands: operands(of: claim, i)).judge()
      if let found, found.verdict.isPass {
        judgements[i] = found
      } else if let found = ofEarlier(claim, i) {
        judgements[i] = found
      }
    }
    for i in reader.claims.indices
    where judgements[i]?.verdict == .absent
      || judgements[i]?.verdict == .targetAsResult
    {
      if let found = restated(reader.claims[i], i) { judgements[i] = found }
    }
    SelfContradictions(reader.claims).flag(&judgements)
  }

  /// A value that was just given in another unit of its kind: `104 tokens/s, that is 6,240 tokens per
  /// minute`.
  private func restated(_ claim: BoundClaim, _ index: Int) -> Judgement? {
    guard let unit = claim.unit, !BoundClaim.isPure(unit), claim.cell == nil else { return nil }
    for i in reader.claims.indices[..<index].suffix(4).reversed()
    where reader.claims[i].block == claim.block {
      let other = reader.claims[i]
      guard let own = other.unit, own.dimension == unit.dimension, own.scale != unit.scale,
        Closeness(claim.number, other.number.value * own.scale / unit.scale) > .far,
        let known = judgements[i]
      else { continue }
      return Judgement(
        known.verdict.isFailure ? .derivedFromUnsupported : .converted,
        Evidence("\(ValueText.full(other.number.value, own)), said before, in another unit"),
        confidence: 0.85)
    }
    return nil
  }

  private func judge(_ claim: BoundClaim) -> Judgement {
    switch claim.kind {
    case .runMetric:
      return Judgement(
        .runMetric, Evidence("a figure of the run that wrote the report"), confidence: 0.9)
    case .runReference:
      return Judgement(
        .notCheckable,
        Evidence("a figure of the run that wrote the report; the report's own facts hold it"),
        confidence: 0.9)
    case .setting(let setting):
      let judgement = declared.judge(claim, setting)
      if claim.isAdvice, judgement.verdict.isFailure {
        return Judgement(.notCheckable, Evidence("advice, and no finding"), confidence: 0.7)
      }
      return judgement
    case .date:
      return Judgement(
        .notCheckable, Evidence("dates of files change when they are copied"), confidence: 0.5)
    case .fact(let identifier):
      if let data, let fact = data.facts.firstIndex(of: identifier) {
        return FactJudge(data: data, claim: claim, fact: fact).judge()
      }
      return value(claim)
    case .count(let noun):
      guard let data else { return Self.unchecked }
      let judgement = CountJudge(
        data: data, claim: claim, noun: noun, listed: listed(before: claim)
      ).judge()
      if claim.isAdvice, judgement.verdict == .countWrong {
        return Judgement(.notCheckable, Evidence("advice, and no finding"), confidence: 0.6)
      }
      if claim.isPart, judgement.verdict == .countWrong, noun != .failedRuns, noun != .duplicates {
        return Judgement(
          .notCheckable, Evidence("the text does not say which part is counted"), confidence: 0.5)
      }
      return judgement
    case .measured, .derived: return value(claim)
    }
  }

  private static let unchecked = Judgement(
    .notCheckable, Evidence("no data to hold it against"), confidence: 1)

  /// A value of the data, an expectation, or a figure of the run.
  private func value(_ claim: BoundClaim) -> Judgement {
    if let share = data.flatMap({ ShareJudge(data: $0, claim: claim).judge() }) { return share }
    let measured =
      claim.isTarget
      ? nil
      : data.map { data in
        let size = SizeJudge.judges(claim) ? SizeJudge(data: data, claim: claim).judge() : nil
        if let size, size.verdict.isPass { return size }
        let measured = MeasuredJudge(data: data, claim: claim).judge()
        let isOfFiles =
          claim.saysFiles || claim.subject != nil && claim.entities.isEmpty && claim.context.isEmpty
        return measured.verdict.isPass || !isOfFiles ? measured : size ?? measured
      }
    if let measured, measured.verdict.isPass, !isTargetRepeated(claim, measured) { return measured }
    if let share = share(claim) { return share }
    if claim.isComparison, let data, let found = EntityComparison(data: data, claim: claim).judge()
    {
      return found
    }
    if claim.isThreshold {
      return Judgement(
        .notCheckable, Evidence("a threshold; the data hold what was measured"), confidence: 0.5)
    }
    if let target = declared.target(for: claim) {
      let shown = ValueText.full(target.number.value, target.unit)
      if claim.isTarget {
        return Judgement(
          .configuration, Evidence("the head of the report states it as expected: \(shown)"))
      }
      return Judgement(
        .targetAsResult,
        Evidence("the head of the report states \(shown) as expected; no run in the data has it"))
    }
    if claim.isTarget {
      if let other = declared.anyTarget(for: claim) {
        let shown = ValueText.full(other.number.value, other.unit)
        return Judgement(
          .contradicted, Evidence("the head of the report states \(shown) as expected"),
          correction: shown)
      }
      return Judgement(
        .notCheckable, Evidence("an expectation; the data hold what was measured"), confidence: 0.6)
    }
    if let run = runMetric(like: claim) ?? RunFigures(runClaims).judge(claim) { return run }
    return measured ?? Self.unchecked
  }

  /// Whether a value that is said to be reached is the one that the head of the report expects, and the
  /// data have it only by rounding.
  private func isTargetRepeated(_ claim: BoundClaim, _ measured: Judgement) -> Bool {
    claim.saysAchieved && measured.verdict != .exact && declared.target(for: claim) != nil
  }

  /// A figure of the run that the text repeats.
  private func runMetric(like claim: BoundClaim) -> Judgement? {
    guard claim.subject != nil, claim.entities.isEmpty, claim.statistic == nil else { return nil }
    for other in runClaims where other.subject == claim.subject {
      let scale = (other.unit?.scale ?? 1) / (claim.unit?.scale ?? 1)
      if Closeness(claim.number, other.number.value * scale) > .far {
        return Judgement(
          .runMetric, Evidence("repeats a figure of the run that wrote the report"), confidence: 0.8
        )
      }
    }
    return nil
  }

  private func derived(_ claim: BoundClaim, _ index: Int) -> Judgement {
    let judge = DerivedJudge(claim: claim, operands: operands(of: claim, index))
    if let found = judge.judge() {
      if found.verdict.isPass || judge.isOpposite { return found }
      if found.verdict == .derivedWrong, let data,
        let compared = EntityComparison(data: data, claim: claim).judge()
      {
        return compared
      }
      if claim.subject == nil { return found }
      let measured = data.map { MeasuredJudge(data: $0, claim: claim).judge() }
      return measured?.verdict.isPass == true ? measured! : found
    }
    if claim.cell != nil, reader.regions[claim.block] == .runMetrics {
      return Judgement(
        .runMetric, Evidence("a figure of the run that wrote the report"), confidence: 0.7)
    }
    if let found = ofEarlier(claim, index) { return found }
    // The same change, said again.
    for (i, other) in reader.claims.enumerated().prefix(index).suffix(256).reversed()
    where other.kind == .derived && other.subject == claim.subject && claim.subject != nil
      && abs(other.number.value) == abs(claim.number.value) && other.isTarget == claim.isTarget
    {
      if let known = judgements[i], known.verdict == .derived || known.verdict.isFailure {
        return known
      }
    }
    guard let data else { return value(claim) }
    let comparison = EntityComparison(data: data, claim: claim)
    if let found = comparison.judge() { return found }
    let judged = value(claim)
    return judged.verdict == .absent ? comparison.refute() ?? judged : judged
  }

  /// A change whose second value stands in the sentence or the item before.
  private func ofEarlier(_ claim: BoundClaim, _ index: Int) -> Judgement? {
    guard claim.cell == nil, BoundClaim.isPure(claim.unit),
      claim.isComparison || claim.kind == .derived
    else { return nil }
    let own = operands(of: claim, index)
    let before = reader.claims.indices.prefix(index).suffix(8).filter { i in
      reader.claims[i].block >= claim.block - 1 && reader.claims[i].cell == nil
        && reader.claims[i].kind == .measured && !BoundClaim.isPure(reader.claims[i].unit)
        && reader.claims[i].unit != nil
        && (own.isEmpty
          || own.contains { $0.claim.unit?.dimension == reader.claims[i].unit?.dimension })
    }.compactMap { i in
      judgements[i].map { DerivedJudge.Operand(claim: reader.claims[i], judgement: $0) }
    }
    let pair = own.isEmpty ? Array(before.suffix(2)) : [own[0]] + before.suffix(1)
    guard pair.count == 2 else { return nil }
    let found = DerivedJudge(claim: claim, operands: pair).judge()
    return found.flatMap { $0.verdict == .derived ? $0 : nil }
  }

  /// A share of two numbers of things in the same sentence: `4 of 5 tests failed (80 %)`.
  private func share(_ claim: BoundClaim) -> Judgement? {
    guard claim.unit?.dimension == .fraction, claim.cell == nil else { return nil }
    let counts = (ofBlock[claim.block] ?? []).prefix(64).filter { i in
      if case .count = reader.claims[i].kind {
        return reader.claims[i].sentence == claim.sentence
      }
      return false
    }
    // `20 of the files …, that is 20 % of the dataset`
    let files = counts.contains { reader.claims[$0].kind == .count(.files) }
    let all = files ? data?.counts.fileCount.map(Double.init) : nil
    let values = counts.map { reader.claims[$0].number.value }
    for part in values.prefix(8) {
      for whole in values.prefix(8) + (all.map { [$0] } ?? []) where whole > part && part > 0 {
        guard Closeness(claim.number, 100 * part / whole) > .far else { continue }
        return Judgement(
          .derived,
          Evidence(
            "\(ValueText.full(part, nil)) of \(ValueText.full(whole, nil)), as the sentence counts"),
          confidence: 0.8)
      }
    }
    return nil
  }

  /// The numbers in the row or the sentence that are no changes themselves.
  private func operands(of claim: BoundClaim, _ index: Int) -> [DerivedJudge.Operand] {
    var candidates: [Int] = []
    if let cell = claim.cell, cell.row >= 0 {
      for block in reader.text.tables[cell.table].rows[cell.row].prefix(32) {
        candidates += (ofBlock[block] ?? []).prefix(8)
      }
    } else {
      let own = ofBlock[claim.block] ?? []
      let place = ReadBlock.partition(own.count) { own[$0] >= index }
      candidates = own[max(0, place - 8)..<min(own.count, place + 9)].filter {
        reader.claims[$0].sentence == claim.sentence
      }
    }
    return candidates.compactMap { i in
      let other = reader.claims[i]
      // A difference in percentage points is one of percentages.
      let isOfShares = claim.unit?.symbol == "percentage points"
      guard i != index, other.kind == .measured || other.kind == .runMetric,
        BoundClaim.isPure(other.unit) == isOfShares, let judgement = judgements[i]
      else { return nil }
      return DerivedJudge.Operand(claim: other, judgement: judgement)
    }
  }

  /// The entries before `… and N more` under the same line.
  private func listed(before claim: BoundClaim) -> Int {
    let block = reader.blocks[claim.block].block
    guard let lead = block.leadIns.first else { return 0 }
    return (lead + 1..<max(lead + 1, claim.block)).count {
      reader.blocks[$0].block.leadIns.first == lead
    }
  }
}
