import Tables
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct SentinelTests {
  private func sentinel(_ levels: [Double]) -> Double? {
    SentinelLevel(factor: "x", values: levels + levels)?.level
  }

  @Test("a code at either end")
  func codes() throws {
    #expect(sentinel([40, 60, 80, 999]) == 999)
    #expect(sentinel([1, 2, 999]) == 999)
    #expect(sentinel([1, 1000, 1010, 1020]) == 1)
    #expect(sentinel([-1, 10, 20, 30]) == -1)
    #expect(sentinel([0, 1, 2, 9999]) == 9999)
    let found = try #require(SentinelLevel(factor: "num_gpu", values: [40, 999, 60, 80, 999]))
    #expect(found.factor == "num_gpu")
    #expect((found.neighbour, found.gap, found.spanOfOthers, found.runs) == (80, 919, 40, 2))
    #expect(found.levels == [40, 60, 80, 999])
  }

  @Test(
    "amounts are no codes",
    arguments: [
      [1024, 2048, 4096], [1, 2, 4, 8, 16, 32], [1, 10, 100], [1, 10, 100, 1000], [8, 64, 512],
      [1, 2, 3], [0, 0.5, 1], [0.2, 0.4, 0.8], [0.2, 0.9, 1], [512, 1024, 2048, 4096],
      [0, 10, 100], [-2, -1, 0, 1], [128, 1024, 8192],
    ])
  func amounts(levels: [Double]) {
    #expect(sentinel(levels) == nil)
  }

  @Test("two levels can't tell", arguments: [[], [5], [1, 999]])
  func fewLevels(levels: [Double]) {
    #expect(sentinel(levels) == nil)
  }
}

@Suite struct ConfoundingTests {
  private func findings(_ columns: [(String, [Double?])]) -> [String] {
    audit(columns).findings.compactMap { finding in
      switch finding {
      case .confoundedFactors(let a, let b, let r, let n): "\(a)~\(b) \((r * 100).rounded()) \(n)"
      case .confoundedWithOrder(let a, let r, let n): "\(a)~order \((r * 100).rounded()) \(n)"
      default: nil
      }
    }
  }

  @Test("two factors that vary together, in either direction")
  func aliased() {
    let a: [Double] = [1, 4, 2, 3, 1, 4]
    #expect(
      findings([("threads", a), ("num_ctx", a.map { $0 * 512 })]) == ["threads~num_ctx 100.0 6"])
    #expect(
      findings([("threads", a), ("num_ctx", a.map { 4096 - $0 * 512 })])
        == ["threads~num_ctx -100.0 6"])
    #expect(
      findings([("threads", a), ("num_ctx", [1, 1, 2, 2, 3, 3])]).contains {
        $0.hasPrefix("threads~num_ctx")
      } == false)
  }

  @Test("a factor that follows the order, up or down, in steps too")
  func order() {
    #expect(findings([("threads", [1, 2, 3, 4])]) == ["threads~order 100.0 4"])
    #expect(findings([("threads", [4, 3, 2, 1])]) == ["threads~order -100.0 4"])
    #expect(findings([("threads", [1, 1, 2, 2, 3, 3])]).count == 1)
    #expect(findings([("threads", [1, 3, 2, 1, 3, 2])]).isEmpty)
  }

  @Test("constant factors and single runs say nothing")
  func degenerate() {
    #expect(findings([("threads", [2, 2, 2, 2])]).isEmpty)
    #expect(findings([("threads", [1])]).isEmpty)
    #expect(findings([("threads", [1, 2])]).isEmpty)
  }

  @Test("failed runs keep their places in the order")
  func failedRuns() throws {
    let found = try audit("threads,ttft_s,error\n1,1,\n9,0,x\n2,2,\n3,1,\n").findings
    #expect(found.contains(.confoundedWithOrder(factor: "threads", correlation: 1, n: 3)))
  }
}

@Suite struct CellTests {
  @Test("one run in each cell of the grid")
  func full() throws {
    let cells = try #require(
      audit([("threads", [1, 1, 2, 2]), ("num_ctx", [1, 2, 1, 2]), ("ttft_s", [1, 2, 3, 4])]).cells)
    #expect(
      (cells.possible, cells.filled, cells.missing, cells.fewest, cells.most) == (4, 4, 0, 1, 1))
    #expect(cells.isBalanced && !cells.hasReplicates)
    #expect(cells.factors.map(\.name) == ["threads", "num_ctx"])
    #expect(cells.factors.map(\.levels) == [2, 2])
  }

  @Test("a missing cell, replicates, and what is unbalanced")
  func uneven() throws {
    let cells = try #require(
      audit([("threads", [1, 1, 2, 2, 2]), ("num_ctx", [1, 2, 1, 1, 1])]).cells)
    #expect(
      (cells.possible, cells.filled, cells.missing, cells.fewest, cells.most) == (4, 3, 1, 1, 3))
    #expect(!cells.isBalanced && cells.hasReplicates)
  }

  @Test("constant factors are none; nothing varies, no cells")
  func constant() throws {
    let cells = try #require(audit([("threads", [1, 2]), ("top_k", [40, 40])]).cells)
    #expect(cells.factors.map(\.name) == ["threads"])
    #expect(audit([("top_k", [40, 40])]).cells == nil)
  }

  @Test("failed runs leave their cells empty")
  func failed() throws {
    let cells = try #require(
      try audit("threads,num_ctx,error\n1,1,\n1,2,x\n2,1,\n2,2,\n").cells)
    #expect((cells.filled, cells.missing, cells.n) == (3, 1, 3))
  }

  @Test("two models at one setting are no replicates; nor are seeds settings")
  func entities() throws {
    let csv = "model,tag,threads,seed,ttft_s\na,x,1,11,1\na,x,2,12,2\nb,y,1,13,3\nb,y,2,14,4\n"
    let cells = try #require(try audit(csv).cells)
    #expect(cells.factors.map(\.name) == ["model", "threads"])
    #expect((cells.possible, cells.filled, cells.most) == (4, 4, 1))
  }
}

