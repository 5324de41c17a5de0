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
    // A link keeps pointing to its file, which is replaced.
    let target = exists ? realPath(path) : path
    var template = Array("\(target).XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw OutputError(path: path, reason: systemReason()) }
    let name = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    try Interruption.removing(name) {
      do {
        // mkstemp keeps others out; the file gets the mode that the old one has or a new one would.
        let mask = umask(0)
        umask(mask)
        fchmod(descriptor, exists ? status.st_mode & 0o7777 : 0o666 & ~mask)
        try fill(descriptor, with: text, path: path)
        guard rename(name, target) == 0 else {
          throw OutputError(path: path, reason: systemReason())
        }
      } catch {
        unlink(name)
        throw error
      }
    }
  }

  private static func realPath(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
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

  private static func fill(_ descriptor: Int32, with text: String, path: String) throws {
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
