# Bandwidths and kernel densities by R for data made up here, as JSON on stdout.
#
#   cd Fixtures/oracles && Rscript density.R > density.json
#
# Needs base R alone. bw.SJ is solved to the last digits (R's default stops at a tenth of its lower
# bound). The densities are the sum of dnorm(), not density(), which interpolates.

source("json.R")

made_up <- list(
  skewed = round(qgamma((((1:40) * 17) %% 41) / 41, 2) * 3, 4),
  two_heaps = round(c(qnorm(ppoints(70), -2, 0.7), qnorm(ppoints(50), 3, 1.1)), 4),
  many = round(qlnorm((((1:900) * 37) %% 907) / 907, 1, 0.8), 5),
  few = c(3, 1, 4.5, 1.25, 9))

result <- function(x) {
  bandwidth <- bw.SJ(x, tol = 1e-15)
  at <- seq(min(x), max(x), length.out = 9)
  list(
    values = x, silverman = bw.nrd0(x), sheatherJones = bandwidth, at = at,
    density = sapply(at, function(place) mean(dnorm(place, x, bandwidth))))
}

cat(json(c(list(source = R.version.string), lapply(made_up, result))), "\n", sep = "")
