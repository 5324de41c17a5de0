import Foundation
import TestSupport
import Testing

/// A command's JSON document, read by Foundation.
func document(_ arguments: [String]) throws -> [String: Any] {
  let outcome = Outcome(arguments + ["--format", "json"])
  try #require(outcome.status == 0, "\(outcome.stderr)")
  let object = try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8))
  return try #require(object as? [String: Any])
}

/// The value below a path of member names.
func member(_ object: [String: Any], _ path: String...) throws -> Any {
  var value: Any = object
  for name in path { value = try #require((value as? [String: Any])?[name], "no \(name)") }
  return value
}

func number(_ object: [String: Any], _ path: String...) throws -> Double {
  var value: Any = object
  for name in path { value = try #require((value as? [String: Any])?[name], "no \(name)") }
  return try #require(value as? Double)
}

/// Correct digits, relative; or, for what is compared with values of order one, absolute.
func expectEqual(
  _ value: Any?, _ reference: Any?, digits: Double, isOfOrderOne: Bool = false, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let reference = reference as? Double else {
    #expect(value == nil || value is NSNull, "\(what)", sourceLocation: sourceLocation)
    return
  }
  guard let value = value as? Double else {
    Issue.record("\(what) is no number", sourceLocation: sourceLocation)
    return
  }
  let relative = correctDigits(value, reference)
  let absolute = isOfOrderOne ? -log10(abs(value - reference)) : 0
  #expect(
    max(relative, absolute) >= digits, "\(what): \(value), reference \(reference)",
    sourceLocation: sourceLocation)
}
