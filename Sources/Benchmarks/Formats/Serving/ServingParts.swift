import Tables

extension ToolContent {
  /// The JSON objects of a document or of lines, with their places: the document itself, the
  /// elements of an array of objects, or each line. Nil for other content, and where a value among
  /// them is no object.
  var jsonObjects: [JSONPlace]? {
    let places: [JSONPlace]?
    switch form {
    case .json(let value):
      places = value.array == nil ? [JSONPlace(value)] : JSONPlace(value).elements
    case .lines(let lines): places = lines.map { JSONPlace($0.value, line: $0.line) }
    case .records, .text: places = nil
    }
    guard let places, !places.isEmpty, places.allSatisfy({ $0.value.object != nil }) else {
      return nil
    }
    return places
  }
}

extension ReportedStatistic.Kind {
  /// The statistic that serving tools call by a name: `mean`, `std_dev`, `p99`, `p99.9`; nil for
  /// other names.
  init?(servingName name: String) {
    switch name {
    case "mean", "avg", "average": self = .mean
    case "median": self = .median
    case "std", "stddev", "std_dev": self = .standardDeviation
    case "min": self = .minimum
    case "max": self = .maximum
    case "sum", "total_sum": self = .sum
    case "count": self = .count
    case "variance": self = .variance
    case "mode": self = .other("mode")
    default:
      guard name.hasPrefix("p"), let p = ToolNumber.probability(percent: name.dropFirst()) else {
        return nil
      }
      self = .percentile(p)
    }
  }
}

extension JSONPlace {
  /// The statistics among the members, by the names that serving tools have for them. Members that
  /// are null, and those of other names, are passed over.
  func statistics(_ notes: inout ToolNotes) -> [ReportedStatistic] {
    (members ?? []).compactMap { key, _ in
      ReportedStatistic.Kind(servingName: key).flatMap { reported($0, key, &notes) }
    }
  }
}

extension Unit {
  /// The unit that serving tools write as text: `ms`, `tokens/sec`.
  init(servingText text: String) {
    switch text {
    case "sec", "seconds", "s": self = .seconds
    case "ms", "milliseconds": self = .milliseconds
    case "us", "microseconds": self = .microseconds
    case "ns", "nanoseconds": self = .nanoseconds
    case "%", "percent": self = .percent
    case "", "ratio": self = .one
    default: self.init(text.hasSuffix("/sec") ? "\(text.dropLast(4))/s" : text)
    }
  }

  /// Requests per second.
  static let requestsPerSecond = Unit("requests/s")
  /// Requests.
  static let requests = Unit("requests")
}

/// What files say about their entity when they name no model.
let requestsEntity = "requests"
