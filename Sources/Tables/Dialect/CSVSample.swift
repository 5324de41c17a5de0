/// The first bytes of a text: what its form is found from.
final class CSVSample {
  /// As many bytes as are looked at.
  static let length = 1 << 18

  let bytes: UnsafeBufferPointer<UInt8>
  /// Whether the text ends with the sample.
  let isWhole: Bool

  init(_ sample: [UInt8], isWhole: Bool) {
    // Room behind the last byte, which the scan for separators may read.
    let memory = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: sample.count + 64)
    memory.initialize(repeating: 0)
    sample.withUnsafeBufferPointer { source in
      if let start = source.baseAddress {
        memory.baseAddress!.update(from: start, count: source.count)
      }
    }
    bytes = UnsafeBufferPointer(start: memory.baseAddress, count: sample.count)
    self.isWhole = isWhole
  }

  deinit { bytes.baseAddress?.deallocate() }

  /// Whether a line begins with `byte`.
  func hasLine(beginningWith byte: UInt8) -> Bool {
    var isStart = true
    for other in bytes {
      if isStart, other == byte { return true }
      isStart = other == UInt8(ascii: "\n") || other == UInt8(ascii: "\r")
    }
    return false
  }
}

/// One way to read the records of a sample. The last record is left out where it may be cut.
struct SampleReading {
  let sample: CSVSample
  let delimiter: UInt8
  let quote: UInt8
  let comment: UInt8
  private var fields: [CSVField] = []
  /// For each record one past its last field, and the line on which it begins.
  private var ends: [Int] = []
  private(set) var lines: [Int] = []
  /// Whether quotes stand as RFC 4180 wants them.
  private(set) var isRegular = true
  private(set) var quotedFields = 0
  /// The kinds of line ends behind records.
  private(set) var lineEnds: Set<LineEnd> = []
  /// The lines that were passed over.
  private(set) var commentLines = 0

  init(_ sample: CSVSample, delimiter: UInt8, quote: UInt8, comment: UInt8) {
    self.sample = sample
    self.delimiter = delimiter
    self.quote = quote
    self.comment = comment
    var scanner = CSVScanner(
      sample.bytes, delimiter: delimiter, quote: quote, comment: comment)
    var record: [CSVField] = []
    do {
      while try scanner.nextRecord(into: &record) {
        guard sample.isWhole || scanner.position < sample.bytes.count else { break }
        add(record, line: scanner.recordLine, end: scanner.position)
        commentLines = scanner.commentLines
      }
    } catch .unclosedQuote where !sample.isWhole {
      // It may be closed behind the sample.
    } catch {
      isRegular = false
    }
  }

  private mutating func add(_ record: [CSVField], line: Int, end: Int) {
    fields += record
    ends.append(fields.count)
    lines.append(line)
    quotedFields += record.count { $0.isQuoted }
    let bytes = sample.bytes
    if bytes[end - 1] == UInt8(ascii: "\r") {
      lineEnds.insert(.cr)
    } else if bytes[end - 1] == UInt8(ascii: "\n") {
      lineEnds.insert(end > 1 && bytes[end - 2] == UInt8(ascii: "\r") ? .crlf : .lf)
    }
  }

  /// The number of records.
  var count: Int { ends.count }

  /// The fields of a record.
  subscript(record: Int) -> ArraySlice<CSVField> {
    fields[(record == 0 ? 0 : ends[record - 1])..<ends[record]]
  }

  /// A field of a record; nil where the record is too short.
  func field(_ record: Int, _ column: Int) -> CSVField? {
    let record = self[record]
    let i = record.startIndex + column
    return i < record.endIndex ? record[i] : nil
  }

  /// The bytes of a field.
  func text(_ field: CSVField) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: sample.bytes[field.start..<field.end])
  }

  /// The number of fields of the first record.
  var width: Int { ends.first ?? 0 }

  private func width(_ record: Int) -> Int { self[record].count }

  /// The number of records below the first that have its number of fields.
  var agreeing: Int { (0..<max(count, 1)).dropFirst().count { width($0) == width } }

  /// Whether the rows end in a delimiter that the header does not have: one row alone may as well
  /// be a wrong one.
  var rowsEndInDelimiter: Bool {
    count > 2
      && (1..<count).allSatisfy { width($0) == width + 1 && text(self[$0].last!).isEmpty }
  }

  /// Whether every record has as many fields as the first.
  var isConsistent: Bool {
    isRegular && count > 0 && (agreeing == count - 1 || rowsEndInDelimiter)
  }

  /// Whether every line ends in a delimiter, so that the last column has neither name nor value.
  var allEndInDelimiter: Bool {
    count > 1 && width > 1 && isConsistent && !rowsEndInDelimiter
      && (0..<count).allSatisfy { record in
        let last = self[record].last!
        return !last.isQuoted && text(last).isEmpty
      }
  }
}
