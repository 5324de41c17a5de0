/// Statistics of the figures that a report gives for the runs that wrote it: recomputed from them.
struct RunFigures {
  private let figures: [BoundClaim]

  init(_ figures: [BoundClaim]) { self.figures = figures }

  /// Nil where the figures do not give the claim's value.
  func judge(_ claim: BoundClaim) -> Judgement? {
    guard let statistic = claim.statistic, let subject = claim.subject, claim.entities.isEmpty,
      case .quantity(let quantity) = subject
    else { return nil }
    let scale = claim.unit?.scale ?? 1
    let values = figures.filter {
      $0.subject == subject && $0.statistic == nil && $0.unit?.dimension == quantity.dimension
    }.map { $0.number.value * ($0.unit?.scale ?? 1) }
    guard values.count > 1, let value = Self.value(statistic, values) else { return nil }
    let shown = statistic == .variation ? value : value / scale
    guard Closeness(claim.number, shown) > .far else { return nil }
    return Judgement(
      .runMetric,
      Evidence(
        "the \(statistic.name) of the \(values.count) figures that the report gives for its runs"),
      confidence: 0.85)
  }

  private static func value(_ statistic: ClaimStatistic, _ values: [Double]) -> Double? {
    switch statistic {
    case .mean, .standardDeviation, .variation, .minimum, .maximum, .percentile(0.5), .sum:
      ComputedStatistics.values(statistic, values).first
    default: nil
    }
  }
}
