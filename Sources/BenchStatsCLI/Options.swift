import ArgumentParser
import BenchStats

extension OutputFormat: ExpressibleByArgument {}
extension CorrelationMethod: ExpressibleByArgument {}
extension DecimalMark: ExpressibleByArgument {}

/// Where and how a result is written.
struct OutputOptions: ParsableArguments {
  @Option(help: "The form of the output.")
  var format: OutputFormat?

  @Option(help: "Write to this file instead of standard output.")
  var output: String?

  @Flag(help: "Say nothing but errors on standard error.")
  var quiet = false

  @Flag(help: "Exit with 3 where the result holds findings.")
  var strict = false

  func validate() throws {
    guard output != "" else { throw ValidationError("--output takes the name of a file.") }
  }

  /// The result in the form asked for, on standard output or in the file.
  func result(
    of document: ResultDocument, inputs: InputFiles, isTerminal: Bool
  ) throws -> CommandResult {
    let format = format ?? .text
    let isColoured = isTerminal && output == nil && format == .text
    var result = try deliver(
      document.rendered(format, style: isColoured ? .coloured : .plain), inputs: inputs)
    if strict, document.hasFindings { result.status = .findings }
    return result
  }

  /// A text on standard output or in the file.
  func deliver(_ text: String, inputs: InputFiles) throws -> CommandResult {
    guard let output else { return CommandResult(stdout: text) }
    try inputs.refuse(output)
    try OutputFile.write(text, to: output)
    return CommandResult(remarks: quiet ? [] : ["wrote \(output)"])
  }
}

/// What the user says about columns.
struct ColumnOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The role and unit of a column, such as latency=metric:ms; may be repeated.",
      valueName: "name=role:unit"))
  var columnRole: [String] = []

  @Option(help: "A bench-stats.yaml with roles and units of columns.")
  var config: String?

  func validate() throws {
    do { _ = try adding(to: Configuration()) } catch let error as ConfigurationError {
      throw ValidationError(error.description)
    }
  }

  /// Roles alone, for commands whose configuration is another.
  static func alone(_ roles: [String]) -> ColumnOptions {
    var options = ColumnOptions()
    options.columnRole = roles
    options.config = nil
    return options
  }

  func configuration() throws -> Configuration {
    try adding(to: config.map(Configuration.read) ?? Configuration())
  }

  /// The file that is read.
  var files: [String] { config.map { [$0] } ?? [] }

  private func adding(to configuration: Configuration) throws -> Configuration {
    var result = configuration
    for text in columnRole { try result.add(commandLine: text) }
    return result
  }
}

/// How a table is read from a file.
struct TableOptions: ParsableArguments {
  @Option(help: "The key path of the table, where a JSON document holds several.")
  var table: String?

  @Option(help: "The character between the fields of a CSV file, or 'tab'.")
  var delimiter: String?

  @Option(help: "The character around fields of a CSV file, or 'none'.")
  var quote: String?

  @Option(help: "The character that begins comment lines of a CSV file, or 'none'.")
  var comment: String?

  @Option(help: "The decimal mark of numbers in a CSV file.")
  var decimal: DecimalMark?

  @Flag(
    inversion: .prefixedNo, help: "Whether the first record of a CSV file names the columns.")
  var header: Bool?

  @Flag(
    inversion: .prefixedNo, help: "Whether the record under the header of a CSV file holds units.")
  var unitsRow: Bool?

  @Flag(help: "Keep what can be kept of a broken CSV file, and say what was changed.")
  var lenient = false

  @Option(help: "A cell that means 'no value', besides empty, NA, NaN and null; may be repeated.")
  var missing: [String] = []

  @Flag(
    help: """
      Read all files as one table: columns by name, with a column of the files' paths. A folder \
      means all data files in it.
      """)
  var asOne = false

  @OptionGroup var columns: ColumnOptions

  func validate() throws { _ = try csv() }

  func csv() throws -> CSVOptions {
    var options = CSVOptions()
    options.missing.formUnion(missing)
    if let delimiter {
      let text = delimiter == "tab" ? "\t" : delimiter
      guard let byte = Self.character(text), text != "\"" else {
        throw ValidationError("--delimiter takes one ASCII character or 'tab', not '\(delimiter)'.")
      }
      options.delimiter = byte
    }
    options.quote = try Self.mark(quote, "--quote")
    options.comment = try Self.mark(comment, "--comment")
    options.decimalMark = decimal
    options.header = header
    options.unitsRow = unitsRow
    options.isLenient = lenient
    let marks = [options.delimiter, options.quote, options.comment].compactMap(\.self)
      .filter { $0 != 0 }
    guard Set(marks).count == marks.count else {
      throw ValidationError("--delimiter, --quote and --comment take different characters.")
    }
    return options
  }

  /// The byte of one ASCII character that is no line end; nil for other text.
  private static func character(_ text: String) -> UInt8? {
    guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80, byte > 0, byte != 0x0A,
      byte != 0x0D
    else { return nil }
    return byte
  }

  private static func mark(_ text: String?, _ option: String) throws -> UInt8? {
    guard let text else { return nil }
    if text == "none" { return 0 }
    guard let byte = character(text) else {
      throw ValidationError("\(option) takes one ASCII character or 'none', not '\(text)'.")
    }
    return byte
  }

  /// What the arguments of a command mean.
  func inputs(_ arguments: [String]) throws -> TableInputs {
    try TableInputs(arguments, asOne: asOne, and: columns.files)
  }
}

/// A list with commas between its parts.
struct CommaList: ExpressibleByArgument {
  var parts: [String]

  /// As help shows it.
  var defaultValueDescription: String { parts.joined(separator: ",") }

  init?(argument: String) {
    parts = argument.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
    guard !parts.contains("") else { return nil }
  }
}

/// The level of limits.
struct ConfidenceOption: ParsableArguments {
  @Option(help: "The level of the limits, between 0 and 1.")
  var confidence = 0.95

  func validate() throws {
    guard confidence > 0, confidence < 1 else {
      throw ValidationError("--confidence takes a number between 0 and 1, such as 0.95.")
    }
  }
}

/// Runs a computation about a file; errors that name no file themselves get its name.
func about<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
  do { return try body() } catch {
    switch error {
    case is StatisticsError, is RegressionError, is ResponseSurfaceError, is LinearAlgebraError:
      throw AnalysisError(path: file, reason: "\(error)")
    default: throw error
    }
  }
}

/// Why the content of a file can't be analysed as asked.
struct AnalysisError: Error, CustomStringConvertible {
  var path: String
  var reason: String
  var description: String { "\(path): \(reason)" }
}

/// The folder of a command, read.
func readFolder(_ path: String, _ columns: ColumnOptions) throws -> BenchmarkFolder {
  let folder = try BenchmarkFolder(path, configuration: columns.configuration())
  guard !folder.files.isEmpty else { throw EmptyFolderError(path: path) }
  return folder
}
