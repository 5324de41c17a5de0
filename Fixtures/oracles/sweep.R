# Reference values for the two recorded sweeps, computed by R.
#
#   cd Fixtures/oracles && Rscript sweep.R > sweep.json
#
# Needs base R alone. Rows with a text in `error` are left out. Factors are coded as
# (x - centre) / halfwidth with the mid-range and the half range of their levels. The model of
# second order is fitted by lm() to the coded factors; matrices are given as rows in the order of
# `names`. Numbers are written with as many digits as give the same double back.

source("json.R")

folder <- file.path("..", "chat-models", "csv_data")
factors <- c("num_thread", "num_ctx", "temperature")
metrics <- c("ttft_s", "tokens_s", "load_s", "prompt_eval_s", "eval_s", "eval_count")
probabilities <- c(0.5, 0.9, 0.95, 0.99)

named <- function(values, names) setNames(as.list(unname(values)), names)

successful <- function(file) {
  rows <- read.csv(file.path(folder, file), colClasses = c(error = "character"))
  rows[is.na(rows$error) | rows$error == "", ]
}

description <- function(values) {
  quantiles <- lapply(1:9, function(type) {
    named(quantile(values, probabilities, type = type), as.character(probabilities))
  })
  list(
    n = length(values), mean = mean(values), sd = sd(values), median = median(values),
    mad_raw = mad(values, constant = 1), mad_normal = mad(values, constant = 1.4826),
    minimum = min(values), maximum = max(values), quantiles = named(quantiles, paste0("type", 1:9)))
}

# cor() warns of constant columns; their correlations are NA, that is null in the JSON, here on the
# diagonal too.
correlations <- function(rows) {
  columns <- rows[c(factors, metrics)]
  constant <- sapply(columns, function(values) min(values) == max(values))
  by_method <- lapply(c("pearson", "spearman", "kendall"), function(method) {
    matrix <- unname(suppressWarnings(cor(columns, method = method)))
    matrix[cbind(which(constant), which(constant))] <- NA
    matrix
  })
  c(list(names = names(columns)), named(by_method, c("pearson", "spearman", "kendall")))
}

coding <- function(rows) {
  named(lapply(rows[factors], function(levels) {
    list(centre = (min(levels) + max(levels)) / 2, halfwidth = (max(levels) - min(levels)) / 2)
  }), factors)
}

coded <- function(rows, codes) {
  as.data.frame(setNames(lapply(factors, function(name) {
    (rows[[name]] - codes[[name]]$centre) / codes[[name]]$halfwidth
  }), c("x1", "x2", "x3")))
}

term_names <- c(
  "(Intercept)", factors,
  "num_thread:num_ctx", "num_thread:temperature", "num_ctx:temperature",
  paste0(factors, "^2"))

# Sums of squares in the order first-order terms, two-way interactions, pure quadratic terms.
sequential_anova <- function(data, full, cell) {
  fits <- list(
    lm(y ~ 1, data),
    lm(y ~ x1 + x2 + x3, data),
    lm(y ~ (x1 + x2 + x3)^2, data),
    full)
  sums <- sapply(fits, deviance)
  freedom <- sapply(fits, df.residual)
  residual <- list(df = freedom[4], ss = sums[4], ms = sums[4] / freedom[4])
  blocks <- lapply(1:3, function(i) {
    block <- list(df = freedom[i] - freedom[i + 1], ss = sums[i] - sums[i + 1])
    block$ms <- block$ss / block$df
    block$F <- block$ms / residual$ms
    block$p <- pf(block$F, block$df, residual$df, lower.tail = FALSE)
    block
  })
  c(
    named(blocks, c("FO", "TWI", "PQ")), list(residual = residual),
    lack_of_fit(data, cell, residual))
}

