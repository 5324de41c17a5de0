import TestSupport
import Testing

@testable import Tables

/// Writes tables in other forms than ``CSVWriter``.
private struct FormWriter {
  var delimiter: String
  var quote: String
  var lineEnd: String
  var hasComma: Bool
  var hasUnits: Bool
  var hasComment: Bool
  var trailing: TrailingDelimiter

  func text(_ table: Table) -> String {
    var text = hasComment ? "# made for a test" + lineEnd : ""
    text += record(table.columnNames, trailing == .everyLine)
    if hasUnits {
      text += record(table.columns.map { $0.isNumeric ? "ms" : "" }, trailing != .none)
    }
    for row in 0..<table.rowCount {
      let cells = table.columns.map { column -> String in
        let cell = column.text(at: row) ?? ""
        return hasComma && column.isNumeric ? cell.replacing(".", with: ",") : cell
      }
      text += record(cells, trailing != .none)
    }
    return text
  }

  private func record(_ cells: [String], _ hasTrailing: Bool) -> String {
    let fields = cells.map { cell in
      let needs = [delimiter, quote, "\n", "\r"].contains { cell.contains($0) }
      return needs ? quote + cell.replacing(quote, with: quote + quote) + quote : cell
    }
    return fields.joined(separator: delimiter) + (hasTrailing ? delimiter : "") + lineEnd
  }
}

@Suite("Tables written in any form and read back")
struct DialectRoundTripTests {
  @Test("equal", arguments: [",", ";", "\t", "|"], ["\"", "'"])
  func property(delimiter: String, quote: String) throws {
    for seed in 0..<60 {
      var random = SeededGenerator(seed: UInt64(seed))
      let hasUnits = Bool.random(using: &random)
      let writer = FormWriter(
        delimiter: delimiter, quote: quote,
        lineEnd: ["\n", "\r\n", "\r"].randomElement(using: &random)!,
        hasComma: delimiter != "," && Bool.random(using: &random), hasUnits: hasUnits,
        hasComment: Bool.random(using: &random),
        trailing: [.none, .everyLine, .rows].randomElement(using: &random)!)
      let written = randomTable(&random, quote)
      let read = try table(writer.text(written))
      #expect(read.columns == written.columns, "\(writer)\n\(writer.text(written))")
      let units = Dictionary(
        uniqueKeysWithValues: written.columns.filter(\.isNumeric).map { ($0.name, "ms") })
      #expect(read.units == (writer.hasUnits ? units : [:]))
      #expect(read.notices.count == (writer.hasComment ? 1 : 0))
    }
  }

  /// Doubles that show their mark, integers, and labels, all of which stand in quotes where the
  /// quote is a single one: without that nothing tells it from an apostrophe.
  private func randomTable(_ random: inout SeededGenerator, _ quote: String) -> Table {
    let rows = Int.random(in: 3...12, using: &random)
    let doubles = (0..<rows).map { _ in
      Double(Int.random(in: -9999...9999, using: &random)) / 4 + 0.0625
    }
    let integers = (0..<rows).map { row -> Double? in
      row > 0 && Int.random(in: 0..<4, using: &random) == 0
        ? nil : Double(Int.random(in: -50...50, using: &random))
    }
    let alphabet = Array("ab .:-é€;,|\t\"'\n".unicodeScalars)
    let labels = (0..<rows).map { row -> String in
      var text = "x" + (quote == "'" ? "'" : "")
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        text.unicodeScalars.append(alphabet.randomElement(using: &random)!)
      }
      return text
    }
    var builder = ColumnBuilder(type: .integer, capacity: rows)
    for integer in integers {
      builder.append(integer.map { .integer(Int64($0)) } ?? .null)
    }
    return Table(columns: [
      Column(name: "time", doubles: doubles), builder.column(named: "n"),
      Column(name: "note", labels: labels),
    ])
  }
}
