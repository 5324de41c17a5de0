import Testing

@testable import Tables

@Suite("JSON documents taken apart")
struct JSONTablesTests {
  @Test("an array of objects is a table, nested objects are dotted columns")
  func arrayOfObjects() throws {
    let file = try jsonFile(
      """
      {"runs": [
        {"n": 1, "m": {"ttft": {"p50": 0.5}}, "ok": true},
        {"n": 2, "m": {"ttft": {"p50": null}}, "late": "2025-10-04"}
      ]}
      """)
    let table = try #require(file.tables.first)
    #expect(file.tables.count == 1 && file.readings.isEmpty && file.attributes.isEmpty)
    #expect(table.keyPath == "runs")
    #expect(table.columnNames == ["n", "m.ttft.p50", "ok", "late"])
    #expect(table.columns.map(\.type) == [.integer, .double, .boolean, .time])
    #expect(try table.numbers("m.ttft.p50") == [0.5, nil])
    #expect(table.columns.map { $0.missing.count } == [0, 1, 1, 1])
    #expect(table.rowLines == [2, 3])
  }

  @Test("arrays of objects within rows are one table over all rows")
  func childTables() throws {
    let file = try jsonFile(
      """
      {"metrics": [{"t": 1, "gpu": [{"id": 0, "w": 50}, {"id": 1, "w": 60}]},
                   {"t": 2, "gpu": [{"id": 0, "w": 55}]}, {"t": 3, "a": {"b": [{"c": 7}]}}]}
      """)
    #expect(file.tables.map(\.keyPath) == ["metrics", "metrics[].gpu", "metrics[].a.b"])
    #expect(try file.tables[1].numbers("w") == [50, 60, 55])
    #expect(file.tables[1].rowLines == [1, 1, 2])
    #expect(try file.tables[2].numbers("c") == [7])
  }

  @Test("two or more objects with the same keys are a table with a key column")
  func likeObjects() throws {
    let file = try jsonFile(
      "{\"models\": {\"a\": {\"p\": 1, \"q\": 2}, \"b\": {\"q\": 4, \"p\": 3}}}")
    let table = try #require(file.tables.first)
    #expect(table.keyPath == "models")
    #expect(table.columnNames == ["key", "p", "q"])
    #expect(try texts(table.requiredColumn("key")) == ["a", "b"])
    #expect(try table.numbers("p") == [1, 3])
    #expect(file.readings.isEmpty)
  }

  @Test("a key of the objects' own does not hide the key column")
  func ownKey() throws {
    let file = try jsonFile("{\"a\": {\"key\": \"x\"}, \"b\": {\"key\": \"y\"}}")
    let table = try #require(file.tables.first)
    #expect(table.columnNames == ["[key]", "key"])
    #expect(try texts(table.requiredColumn("[key]")) == ["a", "b"])
    #expect(try texts(table.requiredColumn("key")) == ["x", "y"])
  }

  @Test(
    "objects that are not alike are no table",
    arguments: [
      "{\"a\": {\"p\": 1}}", "{\"a\": {\"p\": 1}, \"b\": {\"q\": 2}}",
      "{\"a\": {\"p\": 1}, \"b\": {\"p\": 2}, \"c\": 3}", "{\"a\": {}, \"b\": {}}",
      "{\"a\": {\"p\": 1}, \"b\": {\"p\": 2, \"q\": 3}}",
    ])
  func unlikeObjects(text: String) throws {
    #expect(try jsonFile(text).tables.isEmpty)
  }

