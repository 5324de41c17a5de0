import Glibc
import Tables

/// The files that the arguments of a command mean: files, folders and patterns.
public enum InputPaths {
  /// The files of some arguments, in their order; those of one argument in the order of their paths.
  ///
  /// A file that is there means itself, whatever its name. Another argument in which `*`, `?` or `[`
  /// stands is a pattern as a shell knows it: `*` and `?` stand for characters of a name and
  /// `[a-c]` for one of some, `**` for folders at any depth; none of them stands for the dot that a
  /// name begins with. A pattern means files alone, and a file once, whatever links lead to it;
  /// links that lead out of the folder in which a pattern begins to be one are not followed, nor are
  /// links to folders by `**`.
  ///
  /// - Parameter opensFolders: Whether a folder means the data files in it, at any depth: those of
  ///   which the name tells the format. Otherwise it means itself.
  /// - Throws: `ReadError` for a pattern that no file matches, and for a folder without data files.
  public static func files(_ arguments: [String], opensFolders: Bool) throws -> [String] {
    try found(arguments, opensFolders: opensFolders).files
  }

  /// As ``files(_:opensFolders:)``, and the files of folders that were passed over because
  /// bench-stats wrote them: JSON that begins with its `schema`.
  ///
  /// - Throws: as ``files(_:opensFolders:)``.
  public static func found(
    _ arguments: [String], opensFolders: Bool
  ) throws -> (files: [String], ownOutputs: [String]) {
    var ownOutputs: [String] = []
    let files = try arguments.flatMap { argument -> [String] in
      if opensFolders, PathPattern.isFolder(argument) {
        return try dataFiles(in: argument, passingOver: &ownOutputs)
      }
      guard PathPattern.isPattern(argument), argument != "-", !PathPattern.isThere(argument) else {
        return [argument]
      }
      let files = PathPattern(argument).files()
      guard !files.isEmpty else {
        throw ReadError(file: argument, kind: .cannotRead(reason: "no file that matches"))
      }
      return files
    }
    return (files, ownOutputs)
  }

  private static func dataFiles(
    in folder: String, passingOver ownOutputs: inout [String]
  ) throws -> [String] {
    let root = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    let names = try FolderWalk(root).entries
      .filter { $0.obstacle == nil && DataFormat(fileName: $0.path) != nil }.map(\.path)
    let paths = names.map { root == "/" ? "/" + $0 : root + "/" + $0 }
    let own = paths.filter(OwnOutput.isOne)
    ownOutputs += own
    let files = PathPattern.withoutSecondWays(paths.filter { !own.contains($0) })
    guard !files.isEmpty else {
      throw ReadError(file: folder, kind: .noTable(found: "a folder without data files"))
    }
    return files
  }
}

/// A path in some parts of which characters stand for others.
struct PathPattern {
  /// The folder in which the pattern begins: empty for the current one, `/` at its end otherwise.
  private let base: String
  private let parts: [String]

  /// A pattern.
  init(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: true).map(String.init)
    let first = parts.firstIndex(where: Self.isPattern) ?? parts.count
    base = (text.hasPrefix("/") ? "/" : "") + parts[..<first].map { $0 + "/" }.joined()
    // Many in a row mean what one does.
    self.parts = parts[first...].reduce(into: []) { result, part in
      if part != "**" || result.last != "**" { result.append(part) }
    }
  }

  /// Whether characters in a text stand for others.
  static func isPattern(_ text: String) -> Bool { text.contains { "*?[".contains($0) } }

  static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

  /// The files that match, in the order of their paths.
  func files() -> [String] {
    guard let root = Self.real(base.isEmpty ? "." : base) else { return [] }
    var found: [String] = []
    search(base, parts[...], root: root, &found)
    // Two ways of reading `**` may lead to one path.
    let paths = Set(found).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return Self.withoutSecondWays(paths)
  }

  private func search(
    _ folder: String, _ parts: ArraySlice<String>, root: String, _ found: inout [String]
  ) {
    guard let part = parts.first else { return }
    let rest = parts.dropFirst()
    if part == "**" { search(folder, rest.isEmpty ? ["*"] : rest, root: root, &found) }
    for name in Self.names(in: folder) {
      let path = folder + name
      guard Self.matches(part == "**" ? "*" : part, name),
        !Self.isLink(path) || (part != "**" && Self.isInside(root, path))
      else { continue }
      if part == "**" {
        if Self.isFolder(path) { search(path + "/", parts, root: root, &found) }
      } else if rest.isEmpty {
        if ![nil, S_IFDIR, S_IFSOCK].contains(Self.kind(path)) { found.append(path) }
      } else if Self.isFolder(path) {
        search(path + "/", rest, root: root, &found)
      }
    }
  }

  private static func matches(_ pattern: String, _ name: String) -> Bool {
    fnmatch(pattern, name, FNM_PERIOD | FNM_NOESCAPE) == 0
  }

  /// The paths without links to files that are among them under names of their own, and without
  /// second links to one file.
  static func withoutSecondWays(_ paths: [String]) -> [String] {
    var met = Set(paths.filter { !isLink($0) }.compactMap(real))
    return paths.filter { path in
      guard isLink(path), let real = real(path) else { return true }
      return met.insert(real).inserted
    }
  }

  // MARK: The file system

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// Of which kind a file is; nil where it is not there.
  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  private static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether a path leads to something within a folder.
  private static func isInside(_ root: String, _ path: String) -> Bool {
    guard let target = real(path) else { return false }
    return target.hasPrefix(root == "/" ? root : root + "/")
  }

  private static func real(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
