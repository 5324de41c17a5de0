# Tests of correlation by R for two small data sets made up here, as JSON on stdout.
#
#   cd Fixtures/oracles && Rscript correlation.R
#
# make_reference.py runs it and puts the result into reference.json. With ties R has no exact test,
# so the p-values of the ranks are asymptotic there (no continuity correction); without ties they
# are exact (n < 10).

source("json.R")

sets <- list(
  no_ties = list(
    x = c(0.151, 0.084, 0.092, 0.117, 0.203, 0.178, 0.066, 0.131),
    y = c(41.5, 61.75, 58.25, 44.1, 39.8, 47.6, 57.3, 52.9)),
  ties = list(
    x = c(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4),
    y = c(138.5, 140.25, 131, 88, 64.5, 47, 47, 44.25, 44.25, 43, 46.5, 41)))

test_of <- function(set, method, alternative, exact) {
  suppressWarnings(
    cor.test(set$x, set$y, method = method, alternative = alternative, exact = exact))
}

p_values <- function(set, method, exact) {
  alternatives <- c("two.sided", "greater", "less")
  p <- lapply(alternatives, function(side) test_of(set, method, side, exact)$p.value)
  setNames(p, c("two_sided", "greater", "less"))
}

tests <- function(set) {
  exact <- !anyDuplicated(set$x) && !anyDuplicated(set$y)
  pearson <- test_of(set, "pearson", "two.sided", exact)
  spearman <- test_of(set, "spearman", "two.sided", exact)
  kendall <- test_of(set, "kendall", "two.sided", exact)
  c(set, list(
    exact_rank_tests = exact,
    pearson = list(
      estimate = unname(pearson$estimate), t = unname(pearson$statistic),
      df = unname(pearson$parameter), p = p_values(set, "pearson", exact),
      confidence95 = as.vector(pearson$conf.int)),
    spearman = list(
      estimate = unname(spearman$estimate), S = unname(spearman$statistic),
      p = p_values(set, "spearman", exact)),
    kendall = list(
      estimate = unname(kendall$estimate), statistic = unname(kendall$statistic),
      p = p_values(set, "kendall", exact))))
}

source_name <- paste(R.version.string, "cor.test", sep = ", ")
cat(json(c(list(source = source_name), lapply(sets, tests))), "\n", sep = "")
