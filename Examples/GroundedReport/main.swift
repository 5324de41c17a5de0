// Facts and a report about a folder: every number in the text is a link to its fact.
//   swift run GroundedReport [DIR]
import BenchStats

let folder = try BenchmarkFolder(
  CommandLine.arguments.dropFirst().first ?? "Fixtures/chat-models")
let analysis = try FolderAnalysis(folder)
for fact in analysis.sheet.facts(.audit) { print("- \(fact.statement) [\(fact.id)]") }
let report = MarkdownReport(analysis).text()
print("\(analysis.sheet.facts.count) facts, \(report.utf8.count) bytes of report")
