import Benchmarks
import Facts
import Testing

/// A tool's figures beside ours: equal within the digits written, or why not.
@Suite struct ToolComparisonTests {
  private static let format = ToolFormat(identifier: "test", tool: "tool", form: "test")

  private func verdicts(
    _ reported: [ReportedStatistic], _ samples: ToolSamples?, format: ToolFormat = format
  ) -> [ToolComparison.Verdict] {
    ToolComparison.all(
      ToolMetric("time", .seconds, samples: samples, reported: reported), format: format
    ).map(\.verdict)
  }

  private func verdict(
    _ kind: ReportedStatistic.Kind, _ value: Double, _ samples: [Double] = [1, 2, 3, 4, 10]
  ) throws -> ToolComparison.Verdict {
    try #require(
      verdicts(
        [ReportedStatistic(kind, value, source: "s")], ToolSamples(samples, source: "times")
      ).first)
  }

  @Test("what our definitions give is equal")
  func equal() throws {
    let figures: [(ReportedStatistic.Kind, Double)] = [
      (.mean, 4), (.median, 3), (.standardDeviation, 12.5.squareRoot()), (.variance, 12.5),
      (.minimum, 1), (.maximum, 10), (.sum, 20), (.count, 5), (.interquartileRange, 2),
      (.medianAbsoluteDeviation, 1), (.percentile(0.9), 7.6),
    ]
    for (kind, value) in figures { #expect(try verdict(kind, value) == .equal, "\(kind)") }
  }

  @Test("no samples, a total, a statistic of the tool's own: nothing to compare")
  func notComparable() throws {
    #expect(verdicts([ReportedStatistic(.mean, 1, source: "s")], nil) == [.notComparable])
    #expect(try verdict(.total, 7) == .notComparable)
    #expect(try verdict(.other("cv"), 7) == .notComparable)
  }

  private func reason(_ verdict: ToolComparison.Verdict) -> String {
    if case .explained(let reason) = verdict { reason } else { "\(verdict)" }
  }

  @Test("another definition is named")
  func explained() throws {
    #expect(reason(try verdict(.standardDeviation, 10.0.squareRoot())).contains("divides by n,"))
    #expect(reason(try verdict(.variance, 10)).contains("divides by n,"))
    #expect(reason(try verdict(.percentile(0.9), 10)).contains("nearest rank"))
    #expect(reason(try verdict(.percentile(0.5), 3.0)) == "equal")
    #expect(reason(try verdict(.medianAbsoluteDeviation, 1.4826)).contains("scaled"))
    #expect(reason(try verdict(.percentile(0.25), 1.5)).contains("Hyndman–Fan type"))
    #expect(reason(try verdict(.median, 3, [1, 2, 3, 4])).contains("number 3 of 4"))
    #expect(reason(try verdict(.standardDeviation, 0, [1])).contains("undefined, not zero"))
  }

  @Test("what none gives is not explained")
  func notExplained() throws {
    for (kind, value) in [
      (ReportedStatistic.Kind.mean, 4.1), (.standardDeviation, 3.3), (.percentile(0.9), 8.25),
      (.maximum, 10.1), (.count, 6), (.standardDeviation, 12.5),
    ] {
      #expect(try verdict(kind, value) == .notExplained, "\(kind) \(value)")
    }
  }

  @Test("digits that the tool does not write are no difference")
  func rounding() throws {
    #expect(try verdict(.standardDeviation, 3.54) == .equal)
    #expect(try verdict(.standardDeviation, 3.55) == .notExplained)
    // Two decimals by the others; that 3.5 has one is for the zero that fell off.
    let figures = [
      ReportedStatistic(.mean, 4.25, source: "a"),
      ReportedStatistic(.standardDeviation, 3.5, source: "b"),
    ]
    #expect(verdicts(figures, ToolSamples([1, 2, 3, 4, 10], source: "t")).last == .notExplained)
    // Six significant digits: 39.3055 has four decimals where 0.178581 has six.
    let six = [
      ReportedStatistic(.mean, 39.3055, source: "a"),
      ReportedStatistic(.minimum, 0.178581, source: "b"),
    ]
    #expect(verdicts(six, ToolSamples([78.43241, 0.1785812], source: "t")) == [.equal, .equal])
  }

  @Test("samples cut short, of another definition, rounded, fewer than the tool counts")
  func samples() {
    let mean = [ReportedStatistic(.mean, 9.25, source: "s")]
    func reason(_ samples: ToolSamples, _ reported: [ReportedStatistic]) -> String {
      self.reason(verdicts(reported, samples)[0])
    }
    #expect(
      reason(ToolSamples([1, 2], source: "t", isComplete: false), mean).contains("every sample"))
    #expect(
      reason(ToolSamples([1, 2], source: "t", isToolsOwn: false), mean).contains(
        "another definition"))
    #expect(
      reason(
        ToolSamples([1, 2], source: "t"), mean + [ReportedStatistic(.count, 3, source: "n")]
      ).contains("of 3 samples"))
    #expect(
      reason(
        ToolSamples([11.1, 12.3], source: "t"), [ReportedStatistic(.mean, 11.7323, source: "s")]
      ).contains("rounded in the file"))
  }

  @Test("a histogram's percentiles are near the samples'")
  func histogram() {
    let format = ToolFormat(
      identifier: "h", tool: "h", form: "h", percentile: .histogram)
    let samples = ToolSamples([100, 200, 300], source: "t")
    func verdict(_ value: Double) -> ToolComparison.Verdict {
      verdicts([ReportedStatistic(.percentile(0.5), value, source: "s")], samples, format: format)[
        0]
    }
    #expect(reason(verdict(201.25)).contains("bucket"))
    #expect(verdict(250.25) == .notExplained)
  }
}
