import Facts
import Tables

/// Values as corrections print them: with as many decimals as the claim had.
enum ValueText {
  static func like(_ number: FoundNumber, _ value: Double) -> String {
    guard value.isFinite else { return NumberText.significant(value) }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    guard number.resolution < 1 else { return NumberText.significant(value) }
    let digits = abs(value) / number.resolution
    // A number that is written with all its digits is corrected with all of them.
    guard digits < 1e14 else { return shortest(value) }
    guard digits >= 1 else { return NumberText.significant(value) }
    var count = 0
    var rest = digits
    while rest >= 1 {
      rest /= 10
      count += 1
    }
    return NumberText.significant(value, digits: max(1, count))
  }

  static func full(_ value: Double, _ unit: MeasuredUnit?) -> String {
    guard let unit, unit != .one, unit.dimension != .count else { return shortest(value) }
    return "\(shortest(value)) \(unit.symbol)"
  }
}