@Suite struct OtherFindingTests {
  @Test("constant metrics and factors, with their values")
  func constants() throws {
    let found = try audit("threads,ttft_s,eval_count,note\n2,0.5,96,x\n2,0.6,96,x\n").findings
    #expect(
      found.filter { if case .constant = $0 { true } else { false } } == [
        .constant(column: "threads", value: "2", n: 2),
        .constant(column: "eval_count", value: "96", n: 2),
      ])
  }

  @Test("one run is constant in nothing")
  func oneRun() throws {
    #expect(
      try audit("ttft_s\n0.5\n").findings.allSatisfy {
        if case .tooFewForPercentile = $0 { true } else { false }
      })
  }

  private func shortfalls(_ table: SweepAudit) -> [String] {
    table.findings.compactMap { finding in
      if case .tooFewForPercentile(let p, let n, let needed) = finding {
        "\(p) \(n) \(needed)"
      } else {
        nil
      }
    }
  }

  @Test(
    "runs that an upper limit at 95 % needs: the smallest n with pⁿ ≤ 0.05",
    arguments: [(28, 3), (29, 2), (58, 2), (59, 1), (298, 1), (299, 0)])
  func shortfall(n: Int, count: Int) {
    let found = shortfalls(audit([("ttft_s", (0..<n).map(Double.init))]))
    let all = ["0.9 \(n) 29", "0.95 \(n) 59", "0.99 \(n) 299"]
    #expect(found == Array(all.suffix(count)))
  }

  @Test("of several models, the one with the fewest runs counts")
  func shortfallOfGroups() throws {
    let csv = "model,ttft_s\n" + (0..<70).map { "\($0 < 40 ? "a" : "b"),\($0)\n" }.joined()
    #expect(shortfalls(try audit(csv)) == ["0.95 30 59", "0.99 30 299"])
  }

  @Test("samples of a device are not asked for percentiles")
  func telemetry() throws {
    #expect(shortfalls(try audit("power_draw,fan_speed\n1,2\n3,4\n")).isEmpty)
  }

  @Test("among very many columns pairs are not tried, and that is said")
  func veryManyColumns() {
    func columns(_ count: Int) -> [(String, [Double?])] {
      let values = (0..<count).map { column in
        (0..<12).map { row in ((Double(row) + 2) * Double(column + 7)).squareRoot() }
      }
      let product = zip(values[0], values[1]).map { $0 * $1 }
      return values.enumerated().map { ("c\($0)", $1) }
        + [("product", product), ("equal", values[2])]
    }
    let few = audit(columns(30))
    let equations = few.identities.map(\.equation)
    #expect(equations.contains("c0 = product / c1") && equations.contains("c2 = equal"))
    let many = audit(columns(Identity.mostTried))
    #expect(many.identities.map(\.equation) == ["c2 = equal"])
    #expect(many.findings.contains(.identitiesNotSought(columns: Identity.mostTried + 2)))
    #expect(!few.findings.contains { if case .identitiesNotSought = $0 { true } else { false } })
  }

  @Test("rows equal in every column, with the lines of the first pair")
  func duplicateRows() throws {
    let found = try audit("ttft_s,note\n1,a\n2,b\n1,a\n1,a\n1,c\n").findings
    #expect(found.contains(.duplicateRows(count: 2, firstLine: 2, secondLine: 4)))
    #expect(
      try !audit("ttft_s,note\n1,a\n1,b\n").findings.contains {
        if case .duplicateRows = $0 { true } else { false }
      })
  }

  @Test("failed runs are counted of all")
  func failedRuns() throws {
    let found = try audit("ttft_s,error\n1,\n0,x\n0,y\n").findings
    #expect(found.last == .failedRuns(count: 2, total: 3))
  }

  @Test("where every run failed, nothing else is found")
  func allFailed() throws {
    let found = try audit("threads,ttft_s,error\n1,0,x\n2,0,x\n3,0,x\n").findings
    #expect(found == [.failedRuns(count: 3, total: 3)])
  }
}
