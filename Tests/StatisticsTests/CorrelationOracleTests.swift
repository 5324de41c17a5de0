import Foundation
import Statistics
import TestSupport
import Testing

@Suite(.enabled(if: Repository.shared != nil, "../shared is absent"))
struct CorrelationOracleTests {
  static let folder = "reference/r-reference/"

  /// R's `cor.test`: coefficients to 14 digits, p-values to 11 (R subtracts some from 1).
  @Test func agreesWithCorTest() throws {
    let oracle = try JSONOracle(shared: Self.folder + "correlation.json")
    let cases = oracle["cases"].elements.filter { $0["call"].string?.hasPrefix("cor.test") == true }
    #expect(cases.count == 9)
    var coefficients = WorstDigits()
    var pValues = WorstDigits()
    for test in cases {
      let (x, y) = try columns(of: test)
      let id = test["id"].string ?? ""
      let result = test["result"]
      #expect(x.count == result["n"].number.map { Int($0) })
      let pearson = try correlation(x, y)
      let expected = result["pearson"]
      coefficients.compare(pearson.coefficient, expected["estimate"]["cor"].number, id)
      pValues.compare(pearson.pValue, expected["p_value"].number, id + " Pearson")
      let limits = expected["conf_int"].elements.map(\.number)
      coefficients.compare(pearson.interval?.lower, limits[0], id + " lower")
      coefficients.compare(pearson.interval?.upper, limits[1], id + " upper")
      let wide = try correlation(x, y, level: 0.99)
      let wideLimits = result["pearson_ci99"].elements.map(\.number)
      coefficients.compare(wide.interval?.lower, wideLimits[0], id + " lower, 99 %")
      coefficients.compare(wide.interval?.upper, wideLimits[1], id + " upper, 99 %")
      for (method, key, name) in [
        (CorrelationMethod.spearman, "spearman", "rho"), (.kendall, "kendall", "tau"),
      ] {
        let pair = try correlation(x, y, method: method)
        let exact = result[key + "_exact"].exists
        let expected = result[key + (exact ? "_exact" : "_asymptotic")]
        coefficients.compare(pair.coefficient, expected["estimate"][name].number, "\(id) \(key)")
        pValues.compare(pair.pValue, expected["p_value"].number, "\(id) \(key)")
      }
    }
    #expect(coefficients.digits >= 14, "\(coefficients)")
    #expect(pValues.digits >= 11, "\(pValues)")
  }

  /// The two columns that a case names, "cor.test(x,y)", without rows that miss one.
  func columns(of test: JSONOracle) throws -> ([Double], [Double]) {
    let dataset = try #require(test["dataset"].elements.first?.string)
    let call = try #require(test["call"].string)
    let names = call.dropFirst("cor.test(".count).dropLast().split(separator: ",").map(String.init)
    let columns = try PlainColumns(contentsOf: sharedFile(Self.folder + "data/\(dataset).csv"))
      .numbers
    let rows = zip(try #require(columns[names[0]]), try #require(columns[names[1]]))
    let complete = rows.compactMap { x, y in x.flatMap { x in y.map { (x, $0) } } }
    return (complete.map(\.0), complete.map(\.1))
  }

  @Test(arguments: ["matrix.mtcars", "matrix.stackloss"])
  func agreesWithMatrices(_ id: String) throws {
    let oracle = try JSONOracle(shared: Self.folder + "correlation.json")
    let test = try #require(oracle["cases"].elements.first { $0["id"].string == id })
    let dataset = try #require(test["dataset"].elements.first?.string)
    let data = try PlainColumns(contentsOf: sharedFile(Self.folder + "data/\(dataset).csv")).numbers
    for method in [CorrelationMethod.pearson, .spearman, .kendall] {
      let expected = test["result"][method.rawValue]
      let names = expected["cols"].elements.compactMap(\.string)
      let columns = try names.map { try #require(data[$0]).compactMap { $0 } }
      let matrix = try CorrelationMatrix(columns: columns, names: names, method: method)
      var worst = WorstDigits()
      for (i, row) in expected.rows.enumerated() {
        for (j, value) in row.enumerated() {
          worst.compare(matrix[i, j], value, "\(names[i]) \(names[j])")
        }
      }
      #expect(worst.digits >= 13.5 && worst.count == names.count * names.count, "\(worst)")
    }
  }

  @Test(arguments: sweepFiles)
  func agreesWithSweeps(_ file: String) throws {
    let names = [
      "num_gpu", "num_ctx", "temperature", "ttft_s", "tokens_s", "load_s", "prompt_eval_s",
      "eval_s", "eval_count",
    ]
    let data = try sweepColumns(file)
    let oracle = try JSONOracle(shared: "data/expected/gemma3-sweeps.json")[file]
    for method in [CorrelationMethod.pearson, .spearman, .kendall] {
      let matrix = try CorrelationMatrix(
        columns: names.map { try #require(data[$0]) }, names: names, method: method)
      var worst = WorstDigits()
      for (i, row) in oracle[method.rawValue].rows.enumerated() {
        for (j, value) in row.enumerated() {
          let value = try #require(value)
          let found = try #require(matrix[i, j])
          // Balanced factors correlate by 0, give or take rounding; there digits mean nothing.
          if abs(value) < 1e-15 {
            #expect(abs(found) < 1e-15)
          } else {
            worst.compare(found, value, "\(names[i]) \(names[j])")
          }
        }
      }
      #expect(worst.digits >= 12 && worst.count >= 73, "\(method): \(worst)")
    }
  }

  @Test func adjustsAsR() throws {
    let oracle = try JSONOracle(shared: Self.folder + "padjust.json")
    let columns: [String: MultipleComparisonMethod] = [
      "holm": .holm, "hochberg": .hochberg, "bonferroni": .bonferroni, "BH": .benjaminiHochberg,
      "BY": .benjaminiYekutieli,
    ]
    #expect(oracle["cases"].elements.count == 5)
    for test in oracle["cases"].elements {
      let pValues = test["inputs"]["p"].elements.map(\.number)
      let table = test["result"]["adjusted"]
      let names = table["cols"].elements.compactMap(\.string)
      for (name, method) in columns {
        let column = try #require(names.firstIndex(of: name))
        let found = try adjusted(pValues, method: method)
        var worst = WorstDigits()
        for (value, row) in zip(found, table.rows) { worst.compare(value, row[column], name) }
        #expect(worst.digits >= 15 && worst.count == pValues.count, "\(worst)")
      }
    }
  }
}
