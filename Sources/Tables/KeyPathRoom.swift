/// Bounds the memory of the key paths of a JSON text: each leaf is kept with the keys above it, so
/// that a small file of a long key over many leaves could fill the memory.
final class KeyPathRoom {
  /// Shorter paths are not counted: they are no more than some hundred times as long as their text.
  private static let long = 1024
  private static let most = 1 << 26

  private let file: String
  private var taken = 0

  init(file: String) { self.file = file }

  /// Takes note of a path that is kept.
  ///
  /// - Throws: ``ReadError/Kind/format(expected:found:)`` where the long ones take too much.
  func take(_ path: String) throws(ReadError) {
    let count = path.utf8.count
    guard count > Self.long else { return }
    taken += count
    guard taken <= Self.most else {
      throw ReadError(
        file: file,
        kind: .format(
          expected: "key paths of at most \(Self.most >> 20) MiB together", found: "longer ones"))
    }
  }
}
