/// Makes identifiers that a small model can copy: words of letters, distinct within a sheet.
struct FactIdentifiers {
  private var used: [String: Int]

  /// Identifiers that are given to none.
  init(reserved: [String] = []) {
    used = Dictionary(uniqueKeysWithValues: reserved.map { ($0, 1) })
  }

  /// A word is cut to the first of these numbers of letters that makes the whole short enough, at the
  /// end of one of its parts where it has any.
  private static let wordLengths = [24, 16, 12, 8]
  /// The most letters of an identifier, before those that tell it from its like.
  private static let longest = 72

  /// The identifier of words: letters alone, in small ones, joined by `_`; where it is taken, with
  /// letters counted up behind it (`_b`, `_c`, … `_ba`).
  mutating func identifier(_ words: [String]) -> String {
    let slugs = words.map(Self.slug).filter { !$0.isEmpty }
    let forms = Self.wordLengths.lazy.map { length in
      slugs.map { Self.cut($0, to: length) }.joined(separator: "_")
    }
    let base =
      forms.first { $0.utf8.count <= Self.longest } ?? String(forms.last!.prefix(Self.longest))
    let stem = base.isEmpty ? "fact" : Self.slug(base)
    var count = used[stem, default: 0]
    var candidate = count == 0 ? stem : stem + "_" + Self.letters(count)
    while count > 0, used[candidate] != nil {
      count += 1
      candidate = stem + "_" + Self.letters(count)
    }
    used[stem] = count + 1
    if candidate != stem { used[candidate] = 1 }
    return candidate
  }

  /// The ASCII letters of a text, in small ones; whatever stands between them becomes one `_`.
  static func slug(_ text: String) -> String {
    var result: [UInt8] = []
    for byte in text.utf8 {
      let small = byte | 0x20
      if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(small), byte < 0x80, byte > 0x40 {
        result.append(small)
      } else if !result.isEmpty, result.last != UInt8(ascii: "_") {
        result.append(UInt8(ascii: "_"))
      }
    }
    if result.last == UInt8(ascii: "_") { result.removeLast() }
    return String(decoding: result, as: UTF8.self)
  }

  private static func cut(_ word: String, to length: Int) -> String {
    guard word.utf8.count > length else { return word }
    let start = word.prefix(length)
    return start.lastIndex(of: "_").map { String(start[..<$0]) } ?? String(start)
  }

  /// 1 is `b`, 25 is `z`, 26 is `ba`.
  private static func letters(_ number: Int) -> String {
    var rest = number
    var result = ""
    repeat {
      result = String(Unicode.Scalar(UInt8(ascii: "a") + UInt8(rest % 26))) + result
      rest /= 26
    } while rest > 0
    return result
  }
}
