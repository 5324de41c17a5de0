import TestSupport
import Testing

@testable import Statistics

@Suite struct SortedSumsTests {
  /// All sums one by one.
  private func plain(_ sums: SortedSums) -> [Double] {
    sums.rows.indices.flatMap { i in
      (sums.isTriangular ? i..<sums.columns.count : 0..<sums.columns.count).map {
        sums.rows[i] + sums.columns[$0]
      }
    }.sorted()
  }

  private func check(_ sums: SortedSums, _ label: String) {
    let expected = plain(sums)
    #expect(sums.count == expected.count)
    let n = expected.count
    for rank in Set([1, 2, n / 50 + 1, n / 2, n / 2 + 1, n - n / 40, n - 1, n])
    where rank > 0 && rank <= n {
      #expect(sums.value(rank: rank) == expected[rank - 1], "\(label), rank \(rank) of \(n)")
    }
    let middle = (expected[(n - 1) / 2] + expected[n / 2]) / 2
    #expect(sums.median == middle, "\(label)")
  }

  @Test(arguments: [(1, 1), (1, 7), (6, 2), (40, 30), (150, 131), (3, 3000), (400, 301)])
  func selectionAsBySorting(n: Int, m: Int) {
    var generator = SeededGenerator(seed: UInt64(n))
    for ties in [false, true] {
      let x = randomValues(n, ties: ties, using: &generator).sorted()
      let y = randomValues(m, ties: ties, using: &generator).sorted()
      check(SortedSums(differencesOf: x, and: y), "ties \(ties)")
      check(SortedSums(pairsOf: x), "pairs, ties \(ties)")
    }
  }

  /// Gaps that grow without bound, blocks of equals, regular steps and infinities.
  @Test func selectionFromAwkwardLists() {
    let n = 300
    let growing = (0..<n).map { Double(sign: .plus, exponent: $0 - 100, significand: 1) }
    let blocks = (0..<n).map { Double($0 / 100) * 1e6 }
    let steps = (0..<n).map { Double($0) }
    let open = [-Double.infinity] + steps + [.infinity, .infinity]
    for x in [growing, blocks, steps] {
      for y in [growing, blocks, steps, open] {
        check(SortedSums(differencesOf: x, and: y), "differences")
      }
      check(SortedSums(pairsOf: x), "pairs")
    }
    check(SortedSums(pairsOf: steps + [.infinity]), "open pairs")
  }
}
