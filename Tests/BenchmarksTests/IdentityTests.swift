import Tables
import TestSupport
import Testing

@testable import Benchmarks

@Suite struct IdentityTests {
  private static let n = 12

  private func values(
    seed: UInt64, _ range: ClosedRange<Double>, count: Int = n
  ) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Double.random(in: range, using: &generator) }
  }

  private func rounded(_ values: [Double], _ decimals: Int) -> [Double] {
    let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    return values.map { ($0 * scale).rounded() / scale }
  }

  private func equations(_ columns: [(String, [Double])]) -> Set<String> {
    Set(audit(columns.map { ($0.0, $0.1.map { $0 }) }).identities.map(\.equation))
  }

  @Test("a sum of two, in full and rounded when written")
  func sums() {
    let (a, b) = (values(seed: 1, 1...6), values(seed: 2, 0.01...0.3))
    let sum = zip(a, b).map(+)
    #expect(equations([("c_s", sum), ("a_s", a), ("b_s", b)]) == ["c_s = a_s + b_s"])
    #expect(equations([("a_s", a), ("b_s", b), ("c_s", sum)]).count == 1)
    let print4 = [("c_s", rounded(sum, 4)), ("a_s", rounded(a, 4)), ("b_s", rounded(b, 4))]
    #expect(equations(print4) == ["c_s = a_s + b_s"])
  }

  @Test("a value that happens to be whole doesn't make the others exact")
  func wholeAmongRounded() {
    var (a, b) = (rounded(values(seed: 3, 1...6), 3), values(seed: 4, 0.01...0.3))
    a[2] = 4
    let sum = rounded(zip(a, b).map(+), 3)
    b = rounded(b, 3)
    #expect(equations([("c_s", sum), ("a_s", a), ("b_s", b)]) == ["c_s = a_s + b_s"])
  }

  @Test("a rate: counts over times")
  func ratios() {
    let counts = values(seed: 5, 50...900).map { $0.rounded() }
    let times = values(seed: 6, 1...9)
    let rate = zip(counts, times).map { $0 / $1 }
    let expected: Set = ["tokens_s = eval_count / eval_s"]
    #expect(
      equations([("tokens_s", rate), ("eval_s", times), ("eval_count", counts)]) == expected)
    #expect(
      equations([
        ("tokens_s", rounded(rate, 2)), ("eval_s", rounded(times, 4)), ("eval_count", counts),
      ]) == expected)
  }

  @Test("a product")
  func products() {
    let (a, b) = (values(seed: 7, 2...5), values(seed: 8, 3...9))
    let found = equations([("energy", zip(a, b).map(*)), ("power_watts", a), ("wall_s", b)])
    #expect(found == ["energy = power_watts × wall_s"])
  }

  @Test("a constant may take part, but neither 0 nor 1, and not alone")
  func constants() {
    let times = values(seed: 9, 1...9)
    let fixed = [Double](repeating: 48, count: Self.n)
    let zeros = [Double](repeating: 0, count: Self.n)
    let ones = [Double](repeating: 1, count: Self.n)
    #expect(
      equations([("tokens_s", times.map { 48 / $0 }), ("eval_s", times), ("eval_count", fixed)])
        == ["tokens_s = eval_count / eval_s"])
    let tokens = values(seed: 10, 50...900).map { $0.rounded() }
    #expect(
      equations([
        ("all_tokens", tokens.map { $0 + 48 }), ("in_tokens", fixed), ("out_tokens", tokens),
      ])
        == ["all_tokens = in_tokens + out_tokens"])
    // With a zero, the columns are equal, and that is all.
    #expect(
      equations([("ttft_s", times), ("load_s", zeros), ("eval_s", times), ("one", ones)])
        == ["ttft_s = eval_s"])
  }

  @Test("sums of three come from the rank, with their signs")
  func rank() {
    let columns = (0..<3).map { values(seed: 20 + UInt64($0), 1...5) }
    let sum = (0..<Self.n).map { i in columns[0][i] + columns[1][i] - columns[2][i] }
    let found = audit([
      ("d_s", sum.map { $0 }), ("a_s", columns[0].map { $0 }), ("b_s", columns[1].map { $0 }),
      ("c_s", columns[2].map { $0 }),
    ]).identities
    #expect(found.count == 1)
    #expect(Set(found.first?.columns ?? []) == ["a_s", "b_s", "c_s", "d_s"])
    #expect((found.first?.largestDeviation ?? 1) < 1e-12)
  }

  @Test("one wrong cell is enough against an identity")
  func almost() {
    let (a, b) = (values(seed: 11, 1...6), values(seed: 12, 0.1...3))
    var sum = zip(a, b).map(+)
    sum[5] += 0.001
    #expect(equations([("c_s", sum), ("a_s", a), ("b_s", b)]).isEmpty)
  }

  @Test("failed runs take no part; a missing value ends a column's candidacy")
  func failedAndMissing() throws {
    let runs =
      "c_s,a_s,b_s,error\n3.25,1,2.25,\n0,5,7,boom\n4.5,1.5,3,\n6.125,2.125,4,\n9.5,4.25,5.25,\n"
    #expect(try audit(runs).identities.map(\.equation) == ["c_s = a_s + b_s"])
    #expect(try audit(runs).identities.map(\.n) == [4])
    #expect(try audit(runs.replacing("4.5,1.5,3,", with: "4.5,,3,")).identities.isEmpty)
  }

  @Test("two runs prove nothing")
  func fewRuns() {
    #expect(equations([("c_s", [3.5, 4.25]), ("a_s", [1.5, 2]), ("b_s", [2, 2.25])]).isEmpty)
  }

  @Test("none by chance in random data of any form", arguments: 0..<100 as Range<UInt64>)
  func noneByChance(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    // Few runs of small whole numbers give the most chances; the other seeds try every form.
    let isDense = seed.isMultiple(of: 2)
    let rows = Int.random(in: isDense ? 3...5 : 3...40, using: &generator)
    let columns = Int.random(in: 6...12, using: &generator)
    let data = (0..<columns).map { i -> (String, [Double?]) in
      let form = isDense ? 0 : Int.random(in: 0..<5, using: &generator)
      let values = (0..<rows).map { _ -> Double in
        let value = Double.random(in: 0...1, using: &generator)
        return switch form {
        case 0: (value * 3).rounded()
        case 1: (value * 20).rounded()
        case 2: (value * 100).rounded() / 100
        case 3: (value * 1000).rounded() / 10
        default: value
        }
      }
      return ("m\(i)_s", values)
    }
    let found = audit(data).identities.map(\.equation)
    #expect(found.isEmpty, "\(rows) rows: \(found)")
  }
}