  @Test("every other number is a reading, every other text or truth value an attribute")
  func leaves() throws {
    let file = try jsonFile(
      """
      {"timing": {"p50_ms": 1.5, "n": 3}, "samples": [1, [2, "x"], null, {"y": 4}],
       "environment": {"os": "Linux", "ok": true, "none": null}, "at": "2025-10-04"}
      """)
    #expect(file.tables.isEmpty)
    #expect(
      file.readings == [
        Reading(keyPath: "timing.p50_ms", value: 1.5), Reading(keyPath: "timing.n", value: 3),
        Reading(keyPath: "samples[0]", value: 1), Reading(keyPath: "samples[1][0]", value: 2),
        Reading(keyPath: "samples[3].y", value: 4),
      ])
    #expect(
      file.attributes == [
        Attribute(keyPath: "samples[1][1]", text: "x"),
        Attribute(keyPath: "environment.os", text: "Linux"),
        Attribute(keyPath: "environment.ok", text: "true"),
        Attribute(keyPath: "at", text: "2025-10-04"),
      ])
  }

  @Test("arrays of numbers within rows are readings under their row")
  func arraysInRows() throws {
    let file = try jsonFile(
      """
      {"r": [{"a": 1, "v": [5, 6]}, {"a": 2, "o": {"v": [7]}}],
       "k": {"x": {"v": [8]}, "y": {"v": [9]}}}
      """
    )
    #expect(
      file.readings.map(\.keyPath) == [
        "r[0].v[0]", "r[0].v[1]", "r[1].o.v[0]", "k.x.v[0]", "k.y.v[0]",
      ])
    #expect(file.readings.map(\.value) == [5, 6, 7, 8, 9])
  }

  @Test("the root itself")
  func root() throws {
    #expect(try jsonFile("5").readings == [Reading(keyPath: "", value: 5)])
    #expect(try jsonFile("\"a\"").attributes == [Attribute(keyPath: "", text: "a")])
    #expect(try jsonFile("[1, 2]").readings.map(\.keyPath) == ["[0]", "[1]"])
    let table = try #require(jsonFile("[{\"a\": 1}, {\"a\": 2}]").tables.first)
    #expect(table.keyPath == "")
    let nothing = try jsonFile("[[], {}, null, [{}]]")
    #expect(nothing.tables.isEmpty && nothing.readings.isEmpty && nothing.attributes.isEmpty)
  }

  @Test("odd keys have paths of their own")
  func oddKeys() throws {
    let keys = ["", "a.b", "a[0]", "a", "ü", "a\"b", "x.\"y\"", "a.\"][\"b."]
    let object = JSONValue.object(
      keys.map { ($0, .integer(1)) } + [
        ("a.", .object([("b.", .integer(2))])), ("n", .object([("", .integer(3))])),
      ])
    let file = try jsonFile(JSONWriter.text(object))
    let paths = file.readings.map(\.keyPath)
    #expect(
      paths == [
        #"[""]"#, #"["a.b"]"#, #"["a[0]"]"#, "a", "ü", "a\"b", #"["x.\"y\""]"#,
        #"["a.\"][\"b."]"#, #"["a."]["b."]"#, #"n[""]"#,
      ])
    #expect(Set(paths).count == paths.count)
    let child = try jsonFile("[{\"a.b\": [{\"c\": 1}]}]")
    #expect(child.tables.map(\.keyPath) == [#"[]["a.b"]"#])
  }

  @Test("a key that stands twice in a row keeps its last value")
  func duplicateKeys() throws {
    let table = try #require(jsonFile("[{\"a\": 1, \"a\": 2.5}, {\"a\": 3}]").tables.first)
    #expect(try table.numbers("a") == [2.5, 3])
  }

  @Test("mixtures are labels; whole numbers give way to doubles")
  func mixtures() throws {
    let table = try #require(
      jsonFile(
        """
        [{"a": 1, "b": 1, "c": "2025-10-04"}, {"a": 0.5, "b": "x", "c": "later"}, {"b": true}]
        """
      ).tables.first)
    #expect(table.columns.map(\.type) == [.double, .label, .label])
    #expect(texts(table.columns[1]) == ["1", "x", "true"])
    #expect(texts(table.columns[2]) == ["2025-10-04", "later", nil])
  }

  @Test("NDJSON: one table over all lines, their numbers kept")
  func ndjson() throws {
    let file = try jsonFile(
      "{\"a\": 1, \"b\": {\"c\": 2}}\r\n\n  {\"a\": 3, \"v\": [9]}\n{\"d\": \"x\"}", format: .ndjson
    )
    let table = try #require(file.tables.first)
    #expect(table.columnNames == ["a", "b.c", "d"])
    #expect(try table.numbers("a") == [1, 3, nil])
    #expect(table.rowLines == [1, 3, 4])
    #expect(file.readings == [Reading(keyPath: "[1].v[0]", value: 9)])
  }

  @Test(
    "a hundred thousand keys, like objects and children take linear time",
    .timeLimit(.minutes(15)))
  func large() throws {
    let keys = (0..<100_000).map { "\"k\($0)\"" }
    let flat = try jsonFile("{" + keys.map { "\($0): 1.5" }.joined(separator: ",") + "}")
    #expect(flat.readings.count == 100_000)
    let like = try jsonFile("{" + keys.map { "\($0): {\"a\": 1}" }.joined(separator: ",") + "}")
    #expect(like.tables.first?.rowCount == 100_000)
    let children =
      "[{" + keys.prefix(20_000).map { "\($0): [{\"a\": 1}]" }.joined(separator: ",") + "}]"
    #expect(try jsonFile(children).tables.count == 20_000)
  }

  @Test("a hundred thousand columns of CSV take linear time", .timeLimit(.minutes(15)))
  func wideCSV() throws {
    let names = (0..<100_000).map { "c\($0)" }.joined(separator: ",")
    let cells = (0..<100_000).map { "\($0)" }.joined(separator: ",")
    let table = try table("\(names)\n\(cells)\n")
    #expect(table.column("c99999")?.values == .integers([99_999]))
  }
}
