import Foundation
import TestSupport

/// Values without ties (almost surely), or with many.
func randomValues(
  _ count: Int, ties: Bool, using generator: inout SeededGenerator
) -> [Double] {
  (0..<count).map { _ in
    ties
      ? Double(Int.random(in: 0..<max(2, count / 3), using: &generator))
      : Double.random(in: -1...1, using: &generator)
  }
}

/// The smallest of the correct digits, and for what.
struct WorstDigits: CustomStringConvertible {
  private(set) var digits = Double.infinity
  private(set) var count = 0
  private var label = "nothing"

  mutating func compare(_ value: Double?, _ reference: Double?, _ label: String) {
    count += 1
    // Undefined must meet undefined.
    let found =
      if let value, let reference { correctDigits(value, reference) } else {
        value == nil && reference == nil ? 99.0 : -99.0
      }
    if found < digits {
      digits = found
      self.label = "\(label): \(value.debugDescription), expected \(reference.debugDescription)"
    }
  }

  var description: String { "\(digits) correct digits (\(label), \(count) compared)" }
}
