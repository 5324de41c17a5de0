/// How two values give a percentage of change, a factor, a share or a difference.
struct Change {
  /// The words for one value as a part of the other.
  static let share = "share"

  private let number: FoundNumber
  private let unit: MeasuredUnit?
  private let direction: BoundClaim.Direction?
  private let isFaster: Bool?

  init(_ claim: BoundClaim) {
    number = claim.number
    unit = claim.unit
    direction = claim.direction
    isFaster = claim.isFaster
  }

  /// The formula in words; nil where the two values do not give the claim's.
  ///
  /// A percentage of a fall is of the larger value, one of a rise of the smaller; where the text says
  /// neither it may be of both.
  ///
  /// - Parameters:
  ///   - dimension: What the two values are: of a rate faster means more, of a time it may be counted
  ///     either way.
  ///   - isOfSecond: Whether the text tells that the change is of the second value.
  func formula(
    _ first: Double, _ second: Double, of dimension: Dimension? = nil, isOfSecond: Bool = false
  ) -> String? {
    let isRate = dimension == .tokenRate || dimension == .rate
    let direction = self.direction ?? (isRate ? isFaster.map { $0 ? .up : .down } : nil)
    guard first != 0, second != 0 else { return nil }
    if unit?.dimension == .factor { return factor(first, second) }
    guard unit?.dimension == .fraction else { return difference(first, second) }
    if unit?.symbol == "percentage points" { return points(first, second) }
    if isOfSecond {
      let percent = 100 * abs(first - second) / abs(second)
      return Closeness(number.magnitude, percent) > .far ? "(new - old) / old" : nil
    }
    if number.isSigned {
      for (percent, words) in [
        (100 * (first - second) / second, "(first - second) / second"),
        (100 * (second - first) / first, "(second - first) / first"),
      ] where Closeness(number, percent) > .far { return words }
      return nil
    }
    let gap = 100 * abs(first - second)
    let (low, high) = (min(abs(first), abs(second)), max(abs(first), abs(second)))
    if direction != .down, Closeness(number.magnitude, gap / low) > .far {
      return "(larger - smaller) / smaller"
    }
    if direction != .up, Closeness(number.magnitude, gap / high) > .far {
      return "(larger - smaller) / larger"
    }
    guard direction == nil else { return nil }
    for share in [100 * first / second, 100 * second / first]
    where Closeness(number.magnitude, abs(share)) > .far { return Self.share }
    return nil
  }

  private func factor(_ first: Double, _ second: Double) -> String? {
    for (ratio, words) in [(first / second, "first / second"), (second / first, "second / first")]
    where Closeness(number.magnitude, abs(ratio)) > .far { return words }
    return nil
  }

  private func points(_ first: Double, _ second: Double) -> String? {
    let gap = abs(first - second)
    return [gap, 100 * gap].contains { Closeness(number.magnitude, $0) > .far } ? "difference" : nil
  }

  private func difference(_ first: Double, _ second: Double) -> String? {
    let gap = abs(first - second) / (unit?.scale ?? 1)
    return Closeness(number.magnitude, gap) > .far ? "difference" : nil
  }
}

extension FoundNumber {
  /// The number without its sign.
  var magnitude: FoundNumber {
    var number = self
    number.value = abs(value)
    return number
  }
}
