/// The columns of a table that is being read, each with the place where its name came first.
///
/// Where names stand in every row, several threads may meet a new one at the same time; the order
/// in the finished table is that of the file all the same.
final class ColumnRegistry: @unchecked Sendable {
  private struct Entry {
    var name: String
    var row: Int
    var member: Int
  }

  private let monitor = Monitor()
  private var entries: [Entry] = []
  private var indices: [TextKey: Int] = [:]
  private var repeated: [Int: (count: Int, firstRow: Int)] = [:]

  /// The columns of a header.
  init(_ names: [String] = []) {
    for (member, name) in names.enumerated() { _ = index(of: name, row: 0, member: member) }
  }

  /// The number of columns so far.
  var count: Int { monitor.locked { entries.count } }

  /// The names so far, by index.
  var names: [String] { monitor.locked { entries.map(\.name) } }

  /// The index of a column, a new one where the name is new; it was met at a place in the file.
  func index(of name: String, row: Int, member: Int) -> Int {
    let key = TextKey(name)
    return monitor.locked {
      if let index = indices[key] {
        if (row, member) < (entries[index].row, entries[index].member) {
          entries[index].row = row
          entries[index].member = member
        }
        return index
      }
      indices[key] = entries.count
      entries.append(Entry(name: name, row: row, member: member))
      return entries.count - 1
    }
  }

  /// The columns whose name stood in a row again: how often in all rows, and the first such row.
  var duplicates: [Int: (count: Int, firstRow: Int)] { monitor.locked { repeated } }

  /// Counts a name of a column that stands in its row already.
  func addDuplicate(_ column: Int, row: Int) {
    monitor.locked {
      let earlier = repeated[column] ?? (0, row)
      repeated[column] = (earlier.count + 1, min(earlier.firstRow, row))
    }
  }

  /// The indices in the order in which the names come in the file.
  var order: [Int] {
    monitor.locked {
      entries.indices.sorted {
        (entries[$0].row, entries[$0].member) < (entries[$1].row, entries[$1].member)
      }
    }
  }
}
