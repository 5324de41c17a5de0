/// The cells of objects as columns: the union of their keys, in order of first appearance.
struct GatheredRows {
  /// Counts the long names.
  private let room: KeyPathRoom
  private struct Cells {
    var name: String
    /// The cells there are; rows without one are left out, so that many keys cost no room.
    var cells: [(row: Int, value: JSONValue)] = []
  }

  private var columns: [Cells] = []
  private var indexOfColumn: [TextKey: Int] = [:]
  private var lines: [Int32] = []
  /// The arrays of objects within the rows, by column name, in order of first appearance.
  private(set) var children: [(name: String, objects: [JSONObject])] = []
  private var indexOfChild: [TextKey: Int] = [:]

  init(_ room: KeyPathRoom) { self.room = room }

  mutating func beginRow(line: Int32) { lines.append(line) }

  /// Sets a cell of the row begun last; a key that stands twice keeps its last value.
  mutating func set(_ name: String, _ value: JSONValue) throws(ReadError) {
    let key = TextKey(name)
    let index = indexOfColumn[key] ?? columns.count
    if index == columns.count {
      try room.take(name)
      indexOfColumn[key] = index
      columns.append(Cells(name: name))
    }
    let row = lines.count - 1
    if columns[index].cells.last?.row == row { columns[index].cells.removeLast() }
    columns[index].cells.append((row, value))
  }

  mutating func addChildren(_ name: String, _ objects: [JSONObject]) throws(ReadError) {
    if let index = indexOfChild[TextKey(name)] {
      children[index].objects += objects
    } else {
      try room.take(name)
      indexOfChild[TextKey(name)] = children.count
      children.append((name, objects))
    }
  }

  /// The table; nil where the rows hold no cell.
  ///
  /// - Parameters:
  ///   - forgiven: What the whole text was forgiven.
  ///   - bigIntegers: Whole numbers beyond 64 bits in the whole text.
  /// - Throws: ``ReadError/Kind/tooSparse(rows:columns:)`` above ten million cells of which fewer
  ///   than one in a hundred stands in the text: a small file must not fill the memory.
  func table(
    file: String, keyPath: String?, forgiven: [ReadNotice], bigIntegers: Set<Double>,
    labels: Set<TextKey>
  ) throws(ReadError) -> Table? {
    guard !columns.isEmpty else { return nil }
    let room = columns.count.multipliedReportingOverflow(by: lines.count)
    let filled = columns.reduce(0) { $0 + $1.cells.count }
    if room.overflow || (room.partialValue > 10_000_000 && filled < room.partialValue / 100) {
      throw ReadError(
        file: file, line: lines.first.map { Int($0) },
        kind: .tooSparse(rows: lines.count, columns: columns.count))
    }
    let typed = columns.map { column($0, asLabels: labels.contains($0.name)) }
    let big = self.bigIntegers(typed, bigIntegers)
    return Table(
      columns: typed, file: file, keyPath: keyPath, rowLines: RowLines(lines),
      // Without any of its own all tables share the notices of the text.
      notices: big.isEmpty ? forgiven : forgiven + big)
  }

  /// The columns of doubles in which whole numbers beyond 64 bits stand, and how many cells are
  /// equal to one: what the cells were before they became doubles nobody knows any more.
  private func bigIntegers(_ typed: [Column], _ values: Set<Double>) -> [ReadNotice] {
    guard !values.isEmpty else { return [] }
    return columns.indices.filter { typed[$0].type == .double }.compactMap { index in
      let rows = columns[index].cells.filter { cell in
        if case .double(let value) = cell.value { values.contains(value) } else { false }
      }
      return rows.first.map { first in
        ReadNotice(
          .integersBeyond64Bits(column: columns[index].name), count: rows.count,
          line: Int(lines[first.row]))
      }
    }
  }

  private func column(_ column: Cells, asLabels: Bool) -> Column {
    var vote = TypeVote()
    if asLabels { vote.count(.label) }
    for (_, value) in column.cells {
      switch value {
      case .integer: vote.count(.integer)
      case .double(let number) where number.isNaN: vote.countNotANumber()
      case .double: vote.count(.double)
      case .boolean: vote.count(.boolean)
      case .string(let text): vote.count(Timestamp(iso8601: text) == nil ? .label : .time)
      case .null, .array, .object: break
      }
    }
    var builder = ColumnBuilder(type: vote.type, capacity: lines.count)
    for (row, value) in column.cells {
      while builder.count < row { builder.appendMissing() }
      if value == .null { builder.appendMissing() } else { builder.append(value) }
    }
    while builder.count < lines.count { builder.appendMissing() }
    return builder.column(named: column.name)
  }
}
