# Tests that compare samples, by R, for data made up here, as JSON on stdout.
#
#   cd Fixtures/oracles && Rscript comparison.R > comparison.json
#
# What R's own packages don't hold is calculated from its definition: conditional rank tests by going
# through all ways to share out the values, Levene's, Dunn's, Games and Howell's and van Elteren's
# tests by their formulas.

source("json.R")

# Numbers that every machine makes alike: fractions of multiples of an irrational number.
spread <- function(n, seed, digits = 3) round((seed + (1:n) * 0.6180339887498949) %% 1, digits)

pairs <- list(
  small = list(
    x = c(10.21, 9.87, 10.95, 11.3, 10.02, 12.44, 9.15, 10.48),
    y = c(11.72, 10.88, 12.9, 11.05, 13.31, 12.07, 10.11)),
  small_ties = list(x = c(1, 2, 2, 3, 5, 5, 8), y = c(2, 4, 5, 6, 8, 9)),
  uneven = list(x = c(3.1, 2.9, 4.4), y = 2 + 3 * spread(25, 0.11, 6)),
  middle = list(x = 5 + spread(49, 0.3, 7), y = 5.2 + spread(44, 0.7, 7)),
  large = list(x = -log(spread(80, 0.21, 9)), y = 1.2 * -log(spread(95, 0.52, 9))),
  large_ties = list(x = round(20 * spread(120, 0.4)), y = round(20 * spread(70, 0.9)) + 1))

sides <- function(test) {
  p <- sapply(c("two.sided", "less", "greater"), function(side) test(side)$p.value)
  as.list(setNames(p, c("two_sided", "less", "greater")))
}

t_test <- function(x, y, ...) {
  test <- t.test(x, y, ...)
  list(
    t = unname(test$statistic), df = unname(test$parameter), se = test$stderr,
    p = sides(function(side) t.test(x, y, alternative = side, ...)),
    limits = as.vector(test$conf.int))
}

# P(sum <= found) and P(sum >= found) over all choices of length(x) of the midranks.
conditional_rank_sum <- function(x, y) {
  ranks <- rank(c(x, y))
  found <- sum(ranks[seq_along(x)])
  sums <- combn(ranks, length(x), sum)
  list(less = mean(sums <= found + 1e-9), greater = mean(sums >= found - 1e-9))
}

rank_sum <- function(x, y) {
  exact <- length(x) < 50 && length(y) < 50 && !anyDuplicated(c(x, y))
  test <- function(side, exact) {
    suppressWarnings(wilcox.test(x, y, alternative = side, exact = exact))
  }
  result <- list(
    w = unname(test("two.sided", FALSE)$statistic), exact = exact,
    p = sides(function(side) test(side, exact)),
    p_normal = sides(function(side) test(side, FALSE)),
    shift = median(outer(x, y, "-")), ratio = exp(median(outer(log(x), log(y), "-"))))
  if (exact) {
    test <- wilcox.test(x, y, conf.int = TRUE)
    result$limits <- as.vector(test$conf.int)
    result$limits_90 <- as.vector(wilcox.test(x, y, conf.int = TRUE, conf.level = 0.9)$conf.int)
    result$achieved <- 1 - 2 * pwilcox(
      max(1, qwilcox(0.025, length(x), length(y))) - 1, length(x), length(y))
  } else if (length(x) < 50 && length(y) < 50) {
    # With ties the same order statistics: they can only raise the level.
    k <- max(1, qwilcox(0.025, length(x), length(y)))
    differences <- sort(outer(x, y, "-"))
    result$limits <- differences[c(k, length(differences) + 1 - k)]
    result$achieved <- 1 - 2 * pwilcox(k - 1, length(x), length(y))
  } else {
    # The order statistics of the rule with a correction of 1/2.
    products <- length(x) * length(y)
    sd <- sqrt(products * (length(x) + length(y) + 1) / 12)
    k <- floor(products / 2 + 0.5 - qnorm(0.975) * sd)
    differences <- sort(outer(x, y, "-"))
    result$limits <- c(differences[k], differences[products + 1 - k])
    result$achieved <- 1 - 2 * pnorm((k - 0.5 - products / 2) / sd)
  }
  if (choose(length(x) + length(y), length(x)) < 1e5) {
    result$conditional <- conditional_rank_sum(x, y)
  }
  result
}

