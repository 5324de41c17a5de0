/// What gives the tested coefficient of two columns, with all that they share done before.
struct PairTests {
  /// The tested coefficient of two columns; nil where one has none.
  let pair: (Int, Int) -> TestedCoefficient?
  /// Which columns correlate with themselves.
  let varies: [Bool]
  /// How many of the columns given carry information of their own.
  let controls: Int

  /// Threads for fewer values than this would cost more than they save.
  private static let fewValues = 1 << 16

  /// - Throws: `StatisticsError.columnNotANumber`.
  init(_ columns: [[Double]], given: [[Double]], _ method: CorrelationMethod) throws {
    let n = columns.first?.count ?? 0
    let threads = n * columns.count < Self.fewValues ? 1 : processors()
    // A column of which Pearson's passes found the mean holds no NaN.
    let isChecked = method == .pearson && given.isEmpty
    if !isChecked { try requireEqualColumns(columns + given) }
    let table = try CoefficientTable(columns, given: given, method, threads: threads)
    if isChecked, !table.varies.allSatisfy({ $0 }) { try requireEqualColumns(columns) }
    varies = table.varies
    controls = table.controls
    let used = n - table.controls
    let values = table.coefficients
    switch method {
    case .pearson, .biweight:
      let test = method == .pearson ? CorrelationTest.studentT : .studentTOfBiweight
      pair = { Self.studentTested(values[$0][$1], n: used, test) }
    case .spearman where given.isEmpty:
      let (tests, hasTies) = (SpearmanTests(n: n), table.hasTies)
      pair = { first, second in
        values[first][second].map {
          tests.tested($0, hasTies: hasTies[first] || hasTies[second])
        }
      }
    case .spearman:
      pair = { Self.studentTested(values[$0][$1], n: used, .studentTOfRanks) }
    case .kendall, .distance:
      pair = { table.tested[$0 * columns.count + $1] }
    }
  }

  private static func studentTested(
    _ r: Double?, n: Int, _ test: CorrelationTest
  ) -> TestedCoefficient? {
    r.map { r in
      let pValue = studentTPValue(r, n: n)
      return TestedCoefficient(coefficient: r, pValue: pValue, test: pValue == nil ? nil : test)
    }
  }
}

/// The coefficients of all pairs of columns by one method.
struct CoefficientTable: Sendable {
  /// Row i, column j; nil where one of both has none, 1 on the diagonal.
  private(set) var coefficients: [[Double?]] = []
  /// For Kendall and distance the pairs with their tests: i < j at i k + j.
  private(set) var tested: [TestedCoefficient?] = []
  /// Which columns hold equal values; of Spearman only.
  private(set) var hasTies: [Bool] = []
  /// Which columns correlate with themselves.
  let varies: [Bool]
  /// How many of the columns given carry information of their own.
  private(set) var controls = 0

  /// - Parameter isTesting: whether p-values are wanted; else those of Kendall may be approximate.
  /// - Precondition: the columns are equally long; but for Pearson without any given none holds NaN.
  init(
    _ columns: [[Double]], given: [[Double]], _ method: CorrelationMethod, threads: Int,
    isTesting: Bool = true
  ) throws {
    let k = columns.count
    switch method {
    case .pearson, .spearman:
      var columns = columns
      var given = given
      if method == .spearman {
        // Only the midranks are kept of the rankings.
        let all = columns + given
        let ranked = mapConcurrently(all.count, threads: threads) { column in
          let ranking = Ranking(all[column])
          return (midranks: ranking.midranks, hasTies: ranking.hasTies)
        }
        columns = ranked.prefix(k).map(\.midranks)
        given = ranked.dropFirst(k).map(\.midranks)
        hasTies = ranked.prefix(k).map(\.hasTies)
      }
      if given.isEmpty {
        coefficients = pearsonCoefficients(columns, threads: threads)
      } else {
        let residuals = try Residuals(of: columns, given: given)
        controls = residuals.controls
        coefficients = cosines(residuals.columns, threads: threads)
      }
    case .biweight:
      coefficients = biweightCoefficients(columns, threads: threads)
    case .kendall:
      let rankings = mapConcurrently(k, threads: threads) { Ranking(columns[$0]) }
      let tests = KendallTests(n: columns.first?.count ?? 0, isTesting: isTesting)
      let varies = rankings.map { !$0.isConstant }
      tested = pairwise(k, threads: threads) { tests.tested(rankings[$0], rankings[$1]) }
      coefficients = Self.square(k, tested, varies)
      self.varies = varies
      return
    case .distance:
      let prepared = mapConcurrently(k, threads: threads) { DistanceColumn(columns[$0]) }
      let varies = prepared.map { $0 != nil }
      tested = pairwise(k, threads: threads) { first, second in
        guard let x = prepared[first], let y = prepared[second] else { return nil }
        return DistanceCorrelation(x, y).tested
      }
      coefficients = Self.square(k, tested, varies)
      self.varies = varies
      return
    }
    let coefficients = coefficients
    varies = columns.indices.map { coefficients[$0][$0] != nil }
  }

  private static func square(
    _ k: Int, _ tested: [TestedCoefficient?], _ varies: [Bool]
  ) -> [[Double?]] {
    (0..<k).map { i in
      (0..<k).map { j in
        i == j ? (varies[i] ? 1 : nil) : tested[min(i, j) * k + max(i, j)]?.coefficient
      }
    }
  }
}

private func pairwise(
  _ k: Int, threads: Int, _ body: @escaping @Sendable (Int, Int) -> TestedCoefficient?
) -> [TestedCoefficient?] {
  mapConcurrently(k * k, threads: threads) { place in
    place / k < place % k ? body(place / k, place % k) : nil
  }
}
