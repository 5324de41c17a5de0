import Facts

/// Which facts a model sees first.
public enum Salience {
  /// The facts of some topics that have a value, the most telling first: by what they are, and
  /// within that in turn from each table, so that none is left out for another's sake.
  ///
  /// - Complexity: O(n log n) in the facts of those topics.
  public static func ordered(_ sheet: FactSheet, topics: [Fact.Topic]) -> [Fact] {
    var seen: [String: Int] = [:]
    var ranked: [(rank: Int, turn: Int, index: Int, fact: Fact)] = []
    for (place, topic) in topics.enumerated() {
      for fact in sheet.facts(topic) {
        guard hasValue(fact), let rank = rank(fact) else { continue }
        // The first topic named leads, and the others mix in behind its best.
        let group = "\(rank)/\(topic)/\(fact.entity.table ?? "")"
        let turn = topic == .inventory ? 0 : seen[group, default: 0]
        seen[group] = turn + 1
        ranked.append((rank + place, turn, ranked.count, fact))
      }
    }
    return ranked.sorted { ($0.rank, $0.turn, $0.index) < ($1.rank, $1.turn, $1.index) }
      .map(\.fact)
  }

  private static func hasValue(_ fact: Fact) -> Bool {
    switch fact.quantity {
    case .number(let value, _): value != nil
    case .time, .text: true
    }
  }

  /// How telling a fact is, 0 the most; nil for what words are not written about.
  private static func rank(_ fact: Fact) -> Int? {
    switch fact.topic {
    case .inventory: inventory(fact)
    case .performance: performance(fact)
    case .audit: auditRanks[fact.statistic]
    case .correlation:
      fact.statistic.hasPrefix("spearman") && (fact.test?.holm ?? 1) < 0.05
        && !fact.caveats.contains(where: \.explainsAway) ? 1 : nil
    case .surface: fact.key.hasSuffix("/rSquared") ? 3 : nil
    case .reading: 4
    case .run: nil
    }
  }

  private static func inventory(_ fact: Fact) -> Int {
    let first = ["files", "directories", "runs", "failed_runs", "tables"]
    if first.contains(fact.id) { return 0 }
    if fact.id.hasSuffix("_files") || fact.id.hasSuffix("_latest") { return 0 }
    if fact.key.hasPrefix("inventory/gap(") { return 0 }
    return fact.id == "bytes" ? 1 : 2
  }

  private static func performance(_ fact: Fact) -> Int? {
    let isResponse = ["tokens_s", "tokens_per_second", "ttft_s", "ttft_ms"].contains {
      fact.provenance.columns.contains($0)
    }
    let isWhole = fact.entity.group == nil || fact.entity.group == "without cold starts"
    let statistic = fact.statistic.prefix { $0 != "," }
    switch statistic {
    case "percentile(0.5", "value": return isResponse ? (isWhole ? 0 : 2) : 4
    case "percentile(0.99": return isResponse && isWhole ? 1 : 5
    case "mean", "maximum", "minimum": return isResponse && isWhole ? 3 : 6
    case "count": return 5
    default: return 7
    }
  }

  private static let auditRanks = [
    "coldStarts": 0, "failures": 0, "sentinel": 0, "order": 1, "cells": 1, "confounded": 1,
    "identity": 2, "shortfall": 3,
  ]
}

extension Caveat {
  /// Whether the caveat leaves nothing of a correlation to write about.
  fileprivate var explainsAway: Bool {
    switch self {
    case .partOfIdentity, .confoundedWithColdStarts, .confoundedWithOrder, .sentinelLevel: true
    default: false
    }
  }
}
