import TestSupport
import Testing

@testable import Tables

/// Broken and half-broken input: never a trap, always a table or a ``ReadError``.
@Suite("Mutated input")
struct FuzzTests {
  private static let csv = Array(
    """
    \u{FEFF}run,label,at,ok,x\r
    1,"a ""b"", c",2025-10-04T14:32:44.5+02:00,true,-1.5e-3\r
    2,"two\r
    lines",2024-02-29,false,9223372036854775807\r
    3,NA,,NaN,1e400\r

    """.utf8)
  private static let json = Array(
    """
    {"model": "a\\u00e9\\ud83d\\ude00", "n": -0.5e+10, "big": 123456789012345678901234567890,
     "runs": [{"x": 1, "m": [{"gpu": 1}, {"gpu": null}], "t": "2025-10-04T14:32:44Z"}, {"x": 2.5}],
     "like": {"a": {"p": 1, "q": true}, "b": {"p": 2, "q": false}}, "list": [1, [2, "x"], {}]}
    """.utf8)
  private static let ndjson = Array(
    """
    {"run": 1, "m": {"a": 0.1}, "s": "x\\ny", "k": [{"z": 1}]}\r
    {"run": 2, "m": {"a": 1e5}, "s": null}

    {"run": 3, "v": [1, 2, {"w": 3}]}
    """.utf8)

  @Test("CSV", arguments: 0..<8)
  func csv(seed: Int) { fuzz(Self.csv, .csv, seed: seed) }

  @Test("JSON", arguments: 0..<8)
  func json(seed: Int) { fuzz(Self.json, .json, seed: seed) }

  @Test("NDJSON", arguments: 0..<8)
  func ndjson(seed: Int) { fuzz(Self.ndjson, .ndjson, seed: seed) }

  @Test("any format, to be found out", arguments: 0..<8)
  func sniffed(seed: Int) {
    for text in [Self.csv, Self.json, Self.ndjson] { fuzz(text, nil, seed: seed + 100, cases: 200) }
  }

  private func fuzz(_ original: [UInt8], _ format: DataFormat?, seed: Int, cases: Int = 500) {
    var random = SeededGenerator(seed: UInt64(seed))
    var tables = 0
    var errors = 0
    for _ in 0..<cases {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, &random) }
      do {
        let file = try DataFile.parse(bytes, file: "fuzz", format: format)
        tables += 1
        for table in file.tables { check(table) }
      } catch let error as ReadError {
        errors += 1
        #expect(error.file == "fuzz" && !error.message.isEmpty)
        #expect((error.line ?? 1) >= 1 && (error.column ?? 1) >= 1)
      } catch {
        Issue.record("another error: \(error)")
      }
    }
    #expect(tables > 0 && errors > 0, "mutations must reach both ends")
  }

  /// Every cell of the table can be had, and the table can be written.
  private func check(_ table: Table) {
    #expect(table.columns.allSatisfy { texts($0).count == table.rowCount })
    #expect(
      table.columns.allSatisfy { column in
        column.missing.count == texts(column).count { $0 == nil }
      })
    #expect(table.rowLines.count == table.rowCount)
    #expect(!CSVWriter.text(table).isEmpty)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    let telling = Array("\"\\,:{}[]\n\r\t0123456789eE+-.NaTZ \u{0}".utf8)
    switch Int.random(in: 0..<7, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[place] = telling.randomElement(using: &random)!
    case 2: bytes.remove(at: place)
    case 3: bytes.insert(telling.randomElement(using: &random)!, at: place)
    case 4: bytes.removeSubrange(place...)
    case 5:
      let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
      bytes.insert(
        contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
    default:
      let digit = UInt8.random(in: 48...57, using: &random)
      bytes.insert(contentsOf: [UInt8](repeating: digit, count: 25), at: place)
    }
  }
}
