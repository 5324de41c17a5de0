import Benchmarks
import Facts

extension ReportSections {
  /// The outputs of known tools, and which of their figures their own samples don't give, and why;
  /// nothing where the folder holds none.
  func toolOutputs(_ out: inout MarkdownBuilder) {
    let files = analysis.folder.files.filter { $0.tool?.benchmarks.isEmpty == false }
    guard !files.isEmpty else { return }
    out.heading(3, "Outputs of known tools")
    out.paragraph(
      """
      Recognised by their content. The figures that a tool states itself are quoted and never \
      averaged again; where it kept its samples, the statistics above are computed from those.
      """)
    out.table(
      ["File", "Format", "Tool"],
      files.map { file in
        [
          "\(code: file.path)", "\(code: file.tool!.format.identifier)",
          "\(code: file.tool!.format.tool)",
        ]
      }, texts: [0, 1, 2])
    addFailures(files, &out)
    addDifferences(files, &out)
  }

  private func addFailures(_ files: [FileRecord], _ out: inout MarkdownBuilder) {
    let failures = files.flatMap { file in
      sheet.facts(about: file.path, .reading).filter {
        $0.key.hasSuffix("/failures") && ($0.value ?? 0) > 0
      }
    }
    guard !failures.isEmpty else { return }
    out.paragraph("Failures that the tools list:")
    out.list(failures.map { "\(statement: $0)." })
  }

  /// Of each format and reason the first figure: the others are facts too.
  private func addDifferences(_ files: [FileRecord], _ out: inout MarkdownBuilder) {
    var seen: Set<[String]> = []
    let firsts = files.flatMap { file in
      sheet.facts(about: file.path, .reading).filter { fact in
        guard let reason = differenceReason(fact), let tool = file.tool else { return false }
        return seen.insert([tool.format.identifier, reason]).inserted
      }
    }
    guard !firsts.isEmpty else { return }
    out.paragraph(
      "Where a tool's figure is not what its samples give, one of each format and reason:")
    out.list(firsts.map { "\(statement: $0)." })
  }

  private func differenceReason(_ fact: Fact) -> String? {
    fact.caveats.lazy.compactMap { caveat in
      if case .differsFromSamples(_, _, let reason) = caveat { reason ?? "" } else { nil }
    }.first
  }
}
