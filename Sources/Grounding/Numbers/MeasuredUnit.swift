import Benchmarks

/// What kind of quantity a unit measures: values of one dimension can be converted.
public enum Dimension: String, Sendable, Hashable {
  case time, tokenRate, rate, bytes, byteRate, fraction, factor, power, frequency, temperature
  case energy, tokens, characters, count, one
}

/// A unit with its dimension and its size in the dimension's base unit (s, tokens/s, 1/s, bytes …).
public struct MeasuredUnit: Sendable, Hashable {
  /// The symbol: `ms`, `tokens/s`.
  public let symbol: String
  /// What it measures.
  public let dimension: Dimension
  /// Its size in base units: 0.001 for ms.
  public let scale: Double

  init(_ symbol: String, _ dimension: Dimension, _ scale: Double = 1) {
    self.symbol = symbol
    self.dimension = dimension
    self.scale = scale
  }

  /// Whether values in the two units can be compared; a percentage is a fraction, and a factor a
  /// number.
  func isComparable(to other: MeasuredUnit) -> Bool {
    if dimension == other.dimension { return true }
    let pure: Set<Dimension> = [.fraction, .one, .factor]
    let counts: Set<Dimension> = [.count, .one, .tokens, .characters]
    return (pure.contains(dimension) && pure.contains(other.dimension))
      || (counts.contains(dimension) && counts.contains(other.dimension)
        && (dimension == .one || other.dimension == .one || dimension == .count
          || other.dimension == .count))
  }

  /// The unit of a column or a fact; nil where it says nothing.
  init?(_ unit: Benchmarks.Unit?) {
    guard let unit, unit != .time else { return nil }
    if let known = UnitTable.bySymbol[unit.symbol] {
      self = known
    } else {
      self.init(unit.symbol, .one)
    }
  }

  static let percent = MeasuredUnit("%", .fraction, 0.01)
  static let factor = MeasuredUnit("x", .factor)
  static let one = MeasuredUnit("1", .one)
  static let tokensPerSecond = MeasuredUnit("tokens/s", .tokenRate)
}

/// The spellings of units, as people write them behind numbers and in the headers of tables.
enum UnitTable {
  /// A spelling, in bytes.
  struct Spelling: Sendable {
    let bytes: [UInt8]
    let unit: MeasuredUnit
    /// Whether capitals matter (`MB` and `mb` are one, `W` and `w` are not).
    let isExact: Bool
  }

  /// The longest spelling at an offset that ends where a word ends; nil for none.
  static func match(_ text: [UInt8], at start: Int) -> (unit: MeasuredUnit, end: Int)? {
    guard start < text.count else { return nil }
    for spelling in byFirstByte[Int(text[start].lowered)] {
      let end = start + spelling.bytes.count
      guard end <= text.count, stands(spelling, text, start) else { continue }
      let isSymbol = !(spelling.bytes.last!.isWord)
      let next = end < text.count ? text[end] : 0x20
      // `s/token` is no second.
      let goesOn = next.isWord || (next == 0x2F && end + 1 < text.count && text[end + 1].isLetter)
      if isSymbol || !goesOn { return (spelling.unit, end) }
    }
    return nil
  }

  /// The unit that a whole text spells; nil for other texts.
  static func unit(of text: some Collection<UInt8>) -> MeasuredUnit? {
    let bytes = Array(text)
    guard let found = match(bytes, at: 0), found.end == bytes.count else { return nil }
    return found.unit
  }

  private static func stands(_ spelling: Spelling, _ text: [UInt8], _ start: Int) -> Bool {
    for (i, byte) in spelling.bytes.enumerated() {
      let found = text[start + i]
      let same = found == byte || (!spelling.isExact && found.lowered == byte.lowered)
      // White space between the words of a unit may be any.
      if !same, !(byte == 0x20 && (found.isSpace || found == 0x2D)) { return false }
    }
    return true
  }

  private static let byFirstByte: [[Spelling]] = {
    var lists = [[Spelling]](repeating: [], count: 256)
    for spelling in spellings { lists[Int(spelling.bytes[0].lowered)].append(spelling) }
    return lists.map { $0.sorted { $0.bytes.count > $1.bytes.count } }
  }()

