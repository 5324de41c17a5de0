import Benchmarks
import Facts
import Glibc

/// A report in Markdown in which every number is a link to the fact that it comes from.
public struct MarkdownReport: Sendable {
  private let analysis: FolderAnalysis
  private let body: String

  /// Writes the report about a folder, but for the workflow summary.
  ///
  /// - Complexity: O(facts).
  public init(_ analysis: FolderAnalysis) {
    self.analysis = analysis
    let sections = ReportSections(analysis: analysis)
    var out = MarkdownBuilder()
    out.verbatim("\(BenchmarkFolder.reportMark)\n\n")
    out.heading(1, "Benchmark report: \(code: folderName(analysis.folder.root))")
    out.paragraph(
      """
      Every number below is a link to the fact that it comes from; the appendix lists the facts \
      with their sources. No model wrote any of it.
      """)
    sections.executiveSummary(&out)
    sections.dataIngestion(&out)
    sections.performance(&out)
    sections.toolOutputs(&out)
    sections.parameterEffects(&out)
    sections.keyFindings(&out)
    sections.recommendations(&out)
    sections.dataQuality(&out)
    body = out.text
  }

  /// The whole report.
  ///
  /// - Parameter times: The facts of the run itself; they stand in a block of their own, the only
  ///   part that differs between two runs on one input. Without any the block is left out.
  public func text(times: [Fact] = []) -> String {
    var workflow = MarkdownBuilder()
    let sections = ReportSections(analysis: analysis)
    sections.workflowSummary(&workflow, times: times)
    let cited = Citations.identifiers(in: body + workflow.text)
    var appendix = MarkdownBuilder()
    sections.appendix(&appendix, cited: cited.compactMap { analysis.sheet[id: $0] })
    return body + appendix.text + workflow.text
  }
}

/// The name of a folder by its path; that of the folder itself where the path ends in dots.
func folderName(_ path: String) -> String {
  func last(_ path: String) -> String? { path.split(separator: "/").last.map(String.init) }
  guard let name = last(path) else { return "/" }
  guard name == "." || name == "..", let resolved = realpath(path, nil) else { return name }
  defer { free(resolved) }
  return last(String(cString: resolved)) ?? "/"
}

/// The facts that a Markdown text links to.
enum Citations {
  /// The identifiers, in order of first citation.
  static func identifiers(in text: String) -> [String] {
    var seen: Set<String> = []
    var result: [String] = []
    for part in text.split(separator: "](#").dropFirst() {
      let id = String(part.prefix { $0 != ")" })
      if seen.insert(id).inserted { result.append(id) }
    }
    return result
  }
}
