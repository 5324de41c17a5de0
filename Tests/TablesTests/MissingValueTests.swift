import Testing

@testable import Tables

@Suite("Missing values")
struct MissingValueTests {
  @Test("the default spellings", arguments: ["", "NA", "NaN", "null", " ", "\t", " NA ", "\"\""])
  func defaults(cell: String) throws {
    let column = try column(["1", cell, "3"])
    #expect(column.values == .integers([1, 0, 3]))
    #expect(texts(column) == ["1", nil, "3"])
    #expect(column.missing.count == 1)
    #expect(column.missing[1] && !column.missing[0] && !column.missing[2])
  }

  @Test("other spellings are text", arguments: ["na", "NULL", "N/A", "-", "none", "NAN2"])
  func text(cell: String) throws {
    #expect(try texts(column(["1", cell])) == ["1", cell])
  }

  @Test("the caller's spellings replace the default ones")
  func options() throws {
    let options = CSVOptions(missing: ["-", "n/a"])
    #expect(try column(["1", "-", "n/a"], options: options).values == .integers([1, 0, 0]))
    #expect(try column(["1", "NA"], options: options).type == .label)
    #expect(try texts(column(["a", ""], options: options)) == ["a", ""])
    #expect(try texts(column(["a", ""], options: CSVOptions(missing: []))) == ["a", ""])
  }

  @Test(
    "a NaN that no option names is missing too, and leaves whole numbers whole",
    arguments: ["nan", "NAN", "-nan", "NaN"])
  func nan(cell: String) throws {
    let options = CSVOptions(missing: [""])
    #expect(try texts(column(["1", cell], options: options)) == ["1", nil])
    #expect(try column(["1", cell], options: options).type == .integer)
    #expect(try column(["1.5", cell], options: options).type == .double)
    let alone = try column([cell], options: options)
    #expect(alone.type == .double)
    #expect(alone.missing.count == 1)
    #expect(try texts(column(["a", cell], options: options)) == ["a", cell])
  }

  @Test("missing in every type")
  func everyType() throws {
    #expect(try texts(column(["0.5", ""])) == ["0.5", nil])
    #expect(try texts(column(["true", ""])) == ["true", nil])
    #expect(try texts(column(["2025-01-01", ""])) == ["2025-01-01T00:00:00Z", nil])
    #expect(try texts(column(["a", ""])) == ["a", nil])
    #expect(try column(["a", ""]).double(at: 1) == nil)
    #expect(try column(["1", ""]).doubles == [1, nil])
  }

  @Test("a single column has its missing values in quotes; blank lines are no rows")
  func singleColumn() throws {
    let table = try table("x\n1\n\n\"\"\n3\n")
    #expect(try table.numbers("x") == [1, nil, 3])
    #expect(table.rowLines == [2, 4, 5])
  }

  @Test("a mask of many rows", arguments: [0, 1, 63, 64, 65, 127, 128, 1000])
  func mask(row: Int) {
    var mask = MissingMask()
    #expect(!mask[row])
    mask.insert(row)
    mask.insert(row)
    #expect(mask.count == 1)
    #expect((0..<2000).filter { mask[$0] } == [row])
  }
}
