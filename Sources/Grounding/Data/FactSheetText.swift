import Tables

/// A sheet of facts as the text that it is, with the places of its facts.
final class FactSheetText: Sendable {
  /// Where a fact stands.
  struct Place: Sendable {
    /// Where its value begins.
    var start: Int
    var id: JSONText
    /// The hash of the identifier.
    var hash: Int

    init(start: Int, id: JSONText, in parser: JSONParser) {
      self.start = start
      self.id = id
      if id.hasEscapes {
        var text = parser.string(id)
        hash = text.withUTF8 { IdentifierTable.hash($0) }
      } else {
        hash = IdentifierTable.hash(parser.bytes(id))
      }
    }
  }

  private let text: JSONBytes
  private let places: [Place]
  private let identifiers: IdentifierTable

  /// - Precondition: a fact stands at each of the places.
  init(_ text: JSONBytes, places: [Place]) {
    self.text = text
    self.places = places
    identifiers = text.withParser { parser in
      IdentifierTable(hashes: places.map(\.hash)) { a, b in
        parser.string(places[a].id).isSame(as: parser.string(places[b].id))
      }
    }
  }

  /// The number of facts.
  var count: Int { places.count }

  /// A fact in full.
  func fact(_ index: Int) -> IssuedFact {
    text.withParser { parser in
      var parser = parser
      parser.offset = places[index].start
      var fact = FactText()
      // It was read once without an error.
      try? fact.read(&parser)
      return IssuedFact(fact, in: parser)
    }
  }

  /// The identifier of a fact.
  func identifier(of index: Int) -> String { text.withParser { $0.string(places[index].id) } }

  /// The first fact with an identifier; nil for none.
  func firstIndex(of identifier: String) -> Int? {
    text.withParser { parser in
      identifiers.firstIndex(of: identifier) { parser.string(places[$0].id).isSame(as: identifier) }
    }
  }
}
