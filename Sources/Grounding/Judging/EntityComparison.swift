/// Judges a comparison of two models or files that the text names without their values: by the means of
/// the quantity in the data.
struct EntityComparison {
  let data: GroundingData
  let claim: BoundClaim

  /// Nil where the claim names no two entities with means, or where no pair of means gives its value.
  func judge() -> Judgement? {
    guard claim.entities.count >= 2, claim.entities.count <= 4, BoundClaim.isPure(claim.unit) else {
      return nil
    }
    let subject = named ?? .quantity(.throughput)
    for first in claim.entities {
      for second in claim.entities where first != second {
        guard
          let words = pair(means(subject, first, not: second), means(subject, second, not: first))
        else { continue }
        return Judgement(
          .derived,
          Evidence(
            "means of \(data.describe(subject)): \(data.entities.names[first]) \(words.0), "
              + "\(data.entities.names[second]) \(words.1)"), confidence: 0.7)
      }
    }
    return nil
  }

  private var named: Subject? {
    claim.subject == .quantity(.improvement) ? nil : claim.subject
  }

  private func means(_ subject: Subject, _ entity: Int, not other: Int) -> [Double] {
    var found: [Double] = []
    for item in (data.index.bySubject[subject] ?? []).prefix(20_000) {
      let observation = data.observations[Int(item)]
      guard observation.statistic == .mean, observation.fact != nil else { continue }
      let words = data.entityWords[observation.entity].words
      guard data.entities.matches(entity, words), !data.entities.matches(other, words) else {
        continue
      }
      found.append(observation.base)
      if found.count == 8 { break }
    }
    return found
  }

  /// The pair of means that gives the claim's value.
  private func pair(_ first: [Double], _ second: [Double]) -> (String, String)? {
    var number = claim.number
    number.value = abs(number.value)
    for a in first {
      for b in second where a != 0 && b != 0 {
        let shown =
          claim.unit?.dimension == .factor ? max(a / b, b / a) : 100 * abs(a - b) / abs(b)
        if Closeness(number, shown) > .far {
          return (ValueText.full(a, nil), ValueText.full(b, nil))
        }
      }
    }
    return nil
  }
}
