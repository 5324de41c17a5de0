/// For each row the line of the file where it begins: kept as runs of rows that stand on lines in
/// succession, so that a file without blank lines and line breaks in quotes needs one run.
public struct RowLines: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable, Equatable {
  private struct Run: Sendable, Equatable {
    var row: Int
    var line: Int
  }

  private var runs: [Run] = []
  /// The number of rows.
  public private(set) var count = 0

  /// No rows.
  public init() {}

  /// The lines of a list.
  public init(_ lines: some Sequence<Int32>) { for line in lines { append(line: Int(line)) } }

  /// The lines of a literal.
  public init(arrayLiteral elements: Int32...) { self.init(elements) }

  /// The first row.
  public var startIndex: Int { 0 }
  /// One past the last row.
  public var endIndex: Int { count }

  /// The line of `row`, counted from 1.
  ///
  /// - Precondition: `row` is in `0..<count`.
  /// - Complexity: O(log runs).
  public subscript(row: Int) -> Int32 {
    precondition(row >= 0 && row < count, "a row of the table expected")
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].row <= row { low = middle } else { high = middle }
    }
    return Int32(clamping: runs[low].line + row - runs[low].row)
  }

  /// Adds a row that begins on `line`.
  mutating func append(line: Int) { append(rows: 1, from: line) }

  /// Adds rows that stand on lines in succession.
  mutating func append(rows: Int, from line: Int) {
    guard rows > 0 else { return }
    if let last = runs.last, last.line + count - last.row == line {
      count += rows
      return
    }
    runs.append(Run(row: count, line: line))
    count += rows
  }

  /// Adds the rows of `other` behind these.
  mutating func append(_ other: RowLines) {
    for (i, run) in other.runs.enumerated() {
      let end = i + 1 < other.runs.count ? other.runs[i + 1].row : other.count
      append(rows: end - run.row, from: run.line)
    }
  }
}
