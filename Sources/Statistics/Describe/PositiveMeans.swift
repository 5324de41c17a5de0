import Glibc

/// The geometric mean: the exponential of the mean logarithm, computed about the values' common power
/// of two so that neither products nor sums lose digits.
///
/// - Returns: nil for n = 0, for a negative value, and where 0 and ∞ both occur; 0 where a value is 0;
///   ∞ where one is infinite. For n = 1 the value.
/// - Throws: `StatisticsError.notANumber` for NaN.
/// - Complexity: O(n).
public func geometricMean(_ values: [Double]) throws -> Double? {
  try requireNumbers(values)
  guard let low = values.min(), let high = values.max(), low >= 0 else { return nil }
  if low == high { return low }
  if low == 0 { return high == .infinity ? nil : 0 }
  if high == .infinity { return high }
  // log x = exponent · log 2 + log significand: whole numbers sum exactly.
  var exponents = 0
  var logarithms = CompensatedSum()
  for value in values {
    exponents += Int(value.exponent)
    logarithms.add(log(value.significand))
  }
  let (quotient, remainder) = exponents.quotientAndRemainder(dividingBy: values.count)
  let rest = (logarithms.value + Double(remainder) * M_LN2) / Double(values.count)
  let mean = scalbn(exp(rest), Int32(quotient))
  return min(high, max(low, mean))
}

/// The harmonic mean: one over the mean of the inverse values, as for rates over equal work.
///
/// - Returns: nil for n = 0 and for a negative value; 0 where a value is 0; ∞ where all are infinite.
///   For n = 1 the value.
/// - Throws: `StatisticsError.notANumber` for NaN.
/// - Complexity: O(n).
public func harmonicMean(_ values: [Double]) throws -> Double? {
  try requireNumbers(values)
  guard let low = values.min(), let high = values.max(), low >= 0 else { return nil }
  if low == high || low == 0 { return low }
  // Relative to the smallest, no inverse overflows.
  let inverse = CompensatedSum(values.map { low / $0 }).value
  return min(high, max(low, low / (inverse / Double(values.count))))
}
