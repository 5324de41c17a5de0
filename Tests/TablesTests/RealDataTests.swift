import Foundation
import TestSupport
import Testing

@testable import Tables

/// The published benchmark data that lie beside the repository, where they do.
@Suite(
  "Real data: chimera-101", .enabled(if: RealData.folder != nil, "no ../shared/data/chimera-101"))
struct RealDataTests {
  @Test("every CSV file is read, but for the one that is no text", arguments: RealData.files("csv"))
  func csv(path: String) throws {
    let file = try #require(RealData.folder).appendingPathComponent(path).path
    if path == "reports/ncu_summary.csv" {
      let error = #expect(throws: ReadError.self) { try CSVReader.read(file) }
      #expect(error?.kind == .nulByte && error?.line == 1)
      return
    }
    let table = try CSVReader.read(file)
    #expect(!table.columns.isEmpty)
    #expect(Array(table.rowLines) == table.rowLines.sorted())
    let again = try CSVReader.parse(Array(CSVWriter.text(table).utf8), file: file)
    #expect(again.columns.map(\.name) == table.columns.map(\.name))
    #expect(again.columns.map(texts) == table.columns.map(texts))
  }

  @Test("every JSON file is what Foundation sees", arguments: RealData.files("json"))
  func json(path: String) throws {
    let url = try #require(RealData.folder).appendingPathComponent(path)
    let ours = try JSONReader.read(url.path)
    let theirs = try foundation(url)
    #expect(firstDifference(ours, theirs) == nil)
    #expect(leaves(ours) == leaves(theirs))
    let again = try JSONReader.parse(Array(JSONWriter.text(ours).utf8), file: "again")
    #expect(firstDifference(again, theirs) == nil)
  }

  @Test("every leaf is in a table, a reading or an attribute", arguments: RealData.files("json"))
  func nothingLost(path: String) throws {
    let url = try #require(RealData.folder).appendingPathComponent(path)
    let file = try DataFile.read(url.path)
    let cells = file.tables.flatMap { table in
      table.columns.filter { $0.name != "key" }.map { $0.count - $0.missing.count }
    }.reduce(0, +)
    #expect(cells + file.readings.count + file.attributes.count == leaves(try foundation(url)))
    #expect(Set(file.readings.map(\.keyPath)).count == file.readings.count)
  }

  private func foundation(_ url: URL) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(contentsOf: url), options: [.fragmentsAllowed])
  }

  /// Numbers, strings and truth values; `null` and empty containers are no leaves.
  private func leaves(_ value: Any) -> Int {
    switch value {
    case let array as [Any]: array.reduce(0) { $0 + leaves($1) }
    case let object as [String: Any]: object.values.reduce(0) { $0 + leaves($1) }
    default: value is NSNull ? 0 : 1
    }
  }

  private func leaves(_ value: JSONValue) -> Int {
    switch value {
    case .null: 0
    case .array(let elements): elements.reduce(0) { $0 + leaves($1) }
    case .object(let object): object.members.reduce(0) { $0 + leaves($1.value) }
    default: 1
    }
  }
}

enum RealData {
  static let folder: URL? = {
    guard let folder = Repository.shared?.appendingPathComponent("data/chimera-101") else {
      return nil
    }
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()

  /// The paths of the files with that ending, within the folder.
  static func files(_ ending: String) -> [String] {
    guard let folder, let walk = FileManager.default.enumerator(atPath: folder.path) else {
      return []
    }
    return walk.compactMap { $0 as? String }.filter { $0.hasSuffix(".\(ending)") }.sorted()
  }
}
