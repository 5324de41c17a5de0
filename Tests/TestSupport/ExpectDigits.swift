import Testing

/// Expects a value with correct digits to a reference; both may be nil together.
public func expectDigits(
  _ value: Double?, _ reference: Double?, _ digits: Double, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let value, let reference else {
    #expect(value == nil && reference == nil, "\(what)", sourceLocation: sourceLocation)
    return
  }
  let reached = correctDigits(value, reference)
  #expect(
    reached >= digits, "\(what): \(value) against \(reference)", sourceLocation: sourceLocation)
}

/// Expects lists to agree to so many digits of the largest reference.
public func expectDigits(
  _ values: [Double], _ references: [Double], _ digits: Double, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(values.count == references.count, "\(what)", sourceLocation: sourceLocation)
  let scale = references.map(abs).max() ?? 0
  let gap = zip(values, references).map { abs($0 - $1) }.max() ?? 0
  expectDigits(scale + gap, scale, digits, what, sourceLocation: sourceLocation)
}
