import TestSupport
import Testing

@testable import Statistics

/// Comparisons of well-known data by R and SciPy.
@Suite(.enabled(if: Repository.shared != nil, "../shared is absent"))
struct ComparisonReferenceTests {
  static let folder = "reference/r-reference/"

  /// A column of a data set, divided by the text of another.
  private func samples(
    _ file: String, _ value: String, by group: String, _ names: [String]
  ) throws -> [[Double]] {
    let rows = try PlainColumns(shared: Self.folder + "data/\(file).csv").rows
    return names.map { name in
      rows.filter { $0[group] == name }.compactMap { $0[value].flatMap(Double.init) }
    }
  }

  private func pair(_ id: String) throws -> ([Double], [Double]) {
    let found =
      switch id {
      case "mtcars_am": try samples("mtcars", "mpg", by: "am", ["0", "1"])
      case "plantgrowth_t1t2", "plantgrowth":
        try samples("PlantGrowth", "weight", by: "group", ["trt1", "trt2"])
      case "airq_may_aug": try samples("airquality", "Ozone", by: "Month", ["5", "8"])
      case "permeability":
        try samples("HW_permeability", "value", by: "group", ["at_term", "wk12_26"])
      default: try samples("InsectSprays", "count", by: "spray", ["C", "D"])
      }
    return (found[0], found[1])
  }

  @Test(arguments: [
    "mtcars_am", "plantgrowth_t1t2", "airq_may_aug", "permeability", "sprays_C_D",
  ])
  func twoSamplesOfR(id: String) throws {
    let (x, y) = try pair(id)
    let result = try JSONOracle(shared: Self.folder + "tests.json").caseNamed(id)["result"]
    for (variances, key) in [(VarianceAssumption.unequal, "welch"), (.equal, "pooled")] {
      let found = try MeanComparison(x, y, variances: variances)
      expectDigits(found.t, result[key]["statistic"].number("t"), 12, key)
      expectDigits(found.degreesOfFreedom, result[key]["parameter"].number("df"), 13, key)
      expectDigits(found.pValues?.twoSided, result[key].number("p_value"), 12, key)
      expectInterval(found.interval, result[key].numbers("conf_int"), 12)
    }
    expectDigits(
      try MeanComparison(x, y).pValues?.greater, result["welch_greater"].number("p_value"), 12, "p")
    expectDigits(try HedgesG(x, y).cohensD, result.number("cohens_d_pooled"), 12, "d")
    let wilcoxon = result["wilcoxon"]
    let ranks = try MannWhitneyTest(x, y, distribution: .asR)
    let normal = try MannWhitneyTest(x, y, distribution: .normal)
    let key = wilcoxon["normal_cc"]
    #expect(normal.u == key["statistic"].number("W"))
    expectDigits(normal.pValues?.twoSided, key.number("p_value"), 12, "normal")
    expectDigits(
      normal.pValues?.greater, wilcoxon["normal_cc_greater"].number("p_value"), 12, "greater")
    let shift = try HodgesLehmannShift(x, y)
    expectDigits(shift.estimate, wilcoxon.number("hodges_lehmann_shift"), 13, "shift")
    if wilcoxon["exact"].exists {
      #expect(ranks.method == .exact)
      expectDigits(ranks.pValues?.twoSided, wilcoxon["exact"].number("p_value"), 13, "exact")
      expectDigits(ranks.pValues?.less, wilcoxon["exact_less"].number("p_value"), 13, "less")
      expectInterval(shift.interval, wilcoxon["exact"].numbers("conf_int"), 13)
    }
    expectDigits(try CliffsDelta(x, y).estimate, wilcoxon.number("cliffs_delta"), 13, "delta")
    expectDigits(
      ranks.probabilityOfSuperiority, wilcoxon.number("prob_superiority"), 13, "superiority")
    let smirnov = try KolmogorovSmirnovTest(x, y)
    expectDigits(smirnov.d, result["ks"].number("D"), 13, "D")
    if let exact = result["ks"].number("p_exact") {
      // R subtracts a sum from 1.
      expectDigits(smirnov.pValue, exact, 11, "exact p of D")
    }
  }

  @Test func pairsOfR() throws {
    let oracle = try JSONOracle(shared: Self.folder + "tests.json")
    let depression = try PlainColumns(shared: Self.folder + "data/HW_depression.csv").numbers
    let anorexia = try ["Postwt", "Prewt"].map {
      try samples("anorexia", $0, by: "Treat", ["FT"])[0]
    }
    for (id, x, y) in [
      ("paired_depression", depression["x"]!.compactMap { $0 }, depression["y"]!.compactMap { $0 }),
      ("paired_anorexia_FT", anorexia[0], anorexia[1]),
    ] {
      let result = try oracle.caseNamed(id)["result"]
      let t = try PairedT(x, y)
      expectDigits(t.t, result["t"]["statistic"].number("t"), 13, id)
      expectDigits(t.pValues?.twoSided, result["t"].number("p_value"), 12, id)
      expectInterval(t.interval, result["t"].numbers("conf_int"), 12)
      let exact = try SignedRankTest(x, y)
      #expect(exact.method == .exact)
      expectDigits(exact.pValues?.twoSided, result["signed_rank_exact"].number("p_value"), 13, id)
      expectDigits(
        exact.pValues?.greater, result["signed_rank_exact_greater"].number("p_value"), 13, id)
      let normal = try SignedRankTest(x, y, distribution: .normal)
      expectDigits(
        normal.pValues?.twoSided, result["signed_rank_normal_cc"].number("p_value"), 12, id)
      let centre = try HodgesLehmannPseudoMedian(x, y)
      let estimate = result["signed_rank_exact"]["estimate"].number("(pseudo)median")
      expectDigits(centre.estimate, estimate, 13, id)
      expectInterval(centre.interval, result["signed_rank_exact"].numbers("conf_int"), 13)
      expectDigits(
        try SignTest(x, y).pValues?.twoSided, result["sign_test"].number("p_value"), 13, id)
    }
  }

