import Glibc

/// What elements of an array are gathered in, in their order.
package protocol JSONElementReader: Sendable {
  /// Reads the element that comes next.
  mutating func read(_ parser: inout JSONParser) throws(JSONScanError)
}

extension JSONParser {
  /// Reads the elements of the array that was entered, on several threads: each begins at its share of
  /// the bytes, where an element seems to begin, and its work counts if the thread before it comes to
  /// that very place between two elements; what it has read is then what one thread alone would have.
  ///
  /// - Parameters:
  ///   - length: How many bytes the text has from here on for each thread, at least.
  ///   - reader: A reader without elements.
  /// - Returns: The readers, in the order of their elements; the array is left.
  /// - Throws: the first error of the text.
  package mutating func elements<Reader: JSONElementReader>(
    threads: Int = availableProcessors(), length: Int = 1 << 20, into reader: Reader
  ) throws(JSONScanError) -> [Reader] {
    skipSpace()
    let starts = startsOfShares(min(threadCount(threads), 1 + (end - position) / length))
    let shares = Shares<Reader>(count: starts.count)
    nonisolated(unsafe) let parser = self
    concurrently(starts.count) { share in
      var parser = parser
      // Every share but the first begins behind a comma.
      if share > 0 { (parser.position, parser.isFirst) = (starts[share], true) }
      var reader = reader
      let end = Result { () throws(JSONScanError) in
        try parser.readElements(into: &reader, upTo: starts[(share + 1)...])
      }
      shares.results[share] = ShareOfElements(reader: reader, end: end)
    }
    var readers: [Reader] = []
    var share = 0
    while true {
      guard let result = shares.results[share] else {
        preconditionFailure("a share without a result")
      }
      readers.append(result.reader)
      switch try result.end.get() {
      case .start(let next): share = starts.firstIndex(of: next)!
      case .array(let end):
        (position, depth, isFirst) = (end, depth - 1, false)
        return readers
      }
    }
  }

  /// Reads elements up to one of the places, where another share begins, or to the end of the array.
  private mutating func readElements(
    into reader: inout some JSONElementReader, upTo starts: ArraySlice<Int>
  ) throws(JSONScanError) -> ElementsEnd {
    var starts = starts
    while try isAtElement() {
      skipSpace()
      while let next = starts.first, next < position { starts.removeFirst() }
      if starts.first == position { return .start(position) }
      try reader.read(&self)
    }
    return .array(position)
  }

  /// The position, and for each further share of the rest a place where an element seems to begin: where
  /// the text goes on as the first element does, up to its first key.
  private func startsOfShares(_ count: Int) -> [Int] {
    var starts = [position]
    guard count > 1, bytes[position] == UInt8(ascii: "{"),
      let colon = bytes[position..<min(position + 256, end)].firstIndex(of: UInt8(ascii: ":"))
    else { return starts }
    for share in 1..<count {
      let from = max(starts.last! + 1, position + (end - position) / count * share)
      guard let start = firstStart(of: position...colon, from: from) else { break }
      starts.append(start)
    }
    return starts
  }

  /// The first place from `start` on where the bytes are those of `opening`; nil for none.
  private func firstStart(of opening: ClosedRange<Int>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var place = start
    while let next = firstIndex(of: bytes[opening.lowerBound], in: bytes, from: place),
      next + opening.count <= end
    {
      if memcmp(base + next, base + opening.lowerBound, opening.count) == 0 { return next }
      place = next + 1
    }
    return nil
  }
}

/// What ended the elements of a share: the place where another begins, or the array, which was left at
/// an offset.
private enum ElementsEnd {
  case start(Int)
  case array(Int)
}

private struct ShareOfElements<Reader> {
  var reader: Reader
  var end: Result<ElementsEnd, JSONScanError>
}

/// A place for the result of each share, which only its thread writes.
private final class Shares<Reader>: @unchecked Sendable {
  let results: UnsafeMutableBufferPointer<ShareOfElements<Reader>?>

  init(count: Int) {
    results = .allocate(capacity: count)
    results.initialize(repeating: nil)
  }

  deinit { results.deinitialize().deallocate() }
}
