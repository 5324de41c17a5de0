import Benchmarks
import Facts

/// The parts of a report, for an author who puts other words between them.
public struct ReportParts: Sendable {
  /// The sections that facts alone decide.
  public enum Section: CaseIterable, Sendable {
    case executiveSummary, dataIngestion, performance, toolOutputs, parameterEffects, keyFindings,
      recommendations, dataQuality
  }

  private let analysis: FolderAnalysis
  private let sections: ReportSections

  /// The parts of the report about a folder.
  public init(_ analysis: FolderAnalysis) {
    self.analysis = analysis
    sections = ReportSections(analysis: analysis)
  }

  /// The mark by which a report is known again, and its heading.
  public var heading: String {
    var out = MarkdownBuilder()
    out.verbatim("\(BenchmarkFolder.reportMark)\n\n")
    out.heading(1, "Benchmark report: \(code: folderName(analysis.folder.root))")
    return out.text
  }

  /// A section with its heading; empty where the folder gives no occasion for it.
  ///
  /// - Complexity: O(facts).
  public func section(_ section: Section) -> String {
    var out = MarkdownBuilder()
    switch section {
    case .executiveSummary: sections.executiveSummary(&out)
    case .dataIngestion: sections.dataIngestion(&out)
    case .performance: sections.performance(&out)
    case .toolOutputs: sections.toolOutputs(&out)
    case .parameterEffects: sections.parameterEffects(&out)
    case .keyFindings: sections.keyFindings(&out)
    case .recommendations: sections.recommendations(&out)
    case .dataQuality: sections.dataQuality(&out)
    }
    return out.text
  }

  /// The facts that `text` links to with their sources, the methods and the files.
  public func appendix(citedIn text: String) -> String {
    var out = MarkdownBuilder()
    let cited = Citations.identifiers(in: text).compactMap { analysis.sheet[id: $0] }
    sections.appendix(&out, cited: cited)
    return out.text
  }

  /// Files analysed, durations, and per type the count, the first paths and the latest change.
  public func workflowSummary(times: [Fact]) -> String {
    var out = MarkdownBuilder()
    sections.workflowSummary(&out, times: times)
    return out.text
  }
}

/// Facts and texts as Markdown, for reports that are put together elsewhere: the only ways in which a
/// number may enter one.
public enum FactMarkdown {
  /// A text made harmless, on one line.
  public static func escaped(_ text: String) -> String { Markdown.escaped(text) }

  /// A name from the data as code.
  public static func code(_ name: String) -> String { Markdown.code(name) }

  /// The fact's value with its unit, as a link to the fact.
  public static func value(_ fact: Fact) -> String { ("\(fact)" as Prose).markdown }

  /// The fact's number, as a link to the fact.
  public static func number(_ fact: Fact) -> String { ("\(number: fact)" as Prose).markdown }

  /// The fact's limits, as a link to the fact; empty where there are none.
  public static func interval(_ fact: Fact) -> String { ("\(interval: fact)" as Prose).markdown }

  /// The fact's whole sentence, as a link to the fact.
  public static func statement(_ fact: Fact) -> String {
    ("\(statement: fact)" as Prose).markdown
  }

  /// The place that links to a fact of the run itself lead to.
  public static func anchor(_ fact: Fact) -> String { "<a id=\"\(fact.id)\"></a>" }

  /// A table of cells that are Markdown already; the columns of `texts` are aligned to the left.
  public static func table(_ headers: [String], _ rows: [[String]], texts: Set<Int> = [0]) -> String
  {
    MarkdownTable.grid(
      headers: headers, rows: rows, isNumber: headers.indices.map { !texts.contains($0) }) + "\n"
  }

  /// The part of a report that differs between two runs on one input, marked as such.
  public static func times(_ text: String) -> String { TimesBlock.wrapped(text) }
}
