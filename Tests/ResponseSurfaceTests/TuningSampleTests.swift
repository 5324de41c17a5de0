import ResponseSurface
import Statistics
import Tables
import TestSupport
import Testing

/// Real tuning data of three tools: types, summaries and fits against values computed with numpy.
@Suite("tuning data against numpy", .enabled(if: Repository.shared != nil, "needs ../shared"))
struct TuningSampleTests {
  static let files = ["gemm_a100_long.csv", "storm_ss_f.csv", "ollama_param_tuning.csv"]

  private func read(_ file: String) throws -> (table: Table, expected: JSONOracle) {
    let path = "formats/tuning/\(file)"
    return (
      try Table(contentsOf: sharedFile(path).path),
      try JSONOracle(shared: path + ".expected.json")
    )
  }

  @Test("rows, columns and their types", arguments: files)
  func types(file: String) throws {
    let (table, expected) = try read(file)
    #expect(Double(table.rowCount) == expected.number("n_rows"))
    #expect(table.columnNames == expected.strings("header"))
    for column in table.columns {
      let known = expected["columns"][column.name]
      #expect(Double(column.missing.count) == known.number("n_missing"), "\(column.name)")
      if known.number("n_numeric") ?? 0 > 0 {
        #expect(column.isNumeric == (known.number("n_text") == 0), "\(column.name)")
      } else {
        #expect(!column.isNumeric, "\(column.name)")
      }
      // The reference counts empty cells as one more value.
      let distinct = Set((0..<table.rowCount).map { column.text(at: $0) })
      #expect(Double(distinct.count) == known.number("distinct"), "\(column.name)")
    }
  }

  @Test("summaries of the numeric columns", arguments: files)
  func summaries(file: String) throws {
    let (table, expected) = try read(file)
    for column in table.columns where column.isNumeric {
      let known = expected["columns"][column.name]
      let summary = try Summary(table.values(column.name))
      expectDigits(summary.mean, known.number("mean"), 12, column.name)
      expectDigits(summary.standardDeviation, known.number("stddev"), 12, column.name)
      #expect(summary.minimum == known.number("min"))
      #expect(summary.maximum == known.number("max"))
      expectDigits(summary.median, known.number("median"), 15, column.name)
    }
  }

  @Test("second-order fits of each response", arguments: files)
  func fits(file: String) throws {
    let (table, expected) = try read(file)
    let responses = expected["reference_fits"]["responses"]
    #expect(!responses.keys.isEmpty)
    for response in responses.keys {
      let reference = responses[response]
      let known = reference["second_order"]
      let factors = table.columnNames.filter { reference["coding"][$0].exists }
      let model = try SecondOrderModel(
        names: factors, columns: factors.map { try table.values($0) },
        response: table.values(response))
      for factor in model.factors {
        let coding = reference["coding"][factor.name]
        #expect(factor.centre == coding.number("centre"))
        #expect(factor.halfWidth == coding.number("half_range"))
      }
      expectDigits(model.fit.rSquared, known.number("r2"), 10, "\(file) \(response) R²")
      // With terms that the data can't tell apart numpy gives the shortest of many solutions.
      guard known.number("rank") == known.number("columns") else { continue }
      for coefficient in model.fit.coefficients {
        guard let estimate = coefficient.estimate else { continue }
        let name = coefficient.name
        let value = known["coefficients"][name]
        expectDigits(estimate, value.number("estimate"), 8, "\(file) \(response) \(name)")
        expectDigits(
          coefficient.standardError, value.number("std_error"), 9, "\(file) \(response) \(name)")
      }
    }
  }
}
