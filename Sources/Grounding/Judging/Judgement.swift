/// A verdict with its grounds, before it has its place in the report.
struct Judgement: Sendable {
  var verdict: Verdict
  var flags: Set<VerdictFlag> = []
  var fact: Int?
  var evidence: Evidence
  /// The number and unit that should stand there.
  var correction: String?
  var confidence = 0.9

  init(
    _ verdict: Verdict, _ evidence: Evidence, correction: String? = nil, confidence: Double = 0.9,
    fact: Int? = nil
  ) {
    self.verdict = verdict
    self.evidence = evidence
    self.correction = correction
    self.confidence = confidence
    self.fact = fact
  }
}
