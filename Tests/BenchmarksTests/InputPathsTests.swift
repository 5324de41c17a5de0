import Foundation
import Tables
import Testing

@testable import Benchmarks

@Suite("Files that arguments mean")
struct InputPathsTests {
  /// A folder of empty files, and of links to where they lead; gone after `body`.
  private func withFolder(
    _ files: [String], links: [(String, String)] = [], _ body: (String) throws -> Void
  ) throws {
    let manager = FileManager.default
    let root = manager.temporaryDirectory.appendingPathComponent("paths-\(UUID().uuidString)")
    defer { try? manager.removeItem(at: root) }
    for file in files {
      let url = root.appendingPathComponent(file)
      try manager.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("a\n1\n".utf8).write(to: url)
    }
    for (link, target) in links {
      try manager.createSymbolicLink(
        atPath: root.appendingPathComponent(link).path, withDestinationPath: target)
    }
    try body(root.path)
  }

  private func files(_ root: String, _ pattern: String, opensFolders: Bool = false) throws
    -> [String]
  {
    try InputPaths.files([root + "/" + pattern], opensFolders: opensFolders).map {
      String($0.dropFirst(root.count + 1))
    }
  }

  private static let tree = [
    "a.csv", "b1.csv", "b2.csv", "b10.csv", "c.json", "notes.md", ".hidden.csv", "x/a.csv",
    "x/y/a.csv", "x/y/z/d.csv.gz", "x/.hid/a.csv", "w/a.csv",
  ]

  @Test(
    "patterns as a shell knows them",
    arguments: [
      ("*.csv", ["a.csv", "b1.csv", "b10.csv", "b2.csv"]), ("b?.csv", ["b1.csv", "b2.csv"]),
      ("b[13-9]*.csv", ["b1.csv", "b10.csv"]), ("[!b].*", ["a.csv", "c.json"]),
      (".*.csv", [".hidden.csv"]), ("*/a.csv", ["w/a.csv", "x/a.csv"]),
      ("x/**/a.csv", ["x/a.csv", "x/y/a.csv"]), ("**/**/d*", ["x/y/z/d.csv.gz"]),
      ("x/**", ["x/a.csv", "x/y/a.csv", "x/y/z/d.csv.gz"]), ("x/*/../a.csv", []),
      ("[wx]/*.csv", ["w/a.csv", "x/a.csv"]), ("x/*", ["x/a.csv"]), ("none*", []),
      ("a.csv/*", []), ("[", []),
    ])
  func patterns(pattern: String, expected: [String]) throws {
    try withFolder(Self.tree) { (root) throws in
      if expected.isEmpty {
        let error = #expect(throws: ReadError.self) { try files(root, pattern) }
        #expect(
          error?.description
            == "\(root)/\(pattern): expected a readable file, found no file that matches")
      } else {
        #expect(try files(root, pattern) == expected)
      }
    }
  }

  @Test("a file that is there means itself, and what is no pattern is left for the reader")
  func plain() throws {
    try withFolder(["run[1].csv", "run1.csv"]) { (root) throws in
      #expect(try files(root, "run[1].csv") == ["run[1].csv"])
      #expect(try files(root, "none.csv") == ["none.csv"])
      #expect(try InputPaths.files(["-", root], opensFolders: false) == ["-", root])
      #expect(try files(root, "run[1].csv", opensFolders: true) == ["run[1].csv"])
    }
  }

  @Test("a folder means the data files in it, where folders are opened")
  func folders() throws {
    try withFolder(Self.tree) { (root) throws in
      let expected = [
        "a.csv", "b1.csv", "b10.csv", "b2.csv", "c.json", "w/a.csv", "x/a.csv", "x/y/a.csv",
        "x/y/z/d.csv.gz",
      ]
      for end in ["", "/"] {
        let found = try InputPaths.files([root + end], opensFolders: true)
        #expect(found == expected.map { root + "/" + $0 })
      }
    }
    try withFolder(["notes.md"]) { (root) throws in
      let error = #expect(throws: ReadError.self) {
        try InputPaths.files([root], opensFolders: true)
      }
      #expect(error?.kind == .noTable(found: "a folder without data files"))
    }
  }

  @Test("of a folder, what bench-stats wrote itself is passed over and told; named, it is meant")
  func ownOutputs() throws {
    try withFolder(["a.csv", "b.json"]) { (root) throws in
      let own = root + "/own.json"
      let text = "{\n  \"schema\" : \"bench-stats/describe/1\",\n  \"files\": []\n}\n"
      try Data(text.utf8).write(to: URL(fileURLWithPath: own))
      let found = try InputPaths.found([root], opensFolders: true)
      #expect(found.files == [root + "/a.csv", root + "/b.json"] && found.ownOutputs == [own])
      let named = try InputPaths.found([own, root], opensFolders: true)
      #expect(named.files == [own, root + "/a.csv", root + "/b.json"])
    }
    try withFolder(["a.csv"]) { (root) throws in
      let other = "{\"schema\": \"other/1\", \"of\": \"bench-stats/describe/1\"}"
      try Data(other.utf8).write(to: URL(fileURLWithPath: root + "/o.json"))
      #expect(try InputPaths.found([root], opensFolders: true).ownOutputs.isEmpty)
    }
  }

  @Test("links out of the folder are not followed, and no file is met twice")
  func links() throws {
    try withFolder(["out.csv"]) { (outside) throws in
      let links = [
        ("in/out.csv", outside + "/out.csv"), ("in/up", ".."), ("in/loop", "."),
        ("in/latest.csv", "a.csv"), ("in/gone.csv", "nothing.csv"), ("in/far", outside),
        ("in/me.csv", "me.csv"), ("in/deep", "x/y"),
      ]
      try withFolder(["in/a.csv", "in/x/y/b.csv", "beside.csv"], links: links) { (root) throws in
        #expect(try files(root, "in/*.csv") == ["in/a.csv"])
        #expect(try files(root, "in/**/*.csv") == ["in/a.csv", "in/x/y/b.csv"])
        #expect(try files(root, "in/*/*.csv") == ["in/deep/b.csv"])
        #expect(try files(root, "in", opensFolders: true).count == 2)
        // A link alone is a way like any other.
        #expect(try files(root, "in/lat*.csv") == ["in/latest.csv"])
      }
    }
  }
}
