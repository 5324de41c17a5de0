/// A table of runs as the verifier computes from it what a claim names.
struct RunSeries: Sendable {
  /// A run that succeeded.
  struct Row: Sendable {
    /// The row in the table, counted from 0.
    var number: Int
    /// What the run is about, as an index of the data's entities.
    var entity: Int
  }

  /// A measured quantity.
  struct Column: Sendable {
    var subject: Subject
    /// The statistic that its name says; nil for a value of one run.
    var statistic: ClaimStatistic?
    var unit: MeasuredUnit?
    var key: String
    /// One value for each of ``RunSeries/rows``.
    var values: [Double?]
  }

  var file: String
  var rows: [Row] = []
  /// The number of runs that failed.
  var failed = 0
  /// The values of the settings, one for each row.
  var settings: [Setting: [Double?]] = [:]
  var columns: [Column] = []

  init(file: String) { self.file = file }

  /// Whether a row was run with some settings.
  func row(_ row: Int, fits conditions: [Condition]) -> Bool {
    conditions.allSatisfy { condition in
      settings[condition.setting]?[row].map(condition.values.contains) ?? false
    }
  }
}

/// A setting that a text narrows a value to: `at num_gpu = 60`.
struct Condition: Sendable, Hashable {
  var setting: Setting
  var values: Set<Double>
}
