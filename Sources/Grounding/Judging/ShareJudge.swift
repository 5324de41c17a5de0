import Benchmarks

/// Judges percentages of files of a type among all files.
struct ShareJudge {
  let data: GroundingData
  let claim: BoundClaim

  /// Nil where the claim is no such share.
  func judge() -> Judgement? {
    guard claim.unit?.dimension == .fraction, let kind = claim.fileKind, claim.statistic == nil,
      claim.subject == nil || claim.subject == .quantity(.size), let all = data.counts.fileCount,
      let count = data.counts.byKind[kind], all > 0
    else { return nil }
    let percent = 100 * Double(count) / Double(all)
    let evidence = Evidence("\(count) of \(all) files are \(kind.rawValue) files")
    if Closeness(claim.number, percent) > .far { return Judgement(.derived, evidence) }
    return Judgement(
      .derivedWrong, evidence, correction: ValueText.like(claim.number, percent) + "%")
  }
}
