import Tables

/// The per-request lists of vLLM's `--save-detailed` and SGLang's `--output-details`, without the
/// requests that failed: those stand in the lists with zeros.
struct ServingDetails {
  private let run: JSONPlace
  /// The requests in the lists.
  let count: Int
  /// The requests that succeeded.
  private let succeeded: [Int]
  /// The texts of errors.
  let errors: [String]
  /// Whether the file tells errors.
  let hasErrors: Bool
  private let ttfts: [Double?]
  private let itls: [[Double]?]
  private let lengths: [String: [Double?]]

  /// Nil where the file keeps no lists.
  init?(_ run: JSONPlace, _ notes: inout ToolNotes) {
    guard let ttfts = run["ttfts"]?.value.array, !ttfts.isEmpty else { return nil }
    self.run = run
    self.ttfts = ttfts.map(Self.finite)
    count = ttfts.count
    itls = Self.nested(run["itls"]?.value.array, count: ttfts.count, &notes, run.source(of: "itls"))
    var lengths: [String: [Double?]] = [:]
    for key in ["input_lens", "output_lens"] {
      guard let values = run[key]?.value.array else { continue }
      if values.count == ttfts.count {
        lengths[key] = values.map(Self.finite)
      } else {
        notes.add(
          "\(run.source(of: key)): \(values.count) entries to \(ttfts.count) ttfts; left out")
      }
    }
    self.lengths = lengths
    let texts = run["errors"]?.value.array?.map { $0.string ?? "" }
    hasErrors = texts?.count == ttfts.count
    let known = hasErrors ? texts ?? [] : []
    errors = known.filter { !$0.isEmpty }
    succeeded = ttfts.indices.filter { known.isEmpty || known[$0].isEmpty }
    let invalid = succeeded.filter { self.ttfts[$0] == nil }.count
    if invalid > 0 {
      notes.add("\(run.source(of: "ttfts")): \(invalid) of \(count) entries are no finite number")
    }
  }

  private static func finite(_ value: JSONValue) -> Double? {
    value.number.flatMap { $0.isFinite ? $0 : nil }
  }

  private static func nested(
    _ lists: [JSONValue]?, count: Int, _ notes: inout ToolNotes, _ place: String
  ) -> [[Double]?] {
    let none = [[Double]?](repeating: nil, count: count)
    guard let lists else { return none }
    guard lists.count == count else {
      notes.add("\(place): \(lists.count) entries to \(count) ttfts; left out")
      return none
    }
    let result = lists.map { list -> [Double]? in
      guard let values = list.array else { return nil }
      let numbers = values.compactMap(finite)
      return numbers.count == values.count ? numbers : nil
    }
    let broken = result.count { $0 == nil }
    if broken > 0 { notes.add("\(place): \(broken) of \(count) entries are no lists of numbers") }
    return result
  }

  /// Seconds as samples in milliseconds, as far as those are finite.
  private func milliseconds(
    _ seconds: [RunValue], source: String, isComplete: Bool = true, isToolsOwn: Bool = true
  ) -> ToolSamples {
    ToolSamples(
      seconds.map { ($0.run, $0.value * 1000) }.filter(\.1.isFinite),
      source: "\(source) (s, ×1000)",
      isComplete: isComplete, isToolsOwn: isToolsOwn)
  }

  /// Times to the first token, ms. A 0 stands for a response that was not streamed.
  var firstTokens: ToolSamples {
    let values = runValues { ttfts[$0] }.filter { $0.value > 0 }
    return milliseconds(
      values, source: run.source(of: "ttfts"), isComplete: values.count == succeeded.count)
  }

  /// Inter-token latencies of all requests, ms.
  var interToken: ToolSamples {
    milliseconds(
      succeeded.flatMap { i in (itls[i] ?? []).map { (i, $0) } },
      source: "\(run.source(of: "itls")) flattened",
      isComplete: succeeded.allSatisfy { itls[$0] != nil })
  }

  /// Time per output token without the first, ms.
  var perOutputToken: ToolSamples {
    let values = runValues { i in
      guard let list = itls[i], !list.isEmpty, let length = lengths["output_lens"]?[i], length > 1
      else { return nil }
      return list.reduce(0, +) / (length - 1)
    }
    return milliseconds(
      values, source: "\(run.source(of: "itls")): sum / (output_lens - 1)", isToolsOwn: false)
  }

  /// Time to the last token, ms.
  var endToEnd: ToolSamples {
    let values = runValues { i in
      guard let first = ttfts[i], let list = itls[i], first > 0 else { return nil }
      return first + list.reduce(0, +)
    }
    return milliseconds(
      values, source: "\(run.source(of: "ttfts")) + sum of itls", isToolsOwn: false)
  }

  /// Tokens of the requests.
  func lengths(_ key: String) -> ToolSamples? {
    lengths[key].map { list in
      let values = runValues { list[$0] }
      return ToolSamples(
        values, source: run.source(of: key), isComplete: values.count == succeeded.count)
    }
  }

  /// A value of each request that succeeded and has one.
  private func runValues(_ value: (Int) -> Double?) -> [RunValue] {
    succeeded.compactMap { i in value(i).map { (i, $0) } }
  }
}
