# data.table's fread: loads a CSV file and prints what peers/__main__.py prints for the others.
#   Rscript fread.R FILE THREADS
suppressPackageStartupMessages(library(data.table))
arguments <- commandArgs(trailingOnly = TRUE)
setDTthreads(as.integer(arguments[2]))

start <- proc.time()
table <- fread(arguments[1], showProgress = FALSE)
taken <- proc.time() - start

peak <- grep("^VmHWM:", readLines("/proc/self/status"), value = TRUE)
columns <- sprintf('{"name": "%s", "type": "%s"}', names(table), sapply(table, class))
cat(sprintf(
  '{"seconds": %.4f, "cpu_seconds": %.4f, "rows": %d, "columns": [%s], "peak_bytes": %.0f}\n',
  taken[["elapsed"]], taken[["user.self"]] + taken[["sys.self"]], nrow(table),
  paste(columns, collapse = ", "), as.numeric(gsub("[^0-9]", "", peak)) * 1024))
