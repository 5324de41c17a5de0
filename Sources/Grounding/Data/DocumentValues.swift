import Benchmarks
import Tables

/// The numbers of JSON documents with their key paths, as they stand there: reports quote figures that
/// are part of no table of runs and of no tool's summary.
struct DocumentValues {
  /// A number of a document.
  struct Value {
    /// The key path: `timing_stats.run_results[0].p99_ms`.
    var key: String
    var number: Double
  }

  /// Larger documents hold samples, which the tables have.
  private static let mostBytes = 1 << 22
  private static let mostValues = 20_000

  private(set) var values: [Value] = []

  /// The numbers of each JSON document of a folder that is small enough; those that cannot be read are
  /// in the inventory with the reason.
  static func all(_ folder: BenchmarkFolder) -> [(path: String, values: [Value])] {
    var taken = 0
    return folder.files.compactMap { file in
      guard file.kind == .json, taken + file.bytes <= mostBytes,
        let document = try? JSONReader.read(folder.root + "/" + file.path)
      else { return nil }
      taken += file.bytes
      var found = DocumentValues()
      found.add(document, "")
      return (file.path, found.values)
    }
  }

  private mutating func add(_ value: JSONValue, _ key: String) {
    guard values.count < Self.mostValues else { return }
    switch value {
    case .object(let object):
      for member in object.members {
        add(member.value, key.isEmpty ? member.key : "\(key).\(member.key)")
      }
    case .array(let elements):
      for (i, element) in elements.enumerated() { add(element, "\(key)[\(i)]") }
    default:
      if let number = value.number { values.append(Value(key: key, number: number)) }
    }
  }
}
