import Tables

/// The JMH form of Swift's package-benchmark: `swift package benchmark --format jmh`.
enum PackageBenchmarkFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "package-benchmark", tool: "package-benchmark", form: "--format jmh",
    percentile: .histogram,
    traps: [
      "Samples come from an HdrHistogram, as the ends of its buckets, in ascending order: the "
        + "order of the runs is lost.",
      "The score is the mean of the samples before they were put into buckets.",
      "scoreError is half the width of a 99.9 % interval, no standard deviation.",
    ])

  static func recognise(_ content: ToolContent) -> String? {
    guard let entries = JMHEntry.all(content), entries.allSatisfy(isOwn) else { return nil }
    return JMHEntry.reason + ", names beginning with 'package.benchmark.' and no 'jvm'"
  }

  /// Whether an entry in JMH's form is one of package-benchmark.
  static func isOwn(_ entry: JSONPlace) -> Bool {
    entry["benchmark"]?.value.string?.hasPrefix("package.benchmark.") == true
      && entry["jvm"] == nil && entry["jmhVersion"] == nil
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var result = try JMHEntry.result(content, format: format, reason: reason)
    for i in result.benchmarks.indices {
      for j in result.benchmarks[i].metrics.indices {
        result.benchmarks[i].metrics[j].samples?.isToolsOwn = false
      }
    }
    return result
  }
}

/// The thresholds that package-benchmark compares with: one small file a benchmark.
enum PackageBenchmarkThresholdsFormat: ToolFormatReader {
  static let format = ToolFormat(
    identifier: "package-benchmark-thresholds", tool: "package-benchmark", form: "*.p90.json",
    percentile: .histogram,
    traps: ["A threshold is the 90th percentile of an earlier run, kept to be compared with."])

  // Source: package-benchmark, Sources/Benchmark/BenchmarkMetric.swift.
  private static let units: [String: Unit] = [
    "cpuUser": .nanoseconds, "cpuSystem": .nanoseconds, "cpuTotal": .nanoseconds,
    "wallClock": .nanoseconds, "peakMemoryResident": .bytes, "peakMemoryResidentDelta": .bytes,
    "peakMemoryVirtual": .bytes, "mallocCountSmall": .count, "mallocCountLarge": .count,
    "mallocCountTotal": .count, "allocatedResidentMemory": .bytes, "memoryLeaked": .count,
    "contextSwitches": .count, "threadsRunning": .count, "readSyscalls": .count,
    "writeSyscalls": .count, "readBytesLogical": .bytes, "writeBytesLogical": .bytes,
    "readBytesPhysical": .bytes, "writeBytesPhysical": .bytes, "objectAllocCount": .count,
    "retainCount": .count, "releaseCount": .count, "retainReleaseDelta": .count,
  ]

  /// Metrics whose names others use as well; one of them alone tells nothing.
  private static let common: [String: Unit] = [
    "throughput": Unit("1/s"), "syscalls": .count, "threads": .count, "instructions": .count,
  ]

  static func recognise(_ content: ToolContent) -> String? {
    guard let members = content.document?.value.object?.members,
      members.contains(where: { units[$0.key] != nil }),
      members.allSatisfy({ (units[$0.key] ?? common[$0.key]) != nil && $0.value.number != nil })
    else { return nil }
    return "an object of numbers whose names are package-benchmark's metrics, such as '"
      + (members.first { units[$0.key] != nil }?.key ?? "") + "'"
  }

  static func read(_ content: ToolContent, reason: String) throws(ReadError) -> ToolResult {
    var notes = ToolNotes()
    let metrics = (content.document?.members ?? []).compactMap { key, member -> ToolMetric? in
      guard let unit = units[key] ?? common[key], let value = member.number else {
        notes.leftOut(member, expected: "a threshold")
        return nil
      }
      return ToolMetric(
        key, unit, reported: [ReportedStatistic(.percentile(0.9), value, source: member.place)])
    }
    let stem = content.stem
    let entity = stem.hasSuffix(".p90") ? String(stem.dropLast(4)) : stem
    return ToolResult(
      format: format, reason: reason,
      benchmarks: [ToolBenchmark(entity: entity, metrics: metrics, place: "document")],
      notes: notes.all)
  }
}
