import BenchStats
import Glibc

/// The files that a command read: no output may take the place of one, by whatever name.
struct InputFiles {
  private let identities: Set<[UInt64]>

  /// Files by their paths; `-` and missing ones are none.
  init(_ paths: [String]) { identities = Set(paths.compactMap(Self.identity)) }

  /// The files of a folder, and others. What bench-stats wrote itself is none of them and may be written
  /// again.
  init(_ folder: BenchmarkFolder, and others: [String] = []) {
    self.init(folder.files.map { folder.root + "/" + $0.path } + others)
  }

  /// Refuses an output that is an input.
  ///
  /// - Throws: ``OutputError``.
  func refuse(_ output: String) throws {
    guard let identity = Self.identity(output), identities.contains(identity) else { return }
    throw OutputError(path: output, reason: "it is one of the input files")
  }

  private static func identity(_ path: String) -> [UInt64]? {
    var status = stat()
    guard path != "-", stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }
}
