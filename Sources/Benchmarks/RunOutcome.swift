import Tables

/// How the cells of columns named `error`, `success`, `status` are read.
enum RunOutcome {
  private static let yes: Set = [
    "true", "yes", "1", "ok", "pass", "passed", "success", "succeeded",
    "completed", "done",
  ]
  private static let no: Set = [
    "false", "no", "0", "fail", "failed", "failure", "error", "timeout",
    "aborted", "cancelled", "skipped",
  ]
  private static let noError: Set = [
    "", "none", "null", "nan", "n/a", "na", "-", "0", "false", "no",
    "ok",
  ]

  /// Whether a cell may stand in a flag: one of the words for yes and no, or nothing.
  static func isFlag(_ text: String?) -> Bool {
    guard let word = text?.trimmed.lowercased() else { return true }
    return yes.contains(word) || no.contains(word)
  }

  /// Whether a flag says that the run failed.
  static func isFailure(_ text: String?) -> Bool {
    text.map { no.contains($0.trimmed.lowercased()) } ?? false
  }

  /// Whether the cell of an error column names an error; words such as `none` and `0` don't.
  static func isError(_ text: String) -> Bool {
    !noError.contains(text.trimmed.lowercased())
  }
}