smirnov <- function(x, y) {
  test <- function(exact) suppressWarnings(ks.test(x, y, exact = exact))
  list(
    d = unname(test(TRUE)$statistic), p_exact = test(TRUE)$p.value,
    p_limit = test(FALSE)$p.value)
}

two_samples <- function(pair) {
  c(pair, list(
    welch = t_test(pair$x, pair$y), student = t_test(pair$x, pair$y, var.equal = TRUE),
    rank_sum = rank_sum(pair$x, pair$y), smirnov = smirnov(pair$x, pair$y)))
}

differences <- list(
  small = c(1.83, 0.5, 1.62, 2.48, 1.68, -1.88, 1.55, -3.06, 1.3),
  ties = c(3, -1, 2, 2, -3, 5, 1, 4, -2, 3),
  zeros = c(0, 0, 4, -2, 3, 7, -1, 5, 0, 2, 2),
  large = round(3 * spread(75, 0.35, 8) - 1.2, 7),
  large_ties = round(30 * spread(90, 0.15)) - 12)

# P(sum <= found) and P(sum >= found) over all signs of the ranks.
conditional_signed_rank <- function(d, pratt) {
  ranks <- if (pratt) rank(abs(d))[d != 0] else rank(abs(d[d != 0]))
  d <- d[d != 0]
  found <- sum(ranks[d > 0])
  signs <- as.matrix(expand.grid(rep(list(0:1), length(d))))
  sums <- as.vector(signs %*% ranks)
  list(less = mean(sums <= found + 1e-9), greater = mean(sums >= found - 1e-9))
}

one_sample <- function(d) {
  exact <- length(d) < 50 && !anyDuplicated(abs(d)) && all(d != 0)
  test <- function(side) suppressWarnings(wilcox.test(d, alternative = side))
  sums <- outer(d, d, "+")
  sums <- sort(sums[!lower.tri(sums)])
  n <- length(d)
  signs <- function(side) binom.test(sum(d > 0), sum(d != 0), alternative = side)
  t <- t.test(d)
  result <- list(
    d = d, v = unname(test("two.sided")$statistic), exact = exact, p = sides(test),
    pseudo_median = median(sums) / 2, sign_p = sides(signs), t = unname(t$statistic),
    t_p = t$p.value, t_limits = as.vector(t$conf.int))
  if (n < 15) {
    result$conditional <- conditional_signed_rank(d, FALSE)
    result$pratt <- conditional_signed_rank(d, TRUE)
  }
  k <- if (n < 50) max(1, qsignrank(0.025, n)) else
    floor(n * (n + 1) / 4 + 0.5 - qnorm(0.975) * sqrt(n * (n + 1) * (2 * n + 1) / 24))
  result$limits <- c(sums[k], sums[length(sums) + 1 - k]) / 2
  if (exact) stopifnot(all.equal(result$limits, as.vector(wilcox.test(d, conf.int = TRUE)$conf.int)))
  result
}

groups <- list(
  plain = list(
    a = c(6.9, 5.4, 5.8, 4.6, 4.0), b = c(8.3, 6.8, 7.8, 9.2, 6.5, 7.1),
    c = c(8.0, 10.5, 8.1, 6.9, 9.3, 12.6, 7.7), d = c(5.8, 3.8, 6.1, 5.6, 6.2)),
  ties = list(
    a = c(1, 3, 3, 4, 7, 7), b = c(2, 3, 5, 7, 9, 9, 11), c = c(8, 9, 9, 12, 30)))

