/// Finds what stands between and around the fields of a sample, and which lines are comments.
///
/// The usual reading (commas, or tabs where the file's name says so, and double quotes: RFC 4180)
/// is kept wherever it gives a consistent table. Others are judged by the consistency of their
/// numbers of fields and by the columns of numbers that they give, after G. J. J. van den Burg,
/// A. Nazábal, C. Sutton, "Wrangling messy CSV files by detecting row and type patterns", Data
/// Mining and Knowledge Discovery 33 (2019).
struct StructureFinder {
  static let delimiters = [",", ";", "\t", "|"].map { (text: StaticString) in text.utf8Start.pointee
  }
  private static let double = UInt8(ascii: "\"")
  private static let single = UInt8(ascii: "'")
  private static let hash = UInt8(ascii: "#")

  let sample: CSVSample
  let options: CSVOptions
  /// The delimiter where the data says nothing.
  let usual: UInt8
  let missing: MissingTokens

  /// The best reading of the sample.
  func best() -> SampleReading {
    if let delimiter = options.delimiter { return reading(delimiter) }
    let usual = reading(usual)
    let others = Self.delimiters.filter { $0 != self.usual && sample.bytes.contains($0) }
      .map(reading)
    guard !others.isEmpty, usual.count > 1 else { return usual }
    let consistent = others.filter { $0.isConsistent && $0.width > 1 && $0.count > 1 }
    if usual.width > 1, usual.isConsistent {
      guard usual.count > 2 else { return usual }
      let better = consistent.filter {
        usual.hasColumn(holding: $0.delimiter) && numericShare($0) > numericShare(usual)
      }
      return mostNumeric(better) ?? usual
    }
    // Rows that differ from most others are wrong ones, and no sign of another delimiter.
    if usual.width > 1 {
      if 2 * usual.agreeing > usual.count - 1 { return usual }
      return mostNumeric(consistent.filter { $0.numericColumns(missing) > 0 }) ?? usual
    }
    if let best = mostNumeric(consistent) { return best }
    let mostly = others.filter {
      $0.width > 1 && $0.agreeing > 1 && 2 * $0.agreeing > $0.count - 1
    }
    return mostNumeric(mostly) ?? usual
  }

  private func numericShare(_ reading: SampleReading) -> Double {
    Double(reading.numericColumns(missing)) / Double(reading.width)
  }

  private func mostNumeric(_ readings: [SampleReading]) -> SampleReading? {
    var best: (reading: SampleReading, columns: Int)?
    for reading in readings {
      let columns = reading.numericColumns(missing)
      if best.map({ columns > $0.columns }) ?? true { best = (reading, columns) }
    }
    return best?.reading
  }

  /// The best reading with one delimiter.
  private func reading(_ delimiter: UInt8) -> SampleReading {
    func read(_ quote: UInt8, _ comment: UInt8) -> SampleReading {
      SampleReading(sample, delimiter: delimiter, quote: quote, comment: comment)
    }
    let quote = options.quote ?? Self.double
    let plain = read(quote, options.comment ?? 0)
    var best = plain
    let mayComment = options.comment == nil && sample.hasLine(beginningWith: Self.hash)
    if mayComment {
      let commented = read(quote, Self.hash)
      if prefersComments(commented, to: plain) { best = commented }
    }
    guard options.quote == nil else { return best }
    if sample.bytes.contains(Self.single),
      !best.isConsistent || (best.quotedFields == 0 && best.hasColumn(within: Self.single))
    {
      for comment in mayComment ? [best.comment, Self.hash] : [best.comment] {
        let other = read(Self.single, comment)
        if other.isConsistent, other.quotedFields > 1, other.width > 1 || best.width == 1 {
          return other
        }
      }
    }
    // Tab-separated text of the kind that IANA registered knows no quotes.
    if delimiter == UInt8(ascii: "\t"), !best.isRegular {
      let bare = read(0, best.comment)
      if bare.isConsistent, bare.width > 1, bare.count > 2 { return bare }
    }
    return best
  }

  /// Whether lines that begin with `#` are comments: with as many fields as the others they are
  /// records.
  private func prefersComments(_ commented: SampleReading, to plain: SampleReading) -> Bool {
    guard commented.count > 1 else { return false }
    if plain.isConsistent, plain.width > 1 { return false }
    if plain.isConsistent {
      return commented.isConsistent
        && commented.numericColumns(missing) > plain.numericColumns(missing)
    }
    if commented.isConsistent { return true }
    let share = Double(commented.agreeing) / Double(commented.count)
    return commented.width > 1 && share > Double(plain.agreeing) / Double(plain.count)
  }
}
