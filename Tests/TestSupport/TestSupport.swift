import Foundation

/// Where the tests find their files.
public enum Repository {
  /// The folder that holds Package.swift.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file under Fixtures/.
  public static func fixture(_ path: String) -> URL {
    root.appendingPathComponent("Fixtures").appendingPathComponent(path)
  }

  /// The folder of real data and reference values beside the repository; nil on a user's clone.
  public static let shared: URL? = {
    let folder = root.deletingLastPathComponent().appendingPathComponent("shared")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }()
}

/// The correct decimal digits of `value` (log relative error): 99 when equal, absolute when the
/// reference is 0.
public func correctDigits(_ value: Double, _ reference: Double) -> Double {
  if value == reference { return 99 }
  if reference == 0 { return -log10(abs(value)) }
  return -log10(abs(value - reference) / abs(reference))
}

/// A JSON file as Foundation's objects, for counting what stands in it. Its doubles may be off in the
/// last place: ``JSONOracle`` reads numbers.
public func jsonObject(at url: URL) throws -> Any {
  try JSONSerialization.jsonObject(with: Data(contentsOf: url), options: [.fragmentsAllowed])
}