  @Test(arguments: [
    ("plantgrowth", "PlantGrowth", "weight", "group", ["ctrl", "trt1", "trt2"]),
    ("insectsprays", "InsectSprays", "count", "spray", ["A", "B", "C", "D", "E", "F"]),
    ("airquality_month", "airquality", "Temp", "Month", ["5", "6", "7", "8", "9"]),
  ])
  func groupsOfR(
    id: String, file: String, value: String, group: String, names: [String]
  ) throws {
    let samples = try samples(file, value, by: group, names)
    let result = try JSONOracle(shared: Self.folder + "anova.json").caseNamed(id)["result"]
    let welch = try #require(try welchAnova(samples))
    expectDigits(welch.f, result["welch"]["statistic"].number("F"), 12, "F")
    expectDigits(welch.pValue, result["welch"].number("p_value"), 11.5, "p")
    let kruskal = try #require(try kruskalWallisTest(samples))
    let h = result["kruskal"]["statistic"].number("Kruskal-Wallis chi-squared")
    expectDigits(kruskal.statistic, h, 13, "H")
    expectDigits(kruskal.pValue, result["kruskal"].number("p_value"), 12, "p")
    for centre in LeveneCentre.allCases {
      let levene = try #require(try leveneTest(samples, centre: centre))
      expectDigits(levene.f, result["levene_\(centre)"].optionals("F value")[0], 12, "F")
      expectDigits(levene.pValue, result["levene_\(centre)"].optionals("Pr(>F)")[0], 12, "p")
    }
    let tukey = try tukeyHonestDifferences(samples)
    let rows = try #require(result["tukey"].keys.first.map { result["tukey"][$0].rows })
    #expect(tukey.count == rows.count)
    for (pair, row) in zip(tukey, rows) {
      expectDigits(pair.difference, row[0], 12, "difference")
      expectDigits(pair.interval.lower, row[1], 5, "lower")
      expectDigits(pair.interval.upper, row[2], 5, "upper")
      #expect(abs(pair.adjustedPValue - row[3]!) < 1e-6)
    }
  }

  @Test func blocksOfR() throws {
    let rows = try PlainColumns(shared: Self.folder + "data/friedman1.csv")
      .complete(["RoundOut", "NarrowAngle", "WideAngle"])
    let blocks = rows.map { [$0["RoundOut"]!, $0["NarrowAngle"]!, $0["WideAngle"]!] }
    let result = try JSONOracle(shared: Self.folder + "anova.json").caseNamed("friedman_HW")
    let expected = result["result"]["friedman"]
    let found = try #require(try friedmanTest(blocks))
    let q = expected["statistic"].number("Friedman chi-squared")
    expectDigits(found.statistic, q, 13, "Q")
    expectDigits(found.pValue, expected.number("p_value"), 13, "p")
  }

  @Test(arguments: ["plantgrowth", "mtcars_am", "permeability"])
  func twoSamplesOfSciPy(id: String) throws {
    let (x, y) = try pair(id)
    let result = try JSONOracle(shared: "reference/python-reference/nonparametric.json")
      .caseNamed("two_" + id)["result"]
    let munzel = try BrunnerMunzelTest(x, y)
    expectDigits(munzel.statistic.map { -$0 }, result["brunner_munzel"].number("stat"), 12, id)
    expectDigits(munzel.pValues?.twoSided, result["brunner_munzel"].number("p"), 12, id)
    expectDigits(try HedgesG(x, y).estimate, result.number("hedges_g_exact"), 13, id)
    guard let permutation = result["permutation_exact"].number("p") else { return }
    let found = try PermutationTest(x, y)
    #expect(found.isExact)
    expectDigits(found.pValues?.twoSided, permutation, 13, id)
  }

  @Test(arguments: ["aircondit_mean", "city_ratio", "mtcars_cor", "plantgrowth_median"])
  func bootstrapLimitsOfR(id: String) throws {
    let result = try JSONOracle(shared: Self.folder + "boot.json").caseNamed(id)["result"]
    let without = result.numbers("leave_one_out")
    let mean = CompensatedSum(without).value / Double(without.count)
    let bootstrap = Bootstrap(
      estimate: result.number("t0"), replicates: result.optionals("t"),
      influences: without.map { mean - $0 })
    #expect(bootstrap.replicates.count == 1999)
    #expect(abs(bootstrap.acceleration! - result.number("a_jackknife_centred")!) < 1e-12)
    let limits = result["ci95"]
    expectInterval(try bootstrap.interval(.percentile), limits.numbers("percentile"), 13)
    expectInterval(try bootstrap.interval(.basic), limits.numbers("basic"), 13)
    expectInterval(
      try bootstrap.interval(ties: .below), limits.numbers("bca_jackknife_centred"), 12)
    expectInterval(
      try bootstrap.interval(.percentile, level: 0.9), result["ci90"].numbers("percentile"), 13)
  }
}
