import Facts

/// What a comparing word claims of two facts, and whether it is so.
struct Comparison {
  /// What a word claims of the first of two values.
  enum Claim: Equatable {
    case larger, smaller, better, worse, faster, slower, equal, similar
    case largest, smallest, best, worst, fastest, slowest
    case times(Double)
  }

  /// The claim of a word in small letters; nil where it compares nothing.
  static func claim(_ word: String) -> Claim? { claims[word] }

  private static let claims: [String: Claim] = {
    let lists: [(Claim, String)] = [
      (
        .larger,
        """
        higher larger greater more longer bigger above exceeds exceed exceeding exceeded \
        increase increases increased increasing rise rises rose rising grow grows grew growing \
        upward beyond surpasses surpass tops outnumber outnumbers
        """
      ),
      (
        .smaller,
        """
        lower smaller less fewer shorter below decrease decreases decreased decreasing fall \
        falls fell falling drop drops dropped dropping reduce reduces reduced reducing reduction \
        decline declines declined downward shrink shrinks
        """
      ),
      (.faster, "faster quicker outpace outpaces"), (.slower, "slower"),
      (
        .better,
        """
        better improve improves improved improving improvement outperform outperforms superior beat \
        beats
        """
      ),
      (.worse, "worse worsen worsens degrade degrades degraded degradation inferior"),
      (.equal, "same equal equals identical equally"),
      (.similar, "similar comparable alike similarly"),
      (.largest, "highest largest greatest most longest biggest"),
      (.smallest, "lowest smallest least fewest shortest"),
      (.fastest, "fastest quickest"), (.slowest, "slowest"), (.best, "best"),
      (.worst, "worst"), (.times(2), "double doubles doubled doubling twice twofold"),
      (.times(3), "triple triples tripled thrice threefold"),
      (.times(4), "quadruple fourfold"), (.times(0.5), "half halves halved halving"),
      (.times(10), "tenfold"),
    ]
    var result: [String: Claim] = [:]
    for (claim, list) in lists {
      for word in list.split(whereSeparator: \.isWhitespace) { result[String(word)] = claim }
    }
    return result
  }()

  /// Whether two facts may be held against each other: numbers of one unit, one statistic and one
  /// quantity.
  static func isPossible(_ a: Fact, _ b: Fact) -> Bool {
    a.id != b.id && a.value != nil && b.value != nil && a.unit == b.unit
      && a.statistic == b.statistic && a.provenance.columns == b.provenance.columns
      && a.topic == b.topic
  }

  /// Why the claim does not hold of the first fact against the second; nil where it holds.
  ///
  /// - Parameter sheet: For superlatives, which are about every fact of the kind.
  static func contradiction(
    _ claim: Claim, _ first: Fact, _ second: Fact, in sheet: FactSheet
  ) -> String? {
    guard isPossible(first, second), let a = first.value, let b = second.value else {
      return "it compares what can't be compared"
    }
    if case .times(let factor) = claim {
      guard b != 0, abs(a / b - factor) <= 0.05 * factor else {
        return "the factor between the two is another"
      }
      return nil
    }
    switch claim {
    case .equal: return a == b ? nil : "the two are not equal"
    case .similar: return limitsOverlap(first, second) ? nil : "the two are apart"
    default: break
    }
    guard let sign = direction(claim, first) else {
      return "which direction is better is not known"
    }
    guard sign * (a - b) > 0 else { return "the comparison is the other way round" }
    guard isSuperlative(claim) else { return nil }
    let others = sheet.facts(first.topic).filter { isPossible(first, $0) }
    return others.allSatisfy { sign * (a - ($0.value ?? a)) >= 0 }
      ? nil : "another fact of the kind goes further"
  }

  /// Whether the limits of two facts have values in common; those without limits can't be told apart
  /// beyond their values.
  static func limitsOverlap(_ a: Fact, _ b: Fact) -> Bool {
    guard let x = a.interval, let y = b.interval else { return a.value == b.value }
    let isBelow = x.upper.map { upper in y.lower.map { upper < $0 } ?? false } ?? false
    let isAbove = x.lower.map { lower in y.upper.map { lower > $0 } ?? false } ?? false
    return !isBelow && !isAbove
  }

  /// Whether a claim is about every fact of the kind.
  static func isSuperlative(_ claim: Claim) -> Bool {
    [.largest, .smallest, .best, .worst, .fastest, .slowest].contains(claim)
  }

  /// 1 where the claim says that the first value is the larger one, -1 where the smaller.
  private static func direction(_ claim: Claim, _ fact: Fact) -> Double? {
    let better: Double? = fact.unit.isSmallerBetter.map { $0 ? -1 : 1 }
    switch claim {
    case .larger, .largest: return 1
    case .smaller, .smallest: return -1
    case .better, .best, .faster, .fastest: return better
    case .worse, .worst, .slower, .slowest: return better.map { -$0 }
    case .equal, .similar, .times: return nil
    }
  }
}
