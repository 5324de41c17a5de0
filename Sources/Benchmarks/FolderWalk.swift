import Glibc
import Tables

/// A file, or an entry that is not followed, as a walk through a folder meets it.
public struct WalkedEntry: Sendable, Equatable {
  /// Why an entry is not a file that can be read.
  public enum Obstacle: Sendable, Equatable {
    /// A symbolic link to a folder that was walked already: a loop, or a second way in.
    case alreadyWalked(target: String)
    /// A symbolic link that leads out of the folder.
    case leadsOutside
    /// A symbolic link to nothing.
    case brokenLink
    /// The system refused; its reason.
    case refused(reason: String)
    /// A socket, pipe or device.
    case notAFile
  }

  /// The path from the folder, with `/` between the parts.
  public var path: String
  /// The size in bytes; 0 where it is not known.
  public var bytes: Int
  /// The last modification; nil where it is not known.
  public var modified: Timestamp?
  /// What keeps the entry from being read; nil for a plain file.
  public var obstacle: Obstacle?
}

/// Walks a folder and everything in it, in the order of the paths. Entries whose name begins with a
/// dot are passed over and counted; links are followed within the folder only, each folder once and
/// under its own path where that is walked too.
struct FolderWalk {
  private(set) var entries: [WalkedEntry] = []
  /// The folders in which files stand, by path; the folder itself is the empty path.
  private(set) var directories: [String] = []
  /// The entries passed over because their name begins with a dot.
  private(set) var hiddenCount = 0
  private let root: String
  private let realRoot: String
  private var walked: Set<[UInt64]> = []
  /// Links to folders, which are looked at when every folder was walked under its own path.
  private var folderLinks: [Link] = []

  private struct Link {
    var entry: WalkedEntry
    /// Where it leads, from the root.
    var target: String
    var identity: [UInt64]
  }

  /// Walks `root`.
  ///
  /// - Throws: ``ReadError`` where the folder itself is missing, no folder, or not to be listed.
  init(_ root: String) throws {
    self.root = root
    guard let real = realpath(root, nil) else { throw Self.systemError(root) }
    defer { free(real) }
    realRoot = String(cString: real)
    guard let status = Self.status(of: root), status.st_mode & S_IFMT == S_IFDIR else {
      throw ReadError(
        file: root, kind: .cannotList(reason: "a file"))
    }
    walked.insert(Self.identity(status))
    guard let names = Self.names(in: root) else { throw Self.systemError(root) }
    walk(names, in: "")
    while !folderLinks.isEmpty { follow(folderLinks.removeFirst()) }
    entries.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    directories.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func walk(_ names: [String], in directory: String) {
    directories.append(directory)
    for name in names {
      if name.hasPrefix(".") {
        hiddenCount += 1
        continue
      }
      visit(directory.isEmpty ? name : directory + "/" + name)
    }
  }

  private mutating func visit(_ path: String) {
    let full = root + "/" + path
    var entry = WalkedEntry(path: path, bytes: 0, modified: nil, obstacle: nil)
    var linkTarget: String?
    if Self.isLink(full) {
      switch resolve(full) {
      case .success(let target): linkTarget = target
      case .failure(let found):
        entry.obstacle = found.obstacle
        entries.append(entry)
        return
      }
    }
    guard let status = Self.status(of: full) else {
      entry.obstacle = .refused(reason: systemReason())
      entries.append(entry)
      return
    }
    entry.modified = Self.modification(status)
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      if let linkTarget {
        folderLinks.append(
          Link(entry: entry, target: linkTarget, identity: Self.identity(status)))
      } else {
        walkFolder(entry, Self.identity(status), target: path)
      }
      return
    case S_IFREG: entry.bytes = Int(status.st_size)
    default: entry.obstacle = .notAFile
    }
    entries.append(entry)
  }

  private mutating func follow(_ link: Link) {
    walkFolder(link.entry, link.identity, target: link.target)
  }

  /// Walks a folder that was not walked yet; it is no entry of its own then.
  private mutating func walkFolder(_ entry: WalkedEntry, _ identity: [UInt64], target: String) {
    var entry = entry
    if !walked.insert(identity).inserted {
      entry.obstacle = .alreadyWalked(target: target)
      entries.append(entry)
    } else if let names = Self.names(in: root + "/" + entry.path) {
      walk(names, in: entry.path)
    } else {
      entry.obstacle = .refused(reason: systemReason())
      entries.append(entry)
    }
  }

  private struct Refusal: Error { var obstacle: WalkedEntry.Obstacle }

  /// Where a link leads, from the root.
  private func resolve(_ link: String) -> Result<String, Refusal> {
    guard let real = realpath(link, nil) else {
      return .failure(
        Refusal(obstacle: errno == ENOENT ? .brokenLink : .refused(reason: systemReason())))
    }
    defer { free(real) }
    let target = String(cString: real)
    let inside = realRoot == "/" ? realRoot : realRoot + "/"
    guard target == realRoot || target.hasPrefix(inside) else {
      return .failure(Refusal(obstacle: .leadsOutside))
    }
    return .success(target == realRoot ? "." : String(target.dropFirst(inside.count)))
  }

  /// Nil for moments that a timestamp cannot hold.
  private static func modification(_ status: stat) -> Timestamp? {
    let (nanoseconds, overflow) = Int64(status.st_mtim.tv_sec)
      .multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, second) = nanoseconds.addingReportingOverflow(Int64(status.st_mtim.tv_nsec))
    return overflow || second ? nil : Timestamp(nanoseconds: sum)
  }

  private static func names(in directory: String) -> [String]? {
    guard let stream = opendir(directory) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let item = readdir(stream) {
      let name = withUnsafePointer(to: &item.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func status(of path: String) -> stat? {
    var result = stat()
    return stat(path, &result) == 0 ? result : nil
  }

  private static func isLink(_ path: String) -> Bool {
    var result = stat()
    return lstat(path, &result) == 0 && result.st_mode & S_IFMT == S_IFLNK
  }

  private static func identity(_ status: stat) -> [UInt64] {
    [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  private static func systemError(_ path: String) -> ReadError {
    ReadError(file: path, kind: .cannotList(reason: systemReason()))
  }
}
