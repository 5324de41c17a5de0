import TestSupport
import Testing

@testable import Tables

/// Tables whose cells are known, against what the readers make of their text.
@Suite("Texts of known tables")
struct KnownTableTests {
  private static let options = CSVOptions(
    delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""), header: true, comment: 0,
    decimalMark: .point, unitsRow: false)

  @Test("CSV: every value, type, missing cell and name", arguments: 0..<150)
  func csv(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let known = KnownTable(&random, rows: Int.random(in: 0...50, using: &random))
    let bytes = known.csv(&random)
    let table = try CSVReader.parse(bytes, file: "f", options: Self.options)
    #expect(table.columnNames == known.names)
    #expect(table.rowCount == known.rows.count)
    for (i, column) in table.columns.enumerated() {
      let type = known.type(i)
      #expect(column.type == type)
      let expected = known.rows.indices.map { known.value($0, i, type) }
      #expect(
        texts(column).map { $0.map(scalars) } == expected.map { $0.map(canonical(column)) },
        "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
    }
  }

  @Test("chosen columns are those of the whole table", arguments: 0..<80)
  func projection(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed) + 500)
    let known = KnownTable(&random, rows: Int.random(in: 0...50, using: &random))
    let bytes = known.csv(&random)
    let whole = try CSVReader.parse(bytes, file: "f", options: Self.options)
    let chosen = Set(known.names.filter { _ in Bool.random(using: &random) })
    for path in [LoadingPath.plain, LoadingPath(blockSize: 100, threads: 3)] {
      guard case .table(let part) = try loadCSV(bytes, path, columns: chosen) else {
        Issue.record("no table")
        return
      }
      #expect(part.columns == whole.columns.filter { chosen.contains($0.name) })
    }
  }

  private func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

  /// The scalars of the label in the column that is the same text: the one that came first.
  private func canonical(_ column: Column) -> (String) -> [Unicode.Scalar] {
    guard case .labels(let labels) = column.values else { return { Array($0.unicodeScalars) } }
    return { text in
      Array((labels.dictionary.first { $0 == text } ?? text).unicodeScalars)
    }
  }
}
