/// What the verifier says about a report.
public struct Verification: Sendable {
  /// The report's name.
  public let name: String
  /// Every number that claims something, in the order of the report.
  public let claims: [CheckedClaim]
  /// Every other number, in the order of the report.
  public let notClaims: [NotClaim]
  /// Statements of rank and direction, in the order of the report.
  public let qualitative: [QualitativeClaim]
  /// The report's text.
  public let markdown: String

  /// The claims that fail.
  public var failures: [CheckedClaim] { claims.filter(\.verdict.isFailure) }

  /// Whether a claim fails, a number or a statement of rank or direction.
  public var hasFailures: Bool {
    claims.contains(where: \.verdict.isFailure)
      || qualitative.contains { $0.outcome == .contradicted }
  }
}
