import Testing

@testable import Tables

@Suite("What JSON is forgiven")
struct JSONForgivenessTests {
  /// The same objects as a document, as NDJSON, and as NDJSON that is read as nested objects.
  private static let forms: [@Sendable ([String]) throws -> DataFile] = [
    { try jsonFile("[" + $0.joined(separator: ",\n") + "]") },
    { try jsonFile($0.joined(separator: "\n"), format: .ndjson) },
    { objects in
      try jsonFile(
        objects.map { $0.dropLast() + ",\"v\":[]}" }.joined(separator: "\n"), format: .ndjson)
    },
  ]

  @Test("bare NaN is missing, bare infinities are what they say", arguments: 0..<3)
  func bareWords(form: Int) throws {
    let file = try Self.forms[form]([
      "{\"a\": 1, \"b\": 2.5, \"c\": NaN}", "{\"a\": NaN, \"b\": -Infinity, \"c\": NaN}",
      "{\"a\": 3, \"b\": Infinity, \"c\": NaN}",
    ])
    let table = try #require(file.tables.first)
    #expect(table.columns.map(\.type) == [.integer, .double, .double])
    #expect(try table.numbers("a") == [1, nil, 3])
    #expect(try table.numbers("b") == [2.5, -.infinity, .infinity])
    #expect(try table.numbers("c") == [nil, nil, nil])
    #expect(table.notices == [ReadNotice(.bareNonFiniteNumbers, count: 6, line: 1)])
    #expect(file.notices == table.notices)
  }

  @Test("among labels the words stay as they are", arguments: 0..<3)
  func wordsAmongLabels(form: Int) throws {
    let table = try #require(Self.forms[form](["{\"a\": \"x\"}", "{\"a\": NaN}"]).tables.first)
    #expect(texts(table.columns[0]) == ["x", "nan"])
  }

  @Test(
    "other words are no numbers",
    arguments: [
      ("[Nan]", "t.json:1:4: expected 'NaN', found 'n'"),
      ("[nan]", "t.json:1:3: expected 'null', found 'a'"),
      ("[Inf]", "t.json:1:5: expected 'Infinity', found ']'"),
      ("[-Inf]", "t.json:1:6: expected '-Infinity', found ']'"),
      ("[-NaN]", "t.json:1:3: expected a digit, found 'N'"),
      ("[+Infinity]", "t.json:1:2: expected a value, found '+'"),
      ("[NaN1]", "t.json:1:5: expected ',' or ']', found '1'"),
    ])
  func otherWords(text: String, expected: String) {
    #expect(complaint { try json(text) } == expected)
  }

