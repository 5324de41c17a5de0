import Foundation
import Glibc
import Tables
import Testing

@testable import Benchmarks

@Suite struct FolderWalkTests {
  private func obstacles(_ walk: FolderWalk) -> [String: WalkedEntry.Obstacle] {
    Dictionary(
      uniqueKeysWithValues: walk.entries.compactMap { e in e.obstacle.map { (e.path, $0) } })
  }

  @Test("entries come in the order of their paths, whatever the order on disk")
  func order() throws {
    let folder = try TemporaryFolder()
    for name in ["b.csv", "a/z.csv", "a.csv", "a/b/c.csv", "B.csv", "é.csv"] {
      try folder.write(name, "x\n1\n")
    }
    let walk = try FolderWalk(folder.path)
    #expect(
      walk.entries.map(\.path) == ["B.csv", "a.csv", "a/b/c.csv", "a/z.csv", "b.csv", "é.csv"])
    #expect(walk.directories == ["", "a", "a/b"])
    #expect(walk.entries.allSatisfy { $0.bytes == 4 && $0.modified != nil && $0.obstacle == nil })
  }

  @Test("a trailing slash changes nothing")
  func trailingSlash() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/b.csv", "x\n1\n")
    #expect(try FolderWalk(folder.path + "/").entries == FolderWalk(folder.path).entries)
  }

  @Test("hidden entries are passed over and counted; what is below a hidden folder is not")
  func hidden() throws {
    let folder = try TemporaryFolder()
    try folder.write(".hidden.csv", "x\n1\n")
    try folder.write(".git/a.csv", "x\n1\n")
    try folder.write(".git/b.csv", "x\n1\n")
    try folder.write("sub/.c", "")
    try folder.write("sub/d.csv", "x\n1\n")
    let walk = try FolderWalk(folder.path)
    #expect(walk.entries.map(\.path) == ["sub/d.csv"])
    #expect(walk.hiddenCount == 3)
  }

  @Test("a loop of links ends, and says where it leads")
  func loop() throws {
    let folder = try TemporaryFolder()
    try folder.write("a/b/c.csv", "x\n1\n")
    try folder.link("a/b/up", to: "../..")
    try folder.link("a/again", to: "b")
    let walk = try FolderWalk(folder.path)
    #expect(walk.entries.map(\.path) == ["a/again", "a/b/c.csv", "a/b/up"])
    #expect(
      obstacles(walk) == [
        "a/again": .alreadyWalked(target: "a/b"), "a/b/up": .alreadyWalked(target: "."),
      ])
  }

  @Test("a folder is walked under its own path, though a link to it comes first")
  func ownPath() throws {
    let folder = try TemporaryFolder()
    try folder.write("z/f.csv", "x\n1\n")
    try folder.link("a", to: "z")
    let walk = try FolderWalk(folder.path)
    #expect(walk.entries.map(\.path) == ["a", "z/f.csv"])
    #expect(obstacles(walk) == ["a": .alreadyWalked(target: "z")])
  }

  @Test("a link to a hidden folder within is followed once")
  func linkToHidden() throws {
    let folder = try TemporaryFolder()
    try folder.write(".store/f.csv", "x\n1\n")
    try folder.link("one", to: ".store")
    try folder.link("two", to: ".store")
    let walk = try FolderWalk(folder.path)
    #expect(walk.entries.map(\.path) == ["one/f.csv", "two"])
    #expect(obstacles(walk) == ["two": .alreadyWalked(target: ".store")])
  }

  @Test("links out of the folder, to nothing and to themselves are reported")
  func otherLinks() throws {
    let outside = try TemporaryFolder()
    try outside.write("secret.csv", "x\n1\n")
    let folder = try TemporaryFolder()
    try folder.link("folder", to: outside.path)
    try folder.link("file.csv", to: outside.path + "/secret.csv")
    try folder.link("broken.csv", to: "nothing.csv")
    try folder.link("self", to: "self")
    let found = obstacles(try FolderWalk(folder.path))
    #expect(found["folder"] == .leadsOutside)
    #expect(found["file.csv"] == .leadsOutside)
    #expect(found["broken.csv"] == .brokenLink)
    guard case .refused = found["self"] else {
      Issue.record("a link to itself: \(String(describing: found["self"]))")
      return
    }
  }

  @Test("a sibling whose name begins with the folder's is outside")
  func sibling() throws {
    let parent = try TemporaryFolder()
    try parent.write("data-old/f.csv", "x\n1\n")
    try parent.makeFolder("data")
    try parent.link("data/link", to: "../data-old")
    #expect(obstacles(try FolderWalk(parent.path + "/data")) == ["link": .leadsOutside])
  }

  @Test("a link to a file within is a file")
  func fileLink() throws {
    let folder = try TemporaryFolder()
    try folder.write("f.csv", "x\n1\n")
    try folder.link("g.csv", to: "f.csv")
    let walk = try FolderWalk(folder.path)
    #expect(walk.entries.map(\.path) == ["f.csv", "g.csv"])
    #expect(walk.entries.map(\.bytes) == [4, 4])
  }

  @Test("empty files and folders are met")
  func empty() throws {
    let folder = try TemporaryFolder()
    try folder.write("empty.csv", "")
    try folder.makeFolder("nothing")
    let walk = try FolderWalk(folder.path)
    #expect(walk.entries.map(\.bytes) == [0])
    #expect(walk.directories == ["", "nothing"])
  }

  @Test("a pipe is no file")
  func pipe() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/pipe.csv", 0o600) == 0)
    #expect(obstacles(try FolderWalk(folder.path)) == ["pipe.csv": .notAFile])
  }

  @Test("a moment that 64 bits of nanoseconds cannot hold is not known")
  func farFuture() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("f.csv", "x\n1\n")
    var times = [
      timespec(tv_sec: 13_000_000_000, tv_nsec: 0), timespec(tv_sec: 13_000_000_000, tv_nsec: 0),
    ]
    #expect(utimensat(AT_FDCWD, file, &times, 0) == 0)
    var status = stat()
    #expect(stat(file, &status) == 0)
    let entry = try #require(try FolderWalk(folder.path).entries.first)
    // Some file systems cut the year; then the moment is known.
    #expect((entry.modified == nil) == (status.st_mtim.tv_sec == 13_000_000_000))
  }

  @Test("a missing folder, and a file in its place, are errors that name it")
  func notAFolder() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("f.csv", "x\n1\n")
    #expect {
      try FolderWalk(folder.path + "/missing")
    } throws: { error in
      (error as? ReadError)?.file == folder.path + "/missing"
    }
    #expect(throws: ReadError(file: file, kind: .cannotList(reason: "a file"))) {
      try FolderWalk(file)
    }
  }

  @Test("a folder without permission is an entry with the reason", .enabled(if: geteuid() != 0))
  func noPermission() throws {
    let folder = try TemporaryFolder()
    try folder.write("closed/f.csv", "x\n1\n")
    #expect(chmod(folder.path + "/closed", 0) == 0)
    defer { chmod(folder.path + "/closed", 0o700) }
    guard case .refused = obstacles(try FolderWalk(folder.path))["closed"] else {
      Issue.record("a closed folder was not reported")
      return
    }
  }
}
