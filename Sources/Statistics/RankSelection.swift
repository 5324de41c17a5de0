/// The values of some ranks of a sample that is too large to be kept, exactly, from several passes over it
/// in any order.
///
/// A pass counts how many values lie in each of up to 65,536 parts of the ranges of bit patterns that
/// hold the wanted ranks; at first this is the one range of all doubles. The part of each rank is its
/// range in the next pass. As soon as the values of these ranges have room, a pass gathers just them, and
/// sorting does the rest. A range of one bit pattern needs nothing more, so that there are at most four
/// passes with parts of 16 bits, and with many equal values seldom more than two.
///
/// Threads have a ``RankPass`` each, which are given back together. −0 goes before 0, as in
/// ``SortedSample``.
///
/// Source of the method: J. I. Munro, M. S. Paterson, Selection and sorting with limited storage,
/// Theoretical Computer Science 12 (1980).
package struct RankSelection: SamplePasses {
  /// A pass found other values than those before.
  package struct Changed: Error {}

  /// The wanted ranks, from 1, of n values.
  private let ranks: @Sendable (Int) -> [Int]
  /// The room for what all threads of a pass have together.
  private let bytes: Int
  private let threads: Int
  private let centre: Double?
  private var ranges: [KeyRange]
  private var gathered: GatheredKeys?
  /// The number of values; nil before the first pass has ended.
  package private(set) var count: Int?
  /// The values of the wanted ranks that are known.
  private var found: [Int: Double] = [:]

  /// Before the first pass.
  ///
  /// - Parameters:
  ///   - bytes: The room for all that is kept in a pass, at least ``leastBytes(ranks:threads:)``.
  ///   - threads: The most threads that work side by side.
  ///   - centre: A finite number, where the values are distances from it; nil for the values themselves.
  ///   - ranks: The wanted ranks of n values, each in 1...n, in any order.
  package init(
    bytes: Int, threads: Int, distancesFrom centre: Double? = nil,
    ranks: @escaping @Sendable (Int) -> [Int]
  ) {
    self.bytes = bytes
    self.threads = threads
    self.centre = centre
    self.ranks = ranks
    ranges = [KeyRange()]
  }

  /// The least room for a number of ranks: with less, the passes would be many.
  package static func leastBytes(ranks: Int, threads: Int) -> Int {
    max(1, ranks) * (threads + 1) * MemoryLayout<Int>.stride << leastBits
  }

  private static let leastBits = 8
  private static let mostBits = 16

  /// Whether all values are known.
  package var isComplete: Bool { ranges.isEmpty }

  /// The value of a wanted rank.
  ///
  /// - Precondition: the selection is complete, and the rank was wanted.
  package func value(_ rank: Int) -> Double {
    guard let value = found[rank] else { preconditionFailure("rank \(rank) was not selected") }
    return value
  }

  /// What a thread starts the next pass with.
  package func pass() -> RankPass {
    if let gathered { return RankPass(gathering: ranges, in: gathered, centre: centre) }
    return RankPass(counting: ranges, bits: bits, centre: centre)
  }

  /// As many bits as there is room for.
  private var bits: Int {
    // All threads together have counters, too.
    let counters = bytes / (MemoryLayout<Int>.stride * (threads + 1) * max(1, ranges.count))
    let bits = Int.bitWidth - 1 - max(1, counters).leadingZeroBitCount
    return min(max(bits, Self.leastBits), Self.mostBits)
  }

  /// Ends a pass.
  ///
  /// - Parameter passes: What all threads have, in any order.
  /// - Throws: ``Changed`` where the values were others than in the passes before.
  package mutating func finish(_ passes: [RankPass]) throws {
    guard !isComplete else { return }
    guard gathered == nil else { return try finishGathering() }
    var counts = passes.first?.counts ?? KeyCounts(ranges, bits: bits)
    for other in passes.dropFirst() { if let more = other.counts { counts.add(more) } }
    if count == nil {
      start(counts)
    } else {
      guard ranges.indices.allSatisfy({ counts.count($0) == ranges[$0].count }) else {
        throw Changed()
      }
      narrow(counts)
    }
  }

  /// The first pass tells how many values there are, and so which ranks are wanted.
  private mutating func start(_ counts: KeyCounts) {
    let n = counts.count(0)
    count = n
    let wanted = Set(ranks(n)).sorted()
    precondition(wanted.allSatisfy { 1...max(1, n) ~= $0 }, "ranks of \(n) values")
    ranges[0].ranks = wanted
    narrow(counts)
  }

  private mutating func narrow(_ counts: KeyCounts) {
    let narrowed = ranges.indices.flatMap { counts.narrowed($0, ranks: ranges[$0].ranks) }
    for range in narrowed where range.low == range.high {
      for rank in range.ranks { found[rank] = OrderedBits.value(range.low) }
    }
    ranges = narrowed.filter { $0.low < $0.high }
    let total = ranges.reduce(0) { $0 + $1.count }
    if total > 0, total <= bytes / MemoryLayout<UInt64>.stride {
      gathered = GatheredKeys(count: total)
    }
  }

  private mutating func finishGathering() throws {
    guard let keys = gathered?.sorted() else { throw Changed() }
    var start = 0
    for range in ranges {
      guard keys[start] >= range.low, keys[start + range.count - 1] <= range.high else {
        throw Changed()
      }
      for rank in range.ranks {
        found[rank] = OrderedBits.value(keys[start + rank - range.below - 1])
      }
      start += range.count
    }
    ranges = []
    gathered = nil
  }
}
