import Tables

/// The percentile distribution that HdrHistogram prints as text: rows of value, percentile and
/// count under a header, and lines `#[Mean = …]` below them.
struct PercentileSpectrum {
  /// A row: so much of the sample is at most this value.
  struct Row {
    var value: Double
    var probability: Double
    var line: Int
  }

  private(set) var rows: [Row] = []
  /// The figures of the footer by the file's names.
  private(set) var footer: [(name: String, value: Double, line: Int)] = []
  /// The number of recorded values: the footer's, else the count of the last row.
  var count: Double? { figure("Total count")?.value ?? lastCount }

  private var lastCount: Double?

  static let columns = ["Value", "Percentile", "TotalCount", "1/(1-Percentile)"]

  /// Whether the line is the header of a distribution.
  static func isHeader(_ line: String) -> Bool {
    line.split(whereSeparator: \.isWhitespace).elementsEqual(columns) { $0 == $1 }
  }

  /// Takes a line where it is one of the distribution, and says whether it was.
  mutating func take(_ line: String, at number: Int) -> Bool {
    if line.hasPrefix("#[") { return takeFooter(line, at: number) }
    return takeRow(line.split(whereSeparator: \.isWhitespace), at: number)
  }

  /// Takes the fields of a row, the last of which may be absent.
  mutating func takeRow(_ fields: [some StringProtocol], at line: Int) -> Bool {
    guard (3...4).contains(fields.count), let value = ToolNumber.decimal(fields[0]),
      let probability = ToolNumber.decimal(fields[1]), (0...1).contains(probability),
      let count = ToolNumber.decimal(fields[2])
    else { return false }
    rows.append(Row(value: value, probability: probability, line: line))
    lastCount = count
    return true
  }

  private mutating func takeFooter(_ line: String, at number: Int) -> Bool {
    guard line.hasSuffix("]") else { return false }
    for pair in line.dropFirst(2).dropLast().split(separator: ",") {
      let sides = pair.split(separator: "=", maxSplits: 1)
      guard sides.count == 2 else { return false }
      if let value = ToolNumber.decimal(sides[1].trimmed) {
        footer.append((sides[0].trimmed, value, number))
      }
    }
    return true
  }

  private func figure(_ name: String) -> (name: String, value: Double, line: Int)? {
    footer.first { $0.name == name }
  }

  /// What the distribution states; nothing where nothing was recorded.
  var reported: [ReportedStatistic] {
    guard let count, count > 0 else { return [] }
    let kinds: [(name: String, kind: ReportedStatistic.Kind)] = [
      ("Mean", .mean), ("StdDeviation", .standardDeviation), ("Max", .maximum),
      ("Total count", .count),
    ]
    let figures = kinds.compactMap { name, kind in
      figure(name).map { ReportedStatistic(kind, $0.value, source: "line \($0.line)") }
    }
    return figures
      + rows.map {
        ReportedStatistic(.percentile($0.probability), $0.value, source: "line \($0.line)")
      }
  }
}
