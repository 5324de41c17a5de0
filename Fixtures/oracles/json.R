# JSON of nested lists, vectors and matrices with numbers that give the same double back.
# (The package jsonlite stops at 15 significant digits.)

# The fewest of 15, 16 or 17 significant digits that read back as the same double.
number <- function(x) {
  if (is.na(x)) return("null")
  for (digits in 15:17) {
    text <- sprintf("%.*g", digits, x)
    if (as.numeric(text) == x) return(text)
  }
  text
}

quoted <- function(text) paste0("\"", gsub("([\"\\\\])", "\\\\\\1", text), "\"")

scalar <- function(x) {
  if (is.logical(x) && !is.na(x)) return(if (x) "true" else "false")
  if (is.character(x)) quoted(x) else number(x)
}

# A named list is an object, a matrix its rows, a vector of one element that element.
json <- function(x, indent = "") {
  inner <- paste0(indent, "  ")
  if (is.list(x)) {
    if (length(x) == 0) return("{}")
    members <- sapply(names(x), function(name) {
      paste0(inner, quoted(name), ": ", json(x[[name]], inner))
    })
    return(paste0("{\n", paste(members, collapse = ",\n"), "\n", indent, "}"))
  }
  if (is.matrix(x)) {
    rows <- apply(x, 1, function(row) paste0(inner, json(unname(row), inner)))
    return(paste0("[\n", paste(rows, collapse = ",\n"), "\n", indent, "]"))
  }
  if (length(x) == 1) return(scalar(x))
  paste0("[", paste(sapply(x, scalar), collapse = ", "), "]")
}
