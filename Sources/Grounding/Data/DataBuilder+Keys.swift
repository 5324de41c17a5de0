import Benchmarks

/// What keys and the names of statistics say.
extension DataBuilder {
  /// The unit that the last part of a key path tells.
  static func unit(ofKey key: String) -> MeasuredUnit? {
    let leaf = key.split(separator: ".").last.map { $0.prefix { $0 != "[" } } ?? ""
    return MeasuredUnit(ColumnDictionary.unit(of: leaf.lowercased()))
  }

  /// The statistic that a fact's own name for it says.
  static func statistic(_ name: String) -> ClaimStatistic? {
    switch name {
    case "mean": return .mean
    case "median": return .percentile(0.5)
    case "standardDeviation": return .standardDeviation
    case "minimum": return .minimum
    case "maximum": return .maximum
    case "sum", "total": return .sum
    case "count": return .count
    case "value": return .single
    default:
      guard name.hasPrefix("percentile(") else { return nil }
      let number = name.dropFirst("percentile(".count).prefix { $0.isNumber || $0 == "." }
      return Double(number).map { .percentile($0) }
    }
  }

  /// The statistic in the key of a figure that a tool states: `…/latency/percentile(0.99)/given`.
  static func statistic(ofKey key: String) -> ClaimStatistic? {
    let parts = key.split(separator: "/")
    guard parts.count >= 2, parts.last == "given" else { return nil }
    let name = String(parts[parts.count - 2])
    return name == "total" ? nil : statistic(name)
  }

  static func metric(of key: String) -> String? {
    let parts = key.split(separator: "/")
    return parts.count >= 2 ? String(parts[parts.count - 2]) : nil
  }
}
