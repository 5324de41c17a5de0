import Benchmarks
import Crypto
import Facts
import Grounding
import Tables

/// The digests of data, facts and text, by which anyone can tell later whether a report still is what
/// was made, from what was read.
public enum Attestation {
  /// The name of the published form.
  public static let schema = "bench-stats/digests/1"

  /// The digests as JSON.
  ///
  /// The digest of the data is that of the lines `SHA-256  path` of all files that were read, in the
  /// order of the paths, each with a line end: what `sha256sum` prints for them.
  public static func json(
    _ folder: BenchmarkFolder, facts: (name: String, text: String),
    report: (name: String, text: String), verification: Verification? = nil
  ) -> String {
    let lines = folder.files.compactMap { file in file.sha256.map { line($0, file.path) } }
    func file(_ name: String, _ text: String) -> JSONValue {
      .object([("file", .string(name)), ("sha256", .string(digest(text)))])
    }
    let verified = verification.map {
      [
        (
          "verification",
          JSONValue.object([
            ("claims", .count($0.claims.count)), ("failing", .count($0.failures.count)),
          ])
        )
      ]
    }
    return JSONWriter.text(
      .object(
        [
          ("schema", .string(schema)),
          (
            "data",
            .object([
              ("files", .count(lines.count)), ("sha256", .string(digest(lines.joined()))),
            ])
          ),
          ("facts", file(facts.name, facts.text)), ("text", file(report.name, report.text)),
        ] + (verified ?? [])))
  }

  /// A line as `sha256sum` prints it: a name with a backslash or a line end is escaped, and the line
  /// then begins with a backslash.
  static func line(_ digest: String, _ path: String) -> String {
    let escaped = path.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
      .replacing("\r", with: "\\r")
    return (escaped == path ? "" : "\\") + "\(digest)  \(escaped)\n"
  }

  private static func digest(_ text: String) -> String {
    SHA256.hash(data: Array(text.utf8)).map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }
}