  @Test("of a key that stands twice the last value counts, and it is said", arguments: 0..<3)
  func duplicateKeys(form: Int) throws {
    let file = try Self.forms[form]([
      "{\"a\": 1, \"b\": 2}", "{\"a\": 3, \"b\": 4, \"a\": 5}",
      "{\"b\": 7, \"a\": 6, \"a\": 8, \"b\": 9, \"a\": 10}",
    ])
    let table = try #require(file.tables.first)
    #expect(table.columnNames == ["a", "b"])
    #expect(try table.numbers("a") == [1, 5, 10])
    #expect(try table.numbers("b") == [2, 4, 9])
    #expect(
      table.notices.sorted { $0.count > $1.count } == [
        ReadNotice(.duplicateKey("a"), count: 3, line: 2),
        ReadNotice(.duplicateKey("b"), count: 1, line: 3),
      ])
    #expect(file.notices == table.notices)
  }

  @Test("a key that stands three times in one object does so in one")
  func repetitions() throws {
    for form in Self.forms {
      let file = try form(["{\"a\":1,\"a\":2,\"a\":3}", "{\"a\":5}"])
      #expect(
        file.notices.map(\.statement) == [
          "the key 'a' stands 2 times again in an object; its last value is taken (first on line 1)"
        ])
    }
  }

  @Test("tables of one text share what it was forgiven")
  func sharedNotices() throws {
    let object = "{\"a\": 1, \"a\": 2}"
    let file = try jsonFile("{\"x\": [\(object)], \"y\": [\(object)], \"z\": [\(object)]}")
    let places = file.tables.map { $0.notices.withUnsafeBufferPointer { $0.baseAddress } }
    #expect(places.count == 3 && Set(places).count == 1)
    #expect(file.notices == [ReadNotice(.duplicateKey("a"), count: 3, line: 1)])
  }

  @Test("keys of any number are told apart")
  func manyKeys() throws {
    for count in [1, 2, 11, 12, 13, 500] {
      let keys = (0..<count).map { "\"k\($0)\": \($0)" }
      let value = try json("{" + (keys + ["\"k0\": -1"]).joined(separator: ",") + "}")
      #expect(value.object?.members.count == count)
      #expect(value["k0"] == .integer(-1))
      let file = try jsonFile("{" + (keys + ["\"k0\": -1"]).joined(separator: ",\n") + "}")
      #expect(file.notices == [ReadNotice(.duplicateKey("k0"), count: 1, line: count + 1)])
      #expect(file.readings.count == count)
      #expect(file.readings.first?.value == -1)
    }
  }

  @Test("bare words among labels are counted too", arguments: 0..<3)
  func wordsCountedAmongLabels(form: Int) throws {
    let file = try Self.forms[form]([
      "{\"a\": 1, \"b\": \"nan\"}", "{\"a\": NaN, \"b\": NaN}", "{\"a\": \"x\", \"b\": \"y\"}",
      "{\"a\": -Infinity, \"b\": \"nan\"}",
    ])
    let table = try #require(file.tables.first)
    #expect(table.columns.map(\.type) == [.label, .label])
    #expect(table.notices == [ReadNotice(.bareNonFiniteNumbers, count: 3, line: 2)])
  }

  @Test("in many blocks on many threads too, whatever the blocks turn out to be")
  func wordsAmongLabelsOfManyBlocks() throws {
    let lines = (0..<60_000).map { i in
      let a = i % 500 == 7 ? "NaN" : i < 30_000 ? "\(i)" : "\"x\(i % 9)\""
      return "{\"a\": \(a), \"b\": \"nan\"}"
    }
    let table = try #require(
      try jsonFile(lines.joined(separator: "\n"), format: .ndjson).tables.first)
    #expect(table.notices == [ReadNotice(.bareNonFiniteNumbers, count: 120, line: 8)])
  }

  @Test("whole numbers beyond 64 bits are doubles, and it is said", arguments: 0..<3)
  func bigIntegers(form: Int) throws {
    let file = try Self.forms[form]([
      "{\"a\": 1, \"b\": 1e300}", "{\"a\": 9223372036854775808, \"b\": 2}",
      "{\"a\": -99999999999999999999, \"b\": 2}", "{\"a\": 9223372036854775807, \"b\": 2}",
    ])
    let table = try #require(file.tables.first)
    #expect(try table.numbers("a") == [1, 0x1p63, -1e20, 0x1p63])
    #expect(
      table.notices == [ReadNotice(.integersBeyond64Bits(column: "a"), count: 2, line: 2)])
    #expect(file.notices == table.notices)
  }

  @Test("what stands outside of tables is said of the file")
  func outside() throws {
    let file = try jsonFile("{\"x\": {\"n\": 18446744073709551615},\n \"y\": NaN}")
    #expect(file.readings.map(\.keyPath) == ["x.n", "y"])
    #expect(file.readings[0].value == 0x1p64 && file.readings[1].value.isNaN)
    #expect(
      file.notices == [
        ReadNotice(.bareNonFiniteNumbers, count: 1, line: 2),
        ReadNotice(.integersBeyond64Bits(column: "x.n")),
      ])
  }

  @Test("text as it should be has no notices")
  func plain() throws {
    for form in Self.forms {
      let file = try form(["{\"a\": 1, \"b\": \"NaN\"}", "{\"a\": 1.5, \"b\": \"Infinity\"}"])
      #expect(file.notices.isEmpty && file.tables[0].notices.isEmpty)
    }
  }

  @Test("many blocks on many threads count as one does")
  func manyBlocks() throws {
    let lines = (0..<60_000).map { i in
      i % 1000 == 7
        ? "{\"a\": NaN, \"b\": 1}"
        : i % 5000 == 9
          ? "{\"a\": 1, \"b\": 2, \"a\": 3}" : "{\"a\": \(i), \"b\": 4}"
    }
    let table = try #require(
      try jsonFile(lines.joined(separator: "\n"), format: .ndjson).tables.first)
    #expect(
      table.notices == [
        ReadNotice(.bareNonFiniteNumbers, count: 60, line: 8),
        ReadNotice(.duplicateKey("a"), count: 12, line: 10),
      ])
  }
}
