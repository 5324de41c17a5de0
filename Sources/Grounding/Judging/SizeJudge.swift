import Benchmarks

/// Judges bytes of files: the sum over all or over a type, and the average.
struct SizeJudge {
  let data: GroundingData
  let claim: BoundClaim

  /// Whether the claim is about the size of files, and not of a model.
  static func judges(_ claim: BoundClaim) -> Bool {
    guard claim.unit?.dimension == .bytes, !claim.label.lowercased().contains("model") else {
      return false
    }
    return claim.subject == .quantity(.size) || claim.subject == nil || claim.fileKind != nil
  }

  /// Nil where the counts do not tell.
  func judge() -> Judgement? {
    let counts = data.counts
    let bytes = claim.fileKind.map { counts.bytesByKind[$0] ?? 0 } ?? counts.bytes
    guard let bytes else { return nil }
    let files = claim.fileKind.map { "\($0.rawValue) files" } ?? "files"
    if claim.statistic == .mean {
      let number = claim.fileKind.map { counts.byKind[$0] ?? 0 } ?? counts.fileCount ?? 0
      guard number > 0 else { return nil }
      if claim.fileKind == nil, let most = counts.bytesWithReturns {
        let range =
          Double(bytes) / Double(number)...max(Double(bytes), Double(most)) / Double(number)
        let isNear =
          Closeness(claim.number, range.lowerBound / scale) > .far
          || Closeness(claim.number, range.upperBound / scale) > .far
        if isNear || range.contains(claim.number.value * scale) {
          return Judgement(
            .derived,
            Evidence(
              "\(bytes) bytes in \(number) files as they are now, \(most) if every line ended with "
                + "two bytes"), confidence: 0.6)
        }
      }
      return average(Double(bytes) / Double(number), "\(bytes) bytes in \(number) \(files)")
    }
    guard claim.statistic == nil || claim.statistic == .sum else { return nil }
    return total(Double(bytes), files)
  }

  private var scale: Double { claim.unit?.scale ?? 1 }

  private func average(_ mean: Double, _ words: String) -> Judgement {
    let closeness = Closeness(claim.number, mean / scale)
    let evidence = Evidence(words + ": \(ValueText.like(claim.number, mean / scale)) each")
    if closeness > .far { return Judgement(.derived, evidence) }
    return Judgement(
      .derivedWrong, evidence,
      correction: "\(ValueText.like(claim.number, mean / scale)) \(claim.unit!.symbol)")
  }

  /// The sum in units of 1024 bytes, which many write as KB and MB.
  private func binary(_ bytes: Double, _ files: String) -> Judgement? {
    let powers: [String: Double] = ["KB": 1, "MB": 2, "GB": 3]
    guard let unit = claim.unit, let power = powers[unit.symbol] else { return nil }
    let size = (0..<Int(power)).reduce(1.0) { size, _ in size * 1024 }
    let most = claim.fileKind == nil ? data.counts.bytesWithReturns.map(Double.init) : nil
    let range = bytes / size...max(bytes, most ?? bytes) / size
    let isWithin = range.contains(claim.number.value)
    guard isWithin || Closeness(claim.number, bytes / size) > .far else { return nil }
    var judgement = Judgement(
      .converted, Evidence("\(Int(bytes)) bytes in all \(files), of 1024 bytes a KB"),
      confidence: 0.7)
    judgement.flags.insert(.ambiguous)
    return judgement
  }

  private func total(_ bytes: Double, _ files: String) -> Judgement? {
    let evidence = Evidence("\(Int(bytes)) bytes in all \(files)")
    switch Closeness(claim.number, bytes / scale) {
    case .exact: return Judgement(scale == 1 ? .exact : .converted, evidence, confidence: 0.97)
    case .rounded, .truncated: return Judgement(.rounded, evidence)
    case .far: break
    }
    if let binary = binary(bytes, files) { return binary }
    if claim.fileKind == nil, let most = data.counts.bytesWithReturns,
      (bytes...max(bytes, Double(most))).contains(claim.number.value * scale)
    {
      var judgement = Judgement(
        .converted,
        Evidence(
          "\(Int(bytes)) bytes as the files are now, \(most) if every line ended with two bytes: "
            + "a checkout with other line ends can have the value"), confidence: 0.6)
      judgement.flags.insert(.ambiguous)
      return judgement
    }
    guard claim.entities.isEmpty else { return nil }
    let most = Double(data.counts.bytesWithReturns ?? 0)
    let isOtherPrefix = [1, 1e3, 1e6, 1e9].contains { power in
      Closeness(claim.number, bytes / power) > .far
        || claim.fileKind == nil && (bytes...max(bytes, most)).contains(claim.number.value * power)
    }
    return Judgement(
      isOtherPrefix ? .wrongUnit : .contradicted, evidence,
      correction: "\(ValueText.like(claim.number, bytes / scale)) \(claim.unit!.symbol)")
  }
}