several <- function(samples) {
  values <- unlist(samples)
  group <- factor(rep(names(samples), lengths(samples)), levels = names(samples))
  levene <- function(centre) {
    deviation <- abs(values - ave(values, group, FUN = centre))
    table <- anova(lm(deviation ~ group))
    list(f = table$F[1], p = table$P[1])
  }
  welch <- oneway.test(values ~ group)
  kruskal <- kruskal.test(values, group)
  tukey <- TukeyHSD(aov(values ~ group))$group
  ranks <- rank(values)
  total <- length(values)
  ties <- sum(table(values)^3 - table(values))
  spread <- total * (total + 1) / 12 - ties / (12 * (total - 1))
  index <- combn(length(samples), 2)
  of_pairs <- function(f) apply(index, 2, function(pair) f(pair[2], pair[1]))
  mean_rank <- tapply(ranks, group, mean)
  means <- sapply(samples, mean)
  n <- lengths(samples)
  dunn_z <- of_pairs(function(i, j) {
    (mean_rank[[i]] - mean_rank[[j]]) / sqrt(spread * (1 / n[[i]] + 1 / n[[j]]))
  })
  errors <- sapply(samples, var) / n
  howell <- of_pairs(function(i, j) {
    sum <- errors[[i]] + errors[[j]]
    df <- sum^2 / (errors[[i]]^2 / (n[[i]] - 1) + errors[[j]]^2 / (n[[j]] - 1))
    q <- abs(means[[i]] - means[[j]]) / sqrt(sum / 2)
    p <- ptukey(q, length(samples), df, lower.tail = FALSE)
    reach <- qtukey(0.95, length(samples), df) * sqrt(sum / 2)
    c(means[[i]] - means[[j]], df, q, p, reach)
  })
  list(
    samples = samples,
    welch = list(
      f = unname(welch$statistic), df = unname(welch$parameter), p = welch$p.value),
    kruskal = list(h = unname(kruskal$statistic), p = kruskal$p.value),
    levene_mean = levene(mean), levene_median = levene(median),
    tukey = list(
      difference = unname(tukey[, 1]), lower = unname(tukey[, 2]), upper = unname(tukey[, 3]),
      p = unname(tukey[, 4])),
    dunn = list(z = dunn_z, p = 2 * pnorm(-abs(dunn_z))),
    howell = list(
      difference = howell[1, ], df = howell[2, ], q = howell[3, ], p = howell[4, ],
      reach = howell[5, ]))
}

blocks <- matrix(c(
  5.40, 5.50, 5.55, 5.85, 5.70, 5.75, 5.20, 5.60, 5.50, 5.55, 5.50, 5.40, 5.90, 5.85, 5.70,
  5.45, 5.55, 5.60, 5.40, 5.40, 5.35, 5.45, 5.50, 5.35, 5.25, 5.15, 5.00), ncol = 3, byrow = TRUE)

strata <- list(
  first = list(x = c(12.1, 13.4, 11.8, 14.0), y = c(11.2, 12.0, 11.9)),
  second = list(x = c(20.5, 22.1, 21.0), y = c(19.8, 20.5, 20.1, 18.7, 21.0)),
  third = list(x = c(5.1, 6.3), y = c(4.9, 5.6)))

elteren <- function(strata) {
  parts <- sapply(strata, function(s) {
    n <- length(s$x)
    m <- length(s$y)
    values <- c(s$x, s$y)
    ties <- sum(table(values)^3 - table(values))
    all <- n + m
    c(
      (sum(rank(values)[seq_len(n)]) - n * (all + 1) / 2) / (all + 1),
      n * m / 12 * (all + 1 - ties / (all * (all - 1))) / (all + 1)^2)
  })
  z <- sum(parts[1, ]) / sqrt(sum(parts[2, ]))
  list(strata = strata, z = z, p = 2 * pnorm(-abs(z)))
}

friedman <- friedman.test(blocks)
cat(json(list(
  two_samples = lapply(pairs, two_samples), one_sample = lapply(differences, one_sample),
  several = lapply(groups, several),
  friedman = list(
    blocks = blocks, q = unname(friedman$statistic), p = friedman$p.value),
  elteren = elteren(strata))), "\n", sep = "")
