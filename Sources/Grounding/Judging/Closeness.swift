/// How near a written number comes to a value.
enum Closeness: Int, Comparable {
  case far, truncated, rounded, exact

  static func < (a: Closeness, b: Closeness) -> Bool { a.rawValue < b.rawValue }

  /// Compares a number as it is written with a value in the same unit: exact to 1e-12 relative,
  /// rounded to the digits written, or cut off after them.
  init(_ number: FoundNumber, _ value: Double) {
    self.init(written: number.value, resolution: number.resolution, value)
  }

  init(written: Double, resolution: Double, _ value: Double) {
    let gap = abs(written - value)
    if gap <= 1e-12 * max(abs(written), abs(value)) {
      self = .exact
      return
    }
    // A zero that is written says nothing of values below its last digit.
    guard written != 0, value != 0, (written < 0) == (value < 0) else {
      self = .far
      return
    }
    let slack = 1e-9 * abs(value)
    if gap <= resolution / 2 + slack {
      self = .rounded
    } else if gap < resolution + slack, abs(written) <= abs(value) {
      self = .truncated
    } else {
      self = .far
    }
  }
}
