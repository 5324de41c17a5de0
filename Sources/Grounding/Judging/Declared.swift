/// Holds claims against what the head of the report states itself: settings and expectations.
struct DeclaredJudge {
  let declared: Declarations
  let data: GroundingData?

  func judge(_ claim: BoundClaim, _ setting: Setting) -> Judgement {
    let value = claim.number.value
    let stated = declared.settings[setting] ?? []
    if stated.contains(value) {
      return Judgement(
        .configuration, Evidence("the head of the report states \(setting.rawValue)"),
        confidence: 0.95)
    }
    let levels = data?.levels[setting] ?? []
    if levels.contains(value), !claim.isOwnSetting || stated.isEmpty {
      return Judgement(
        .configuration, Evidence("runs in the data have \(setting.rawValue) = that"))
    }
    if !stated.isEmpty, claim.isOfRow {
      return Judgement(
        .notCheckable, Evidence("a setting of another configuration than the report's own"),
        confidence: 0.5)
    }
    if !stated.isEmpty {
      let shown = stated.sorted().map { ValueText.full($0, nil) }.joined(separator: ", ")
      return Judgement(
        .contradicted, Evidence("the head of the report states \(setting.rawValue) = \(shown)"),
        correction: stated.count == 1 ? shown : nil)
    }
    if !levels.isEmpty {
      let shown = levels.sorted().prefix(8).map { ValueText.full($0, nil) }.joined(separator: ", ")
      return Judgement(
        .absent, Evidence("the levels of \(setting.rawValue) in the data are \(shown)"),
        confidence: 0.7)
    }
    return Judgement(
      .configuration, Evidence("a setting that neither the head of the report nor the data state"),
      confidence: 0.5)
  }

  /// An expectation of the head that has the claim's value; nil for none.
  func target(for claim: BoundClaim) -> BoundClaim? {
    declared.targets.first { target in
      isSame(target, claim)
        && Closeness(
          written: claim.number.value * (claim.unit?.scale ?? 1),
          resolution: claim.number.resolution * (claim.unit?.scale ?? 1),
          target.number.value * (target.unit?.scale ?? 1)) > .far
    }
  }

  /// An expectation of the head for the claim's quantity, whatever its value.
  func anyTarget(for claim: BoundClaim) -> BoundClaim? {
    declared.targets.first { $0.subject != nil && isSame($0, claim) }
  }

  private func isSame(_ target: BoundClaim, _ claim: BoundClaim) -> Bool {
    let isUnitSame =
      target.unit == nil || claim.unit == nil || target.unit!.isComparable(to: claim.unit!)
    guard isUnitSame else { return false }
    if target.subject == claim.subject { return true }
    if claim.subject == nil, let unit = claim.unit, unit.dimension == target.unit?.dimension,
      !BoundClaim.isPure(unit)
    {
      return true
    }
    // A gain in percent is a gain, by whatever word.
    let gains: Set<Subject?> = [nil, .quantity(.improvement)]
    return BoundClaim.isPure(target.unit) && BoundClaim.isPure(claim.unit)
      && (gains.contains(target.subject) || gains.contains(claim.subject))
  }
}
