/// Cells of a row of units: `ms`, `[s]`, `(MB/s)`.
enum UnitCell {
  /// A longer cell, in bytes, is not looked at: to compare it as text may take ever so long.
  private static let longest = 256

  /// The symbol of a unit that a cell holds; nil for other text.
  static func symbol(_ text: String) -> String? {
    guard text.utf8.count <= longest else { return nil }
    let text = text.trimmed
    guard let first = text.first, let last = text.last, text.count <= 24 else { return nil }
    if (first == "[" && last == "]") || (first == "(" && last == ")") {
      let inner = String(text.dropFirst().dropLast()).trimmed
      // A number in brackets is a value.
      return inner.isEmpty || inner.isReadAsNumber ? nil : inner
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ isKnown(String($0)) }) else { return nil }
    return text
  }

  /// A cell that says that there is no unit.
  static func isNone(_ text: String) -> Bool {
    text.utf8.count <= longest && ["", "-", "–", "[]", "()", "[-]", "(-)"].contains(text.trimmed)
  }

  private static func isKnown(_ part: String) -> Bool {
    exact.contains(part) || words.contains(part.lowercased())
  }

  private static let exact: Set<String> = [
    "s", "ms", "us", "µs", "μs", "ns", "ps", "min", "h", "d", "%", "B", "kB", "KB", "MB", "GB",
    "TB", "KiB", "MiB", "GiB", "TiB", "bit", "kbit", "Mbit", "Gbit", "W", "mW", "kW", "J", "mJ",
    "kJ", "MJ", "Wh", "kWh", "V", "mV", "A", "mA", "Hz", "kHz", "MHz", "GHz", "K", "°C", "°F", "m",
    "mm", "cm", "km", "µm", "nm", "g", "kg", "mg", "N", "Pa", "kPa", "MPa", "bar", "dB", "rpm",
    "FLOPS", "GFLOPS", "TFLOPS", "MFLOPS", "FLOP", "GFLOP", "TFLOP",
  ]
  private static let words: Set<String> = [
    "sec", "secs", "second", "seconds", "millisecond", "milliseconds", "msec", "usec", "nsec",
    "microseconds", "nanoseconds", "minutes", "hours", "percent", "byte", "bytes", "bits", "token",
    "tokens", "tok", "request", "requests", "req", "ops", "op", "iterations", "runs", "count",
    "watt", "watts", "joule", "joules", "celsius", "characters", "chars", "images", "samples",
    "frames", "fps", "cycles", "instructions",
  ]
}