# Splits the residual by replicates of a cell; empty where no cell was run twice.
lack_of_fit <- function(data, cell, residual) {
  saturated <- lm(y ~ cell, data.frame(y = data$y, cell = factor(cell)))
  pure <- list(df = df.residual(saturated), ss = deviance(saturated))
  if (pure$df == 0) return(list())
  pure$ms <- pure$ss / pure$df
  lack <- list(df = residual$df - pure$df, ss = residual$ss - pure$ss)
  lack$ms <- lack$ss / lack$df
  lack$F <- lack$ms / pure$ms
  lack$p <- pf(lack$F, lack$df, pure$df, lower.tail = FALSE)
  list(lack_of_fit = lack, pure_error = pure)
}

# Where the gradient of b0 + x'b + x'Bx vanishes, and the curvatures there.
canonical <- function(b, codes) {
  B <- matrix(c(b[8], b[5] / 2, b[6] / 2, b[5] / 2, b[9], b[7] / 2, b[6] / 2, b[7] / 2, b[10]), 3)
  point <- -0.5 * solve(B, b[2:4])
  natural <- sapply(1:3, function(i) codes[[i]]$centre + codes[[i]]$halfwidth * point[i])
  list(
    eigenvalues = eigen(B, symmetric = TRUE)$values,
    stationary_point_coded = named(point, factors),
    stationary_point_natural = named(natural, factors),
    response_at_stationary_point = unname(b[1] + 0.5 * sum(point * b[2:4])))
}

second_order <- function(rows, response, codes) {
  data <- cbind(coded(rows, codes), y = rows[[response]])
  fit <- lm(
    y ~ x1 + x2 + x3 + x1:x2 + x1:x3 + x2:x3 + I(x1^2) + I(x2^2) + I(x3^2), data)
  # lm() puts interactions after the squares; this is the order of `term_names`.
  order <- c("(Intercept)", "x1", "x2", "x3", "x1:x2", "x1:x3", "x2:x3",
             "I(x1^2)", "I(x2^2)", "I(x3^2)")
  table <- summary(fit)$coefficients[order, ]
  overall <- summary(fit)$fstatistic
  cell <- do.call(paste, rows[factors])
  c(
    list(
      n = nobs(fit),
      coefficients = named(table[, 1], term_names), se = named(table[, 2], term_names),
      t = named(table[, 3], term_names), p = named(table[, 4], term_names),
      r2 = summary(fit)$r.squared, adjusted_r2 = summary(fit)$adj.r.squared,
      sigma = summary(fit)$sigma,
      F = list(
        value = overall[[1]], df1 = overall[[2]], df2 = overall[[3]],
        p = pf(overall[[1]], overall[[2]], overall[[3]], lower.tail = FALSE)),
      log_likelihood = as.numeric(logLik(fit)), aic = AIC(fit), bic = BIC(fit),
      press = sum((resid(fit) / (1 - hatvalues(fit)))^2), max_hat = max(hatvalues(fit)),
      anova = sequential_anova(data, fit, cell)),
    canonical(table[, 1], codes))
}

sweep_reference <- function(file) {
  rows <- successful(file)
  codes <- coding(rows)
  responses <- c("tokens_s", "eval_s")
  described <- c("ttft_s", "tokens_s")
  list(
    file = file, n = nrow(rows),
    descriptions = named(lapply(rows[described], description), described),
    correlations = correlations(rows),
    coding = codes,
    second_order = named(
      lapply(responses, function(response) second_order(rows, response, codes)), responses))
}

reference <- list(
  engine = R.version.string,
  conventions = c(
    "sd with n - 1; quantile types are R's (Hyndman and Fan); Kendall's tau is tau-b",
    "mad_raw is the median of |x - median|; mad_normal is 1.4826 times that",
    "AIC and BIC count sigma as a parameter; PRESS is the sum of (residual / (1 - hat))^2",
    "anova: sequential sums of squares; eigenvalues in decreasing order; null is NA",
    "a constant column correlates with nothing, not even itself (NA)"),
  param_tuning = sweep_reference("smollm2_135m_param_tuning.csv"),
  randomised_sweep = sweep_reference("smollm2_135m_randomised_sweep.csv"))

cat(json(reference), "\n", sep = "")
