import Tables

/// What a line of a Go benchmark file says.
///
/// Source: R. Cox, A. Clements, "Proposal: Go Benchmark Data Format",
/// golang.org/design/14313-benchmark-format; unit lines: golang.org/x/perf/benchfmt.
enum GoBenchLine: Equatable {
  /// `key: value`, in force for all results that follow.
  case configuration(key: String, value: String)
  /// `BenchmarkName-8  1000  1234 ns/op  56 B/op`.
  case result(name: String, values: [Measured])
  /// `Unit ns/op better=lower`.
  case unit(name: String, metadata: String)
  /// `--- FAIL: BenchmarkName`, also behind the name, or `FAIL` with the package.
  case failure(benchmark: String?)
  /// Anything else, which the format ignores.
  case other

  /// A value with its unit.
  struct Measured: Equatable {
    var value: Double
    var unit: String
  }

  /// Reads a line.
  init(_ line: String) {
    if let failure = Self.failure(line) {
      self = failure
    } else if let result = Self.result(line) {
      self = result
    } else if let unit = Self.unit(line) {
      self = unit
    } else {
      self = Self.configuration(line) ?? .other
    }
  }

  private static func failure(_ line: String) -> GoBenchLine? {
    let mark = "--- FAIL: "
    // A benchmark that fails after its first iteration has its name in front.
    let rest =
      line.hasPrefix("Benchmark")
      ? line.drop { !$0.isWhitespace }.drop(while: \.isWhitespace) : line[...]
    if rest.hasPrefix(mark) {
      let name = rest.dropFirst(mark.count).prefix { !$0.isWhitespace }
      // Tests fail in the same words.
      return name.hasPrefix("Benchmark") ? .failure(benchmark: String(name)) : .other
    }
    let isPackage = line == "FAIL" || line.hasPrefix("FAIL\t") || line.hasPrefix("FAIL ")
    return isPackage ? .failure(benchmark: nil) : nil
  }

  private static func result(_ line: String) -> GoBenchLine? {
    guard line.hasPrefix("Benchmark") else { return nil }
    let fields = line.split(whereSeparator: \.isWhitespace)
    guard fields.count >= 4, fields.count.isMultiple(of: 2), !isWord(fields[0]),
      UInt64(fields[1]) != nil
    else { return nil }
    var values: [Measured] = []
    for i in stride(from: 2, to: fields.count, by: 2) {
      guard let value = ToolNumber.decimal(fields[i]), ToolNumber.decimal(fields[i + 1]) == nil
      else { return nil }
      values.append(Measured(value: value, unit: String(fields[i + 1])))
    }
    return .result(name: String(fields[0]), values: values)
  }

  /// Whether the name is prose such as `Benchmarks`: a small letter follows `Benchmark`.
  private static func isWord(_ name: Substring) -> Bool {
    name.dropFirst("Benchmark".count).first?.isLowercase == true
  }

  private static func unit(_ line: String) -> GoBenchLine? {
    let fields = line.split(maxSplits: 2, whereSeparator: \.isWhitespace)
    guard line.hasPrefix("Unit "), fields.count == 3, fields[2].contains("=") else { return nil }
    return .unit(name: String(fields[1]), metadata: fields[2].trimmed)
  }

  private static func configuration(_ line: String) -> GoBenchLine? {
    guard let colon = line.firstIndex(of: ":") else { return nil }
    let key = line[..<colon]
    let value = line[line.index(after: colon)...]
    guard key.first?.isLowercase == true,
      !key.contains(where: { $0.isWhitespace || $0.isUppercase }),
      value.isEmpty || value.first == " " || value.first == "\t"
    else { return nil }
    return .configuration(key: String(key), value: value.trimmed)
  }
}
