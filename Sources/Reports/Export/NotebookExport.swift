import Facts
import Tables

/// The files that a notebook needs: tidy CSV tables, the facts, and the notebook itself, which
/// needs pandas and matplotlib and nothing of ours.
public struct NotebookExport: Sendable {
  /// A file by its name and text.
  public struct File: Sendable, Equatable {
    /// The name, without a folder.
    public let name: String
    /// The text.
    public let text: String
  }

  /// The files, in the order in which they are written.
  public let files: [File]

  /// The export of an analysis. Equal contents of a folder give the same bytes: when files were
  /// modified is left out of the facts, because it differs between checkouts.
  ///
  /// - Complexity: O(cells + facts).
  public init(_ analysis: FolderAnalysis) {
    let lasting = FactSheet(
      analysis.sheet.facts.filter { if case .time = $0.quantity { false } else { true } })
    let name = folderName(analysis.folder.root)
    files = [
      File(name: "runs.csv", text: CSVTable.text(TidyTables.runs(analysis))),
      File(name: "percentiles.csv", text: CSVTable.text(TidyTables.percentiles(analysis))),
      File(name: "correlations.csv", text: CSVTable.text(TidyTables.correlations(analysis))),
      File(name: "coefficients.csv", text: CSVTable.text(TidyTables.coefficients(analysis))),
      File(
        name: "facts.json", text: JSONWriter.text(lasting.json())),
      File(name: "report.ipynb", text: JSONWriter.text(Notebook.json(title: name))),
    ]
  }
}
