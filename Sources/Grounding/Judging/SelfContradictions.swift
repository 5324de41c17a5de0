import Benchmarks

/// Finds claims about one thing that say different values.
struct SelfContradictions {
  private struct Thing: Hashable {
    var noun: Noun?
    var setting: Setting?
    var subject: Subject?
    var statistic: ClaimStatistic?
    var fileKind: FileKind?
    var entities: [Int]
    var label: String
  }

  private let claims: [BoundClaim]

  init(_ claims: [BoundClaim]) { self.claims = claims }

  /// - Complexity: O(claims).
  func flag(_ judgements: inout [Judgement?]) {
    var groups: [Thing: [Int]] = [:]
    for (i, claim) in claims.enumerated() {
      if let thing = thing(claim) { groups[thing, default: []].append(i) }
    }
    for group in groups.values where group.count > 1 {
      let values = group.map { claims[$0].number.value * (claims[$0].unit?.scale ?? 1) }
      guard let low = values.min(), let high = values.max() else { continue }
      let coarsest = group.map { claims[$0].number.resolution * (claims[$0].unit?.scale ?? 1) }
        .max()
      guard high - low > 0.75 * (coarsest ?? 0) else { continue }
      for i in group { judgements[i]?.flags.insert(.selfContradiction) }
    }
  }

  private func thing(_ claim: BoundClaim) -> Thing? {
    guard claim.number.rangeEnd == nil, !claim.isTarget else { return nil }
    switch claim.kind {
    case .count(let noun) where noun == .files && claim.modified == nil:
      return Thing(
        noun: noun, fileKind: claim.fileKind, entities: claim.fileKind == nil ? claim.entities : [],
        label: "")
    case .measured:
      guard let subject = claim.subject, let statistic = claim.statistic,
        claim.cell == nil || !claim.entities.isEmpty
      else { return nil }
      return Thing(
        subject: subject, statistic: statistic, entities: claim.entities,
        label: claim.cell == nil ? "" : claim.label)
    default: return nil
    }
  }
}
