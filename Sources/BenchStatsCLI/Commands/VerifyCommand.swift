import ArgumentParser
import BenchStats

/// The forms of a verification.
enum VerificationFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, markdown, sarif, html
}

/// `bench-stats verify REPORT --data DIR`
struct VerifyCommand: Executable {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Hold every number of a report against the data or the facts.",
    discussion: """
      Each number is bound to what it is about, and that is looked up or computed; the data are never \
      searched for a value. Without --data and --facts, what needs data is not checkable. Exits with \
      3 where a claim fails.
      """)

  @Argument(help: "The reports, in Markdown.")
  var reports: [String]

  @Option(help: "The folder that the reports are about.")
  var data: String?

  @Option(help: "The facts that the reports are about, as 'facts' writes them.")
  var facts: String?

  @Option(help: "The form of the result.")
  var format = VerificationFormat.text

  @Option(help: "Write to this file instead of standard output.")
  var output: String?

  @Flag(help: "Write the report with corrections where the data tell them, and the changes.")
  var fix = false

  @Flag(help: "Write the report with each verdict behind its claim.")
  var annotate = false

  @Flag(help: "Say nothing but errors on standard error.")
  var quiet = false

  @OptionGroup var confidence: ConfidenceOption
  @OptionGroup var columns: ColumnOptions

  func validate() throws {
    guard data == nil || facts == nil else {
      throw ValidationError("--data and --facts exclude each other.")
    }
    guard !(fix && annotate) else {
      throw ValidationError("--fix and --annotate exclude each other.")
    }
    guard reports.count == 1 || !(fix || annotate) else {
      throw ValidationError("--fix and --annotate take one report.")
    }
    guard output != "" else { throw ValidationError("--output takes the name of a file.") }
    guard !(fix || annotate) || format == .text else {
      throw ValidationError("--fix and --annotate write Markdown and take no --format.")
    }
  }

  func execute(isTerminal: Bool) throws -> CommandResult {
    let (source, parsed) = try read()
    let verifier = Verifier(data: source.data)
    let verifications = zip(parsed, reports).map { verifier.verify($0, name: $1) }
    var result = try deliver(
      text(verifications, isColoured: isTerminal && output == nil), source.inputs(with: reports))
    if fix, !quiet { result.remarks += verifications[0].fixed.changes.map(\.words) }
    if verifications.contains(where: \.hasFailures) { result.status = .findings }
    return result
  }

  /// What the reports are held against, and the reports; at the same time, unless both may come from
  /// standard input.
  private func read() throws -> (GroundingSource, [ParsedReport]) {
    let source = { @Sendable [data, facts, columns, confidence] in
      try GroundingSource(data: data, facts: facts, columns, confidence: confidence.confidence)
    }
    let parsed = { @Sendable [reports] in try reports.map { ParsedReport(try reportText($0)) } }
    if reports.contains("-") { return (try source(), try parsed()) }
    return try inParallel(source, parsed)
  }

  private func text(_ verifications: [Verification], isColoured: Bool) -> String {
    if fix { return verifications[0].fixed.markdown }
    if annotate { return verifications[0].annotated }
    switch format {
    case .text:
      let style: TextStyle = isColoured ? .coloured : .plain
      return verifications.map { $0.text(style: style) }.joined(separator: "\n")
    case .json: return VerificationDocument(verifications).json
    case .markdown: return VerificationDocument(verifications).markdown
    case .sarif: return VerificationDocument(verifications).sarif
    case .html: return VerificationDocument(verifications).html
    }
  }

  private func deliver(_ text: String, _ inputs: InputFiles) throws -> CommandResult {
    guard let output else { return CommandResult(stdout: text) }
    try inputs.refuse(output)
    try OutputFile.write(text, to: output)
    return CommandResult(remarks: quiet ? [] : ["wrote \(output)"])
  }
}
