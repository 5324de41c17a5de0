import Benchmarks
import Facts

extension ReportSections {
  /// The facts that the report cites, the methods with their sources, the files with their digests.
  func appendix(_ out: inout MarkdownBuilder, cited: [Fact]) {
    out.heading(2, "Appendix")
    out.heading(3, "Facts cited")
    out.paragraph("`facts.json` holds these and all others, with every digit.")
    out.verbatim(factsTable(cited))
    out.heading(3, "Methods")
    var seen: Set<Method> = []
    let methods = cited.map(\.provenance.method).filter { seen.insert($0).inserted }
    for method in methods where !method.source.isEmpty {
      out.verbatim("- \(Markdown.escaped(method.name)): \(Markdown.escaped(method.source))\n")
    }
    out.verbatim("\n")
    out.heading(3, "Files")
    out.verbatim(
      MarkdownTable.grid(
        headers: ["File", "SHA-256"],
        rows: analysis.folder.files.map { file in
          [Markdown.code(file.path), file.sha256.map(Markdown.code) ?? "not read"]
        }, isNumber: [false, false]) + "\n")
  }

  private func factsTable(_ facts: [Fact]) -> String {
    MarkdownTable.grid(
      headers: ["Fact", "Statement", "Caveats", "From"],
      rows: facts.map { fact in
        [
          "<a id=\"\(fact.id)\"></a>`\(fact.id)`", Markdown.escaped(fact.statement),
          Markdown.escaped(fact.caveats.map(\.text).joined(separator: "; ")),
          source(fact.provenance),
        ]
      }, isNumber: [false, false, false, false]) + "\n"
  }

  private func source(_ provenance: Provenance) -> String {
    var parts = provenance.files.map { Markdown.code($0.path) }
    if let lines = provenance.lines {
      parts.append(Markdown.code("lines \(lines.lowerBound) to \(lines.upperBound)"))
    }
    if !provenance.columns.isEmpty {
      parts.append(provenance.columns.map(Markdown.code).joined(separator: ", "))
    }
    return parts.isEmpty ? "the folder" : parts.joined(separator: ", ")
  }

  /// Files analysed, durations, and per type the count, the first paths and the latest change.
  func workflowSummary(_ out: inout MarkdownBuilder, times: [Fact]) {
    out.heading(2, "Workflow summary")
    out.list(["Files analysed: \(inventory("files"))"])
    if !times.isEmpty {
      let items = times.map {
        "- <a id=\"\($0.id)\"></a>\(("\(statement: $0)" as Prose).markdown)\n"
      }
      out.verbatim(TimesBlock.wrapped(items.joined() + "\n"))
    }
    for kind in analysis.inventory.kinds {
      let name = kind.kind.rawValue
      out.paragraph("\(code: name): \(inventory("\(name)/files"))")
      var items = kind.paths.prefix(Inventory.listedPaths).map { path -> Prose in
        "\(code: path)"
      }
      if let more = sheet[key: "inventory/\(name)/unlisted"] {
        items.append("… and \(number: more) more")
      }
      if let latest = sheet[key: "inventory/\(name)/latest"] {
        items.append("Latest modified: \(latest)")
      }
      out.list(items)
    }
  }
}

/// The part of a report that differs between two runs on one input. The facts in it have their
/// anchors there and not in the appendix.
enum TimesBlock {
  static func wrapped(_ text: String) -> String {
    "<!-- times -->\n\n\(text)<!-- end of times -->\n\n"
  }
}
