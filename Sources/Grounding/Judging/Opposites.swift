/// Words in the names of files and keys of which one excludes the other: what is said of a sweep is not
/// shown by a baseline.
enum Opposites {
  private static let pairs: [(Set<UInt64>, Set<UInt64>)] = [
    (["baseline", "baselines"], ["sweep", "sweeps", "tuning", "tuned"]),
    (["cpu"], ["cuda", "gpu"]),
    (["generated", "output", "completion"], ["total"]),
    (["draw", "draws", "consumption", "consumes"], ["limit"]), (["before"], ["after"]),
    (["cold"], ["warm"]), (["train", "training"], ["eval", "inference"]),
  ].map { (set($0.0), set($0.1)) }

  private static func set(_ words: [String]) -> Set<UInt64> {
    Set(words.map { Word.all(Array($0.utf8))[0].hash })
  }

  /// Whether words hold any that exclude others.
  static func matter(to said: Set<UInt64>) -> Bool {
    pairs.contains { !said.isDisjoint(with: $0.0) || !said.isDisjoint(with: $0.1) }
  }

  /// The sides that a value's names have alone where a text names their opposites alone.
  static func against(_ names: Set<UInt64>, said: Set<UInt64>) -> [Set<UInt64>] {
    pairs.flatMap { pair in [(pair.0, pair.1), (pair.1, pair.0)] }.filter { own, other in
      !names.isDisjoint(with: own) && names.isDisjoint(with: other)
        && said.isDisjoint(with: own) && !said.isDisjoint(with: other)
    }.map(\.0)
  }
}
