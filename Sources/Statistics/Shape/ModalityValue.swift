extension Histogram {
  /// Gregg's mvalue: how far the counts go up and down in all, in heights of the highest bin. 2 for one
  /// mode, 4 for two of equal height with nothing between; above about 2.4 several are likely.
  ///
  /// Many narrow bins with few values in each raise it: take bins wide enough. The counts before the
  /// first bin and after the last are 0. nil without values.
  ///
  /// Source: B. Gregg, Frequency Trails: Modes and Modality, 2015.
  public var modalityValue: Double? {
    guard let highest = counts.max(), highest > 0 else { return nil }
    var (previous, change) = (0, 0)
    for count in counts + [0] {
      change += abs(count - previous)
      previous = count
    }
    return Double(change) / Double(highest)
  }
}