  /// By the symbols that ``Benchmarks/Unit`` uses.
  static let bySymbol: [String: MeasuredUnit] = {
    var result: [String: MeasuredUnit] = [:]
    for spelling in spellings { result[spelling.bytes.asText] = spelling.unit }
    for (symbol, dimension) in [
      ("1", Dimension.one), ("count", .count), ("runs", .count), ("files", .count),
    ] { result[symbol] = MeasuredUnit(symbol, dimension) }
    return result
  }()

  private static let spellings: [Spelling] = {
    var all: [Spelling] = []
    func add(_ symbol: String, _ dimension: Dimension, _ scale: Double, _ names: String...) {
      let unit = MeasuredUnit(symbol, dimension, scale)
      for name in [symbol] + names {
        let isExact = name.utf8.count == 1 && name.utf8.first!.isUpper
        all.append(Spelling(bytes: Array(name.utf8), unit: unit, isExact: isExact))
      }
    }
    add("s", .time, 1, "sec", "secs", "second", "seconds")
    add("ms", .time, 1e-3, "msec", "msecs", "millisecond", "milliseconds")
    add("us", .time, 1e-6, "µs", "μs", "usec", "microsecond", "microseconds")
    add("ns", .time, 1e-9, "nsec", "nanosecond", "nanoseconds")
    add("min", .time, 60, "mins", "minute", "minutes")
    add("h", .time, 3600, "hr", "hrs", "hour", "hours")
    add("days", .time, 86_400, "day")
    add(
      "tokens/s", .tokenRate, 1, "tokens per second", "tokens per sec", "tokens/sec",
      "tokens/second", "tok/s", "tok/sec", "toks/s", "t/s", "tps", "token/s", "tokens / s",
      "tokens / second", "tokens a second", "tokens s⁻¹", "tok per second")
    add("tokens/min", .tokenRate, 1 / 60.0, "tokens per minute", "tokens/minute", "tpm")
    add("ms/token", .one, 1, "ms per token", "milliseconds per token", "ms/tok")
    add("s/token", .one, 1, "seconds per token", "s per token")
    add(
      "1/s", .rate, 1, "requests per second", "requests/s", "requests/sec", "req/s", "reqs/s",
      "rps", "qps", "queries per second", "ops/s", "ops/sec", "operations per second",
      "iterations/s", "it/s", "per second", "/s", "inferences per second", "samples/s",
      "samples per second", "runs per second")
    for (prefix, decimal, binary) in [
      ("K", 1e3, 1024.0), ("M", 1e6, 1_048_576.0), ("G", 1e9, 1_073_741_824.0),
      ("T", 1e12, 1_099_511_627_776.0),
    ] {
      add("\(prefix)B", .bytes, decimal)
      add("\(prefix)iB", .bytes, binary)
      add("\(prefix)B/s", .byteRate, decimal, "\(prefix)B per second", "\(prefix)B/sec")
      add("\(prefix)iB/s", .byteRate, binary)
    }
    add("bytes", .bytes, 1, "byte", "B")
    add("KB", .bytes, 1e3, "kilobytes", "kilobyte")
    add("MB", .bytes, 1e6, "megabytes", "megabyte")
    add("GB", .bytes, 1e9, "gigabytes", "gigabyte")
    add("bytes/s", .byteRate, 1, "bytes per second")
    add("%", .fraction, 0.01, "percent", "per cent", "pct")
    add("percentage points", .fraction, 0.01, "percentage point", "pp")
    add("x", .factor, 1, "×", "fold", "times", "X")
    add("W", .power, 1, "watt", "watts")
    add("kW", .power, 1e3, "kilowatts")
    add("mW", .power, 1e-3, "milliwatts")
    add("J", .energy, 1, "joule", "joules")
    add("Wh", .energy, 3600, "watt-hours")
    add("Hz", .frequency, 1, "hertz")
    add("kHz", .frequency, 1e3)
    add("MHz", .frequency, 1e6, "megahertz")
    add("GHz", .frequency, 1e9, "gigahertz")
    add("°C", .temperature, 1, "degrees Celsius", "degrees C", "° C", "celsius", "degrees")
    add("tokens", .tokens, 1, "token", "toks")
    add("characters", .characters, 1, "character", "chars")
    return all
  }()
}
