/// Text from a file as a key: told from others by its bytes.
///
/// `String` takes two encodings of one character (é, e + ´) for one, and for that puts the
/// combining marks behind a character in order: in quadratic time, which a file may make hours of.
/// In a file other bytes are another name.
package struct TextKey: Hashable, Sendable {
  /// The text.
  package let text: String

  /// The key of a text.
  package init(_ text: String) { self.text = text }

  package static func == (a: TextKey, b: TextKey) -> Bool { a.text.isSame(as: b.text) }

  package func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// Whether both texts have the same bytes.
  ///
  /// - Complexity: O(bytes).
  package func isSame(as other: String) -> Bool {
    utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
  }
}

extension Optional<String> {
  /// Whether both are texts of the same bytes, or none.
  func isSame(as other: String?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return self.isSame(as: other)
  }
}

extension Set<TextKey> {
  /// The keys of texts.
  package init(texts: some Sequence<String>) { self.init(texts.lazy.map { TextKey($0) }) }

  func contains(_ text: String) -> Bool { contains(TextKey(text)) }
}
