import BenchStats
import Glibc

/// Why an output could not be written.
struct OutputError: Error, CustomStringConvertible {
  var path: String
  var reason: String
  var description: String { "\(path): can't be written: \(reason)" }
}

/// Writes whole files: a reader sees the old file or the new one, never half of one.
enum OutputFile {
  /// Writes `text` to `path`, through a file beside it that then takes its name. Devices and pipes
  /// are written to directly.
  ///
  /// - Throws: ``OutputError``; the file is then as it was.
  static func write(_ text: String, to path: String) throws {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw OutputError(path: path, reason: "is a directory")
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      return try fill(open(path, O_WRONLY | O_CLOEXEC), with: text, path: path)
    }
    let staged = try StagedFile(for: path)
    try Interruption.removing(staged.name) {
      try staged.discardingOnError {
        try staged.fill(with: text)
        try staged.takePlace()
      }
    }
  }

  /// Whether two paths name one file, which need not be there.
  static func areOne(_ a: String, _ b: String) -> Bool {
    a == b || (canonical(a) != nil && canonical(a) == canonical(b))
  }

  /// The path without links; of a file that is not there that of its folder and its name.
  private static func canonical(_ path: String) -> String? {
    if let whole = realPath(path) { return whole }
    let (folder, name) = parts(path)
    return realPath(folder).map { "\($0)/\(name)" }
  }

  /// The folder that a path's last name stands in, and that name.
  static func parts(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let name = String(path[path.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }

  /// A path without links; nil where nothing is there.
  static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Makes a directory and those above it; one that exists is fine.
  ///
  /// - Throws: ``OutputError``.
  static func makeDirectory(_ path: String) throws {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      if mkdir(made, 0o777) != 0, errno != EEXIST {
        throw OutputError(path: path, reason: systemReason())
      }
    }
  }

  /// Writes all of a text and closes the file.
  fileprivate static func fill(_ descriptor: Int32, with text: String, path: String) throws {
    guard descriptor >= 0 else { throw OutputError(path: path, reason: systemReason()) }
    var isOpen = true
    defer { if isOpen { close(descriptor) } }
    var text = text
    try text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
        if count < 0 {
          if errno == EINTR { continue }
          throw OutputError(path: path, reason: systemReason())
        }
        written += count
      }
    }
    isOpen = false
    guard close(descriptor) == 0 else { throw OutputError(path: path, reason: systemReason()) }
  }
}

/// A file beside its place, which it takes when it is whole. It has the mode of the file that stood
/// there, or that of a new one.
struct StagedFile {
  /// Where it is until then.
  let name: String
  private let path: String
  private let target: String
  private let descriptor: Int32

  /// An empty file. A link keeps pointing to its file, which is replaced.
  ///
  /// - Throws: ``OutputError``.
  init(for path: String) throws {
    self.path = path
    var status = stat()
    let exists = stat(path, &status) == 0
    target = exists ? OutputFile.realPath(path) ?? path : path
    var template = Array("\(target).XXXXXX".utf8CString)
    descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw OutputError(path: path, reason: systemReason()) }
    name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    // mkstemp keeps others out.
    let mask = umask(0)
    umask(mask)
    fchmod(descriptor, exists ? status.st_mode & 0o7777 : 0o666 & ~mask)
  }

  /// Writes the text and closes the file; once.
  ///
  /// - Throws: ``OutputError``.
  func fill(with text: String) throws {
    try OutputFile.fill(descriptor, with: text, path: path)
  }

  /// Takes the place.
  ///
  /// - Throws: ``OutputError``.
  func takePlace() throws {
    guard rename(name, target) == 0 else {
      throw OutputError(path: path, reason: systemReason())
    }
  }

  /// Runs `body`, and removes the file where that fails.
  func discardingOnError(_ body: () throws -> Void) throws {
    do { try body() } catch {
      unlink(name)
      throw error
    }
  }
}
