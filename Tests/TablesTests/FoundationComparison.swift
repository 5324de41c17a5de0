import Foundation

@testable import Tables

/// Where our value is not what Foundation sees in the same text; nil where it is the same.
///
/// Foundation's doubles may be off in their last places; ours are held against `strtod` elsewhere.
func firstDifference(_ ours: JSONValue, _ theirs: Any, at path: String = "") -> String? {
  func unless(_ isSame: Bool?) -> String? {
    isSame == true ? nil : "\(path): \(JSONWriter.compactText(ours)), not \(theirs)"
  }
  switch ours {
  case .null: return unless(theirs is NSNull)
  case .boolean(let value): return unless((theirs as? Bool) == value)
  case .integer(let value): return unless((theirs as? NSNumber)?.int64Value == value)
  case .double(let value):
    return unless((theirs as? NSNumber).map { abs($0.doubleValue - value) <= 4 * value.ulp })
  case .string(let value): return unless((theirs as? String) == value)
  case .array(let elements):
    guard let array = theirs as? [Any], array.count == elements.count else { return unless(false) }
    return zip(elements, array).enumerated().lazy.compactMap { i, pair in
      firstDifference(pair.0, pair.1, at: "\(path)[\(i)]")
    }.first
  case .object(let object):
    guard let dictionary = theirs as? [String: Any],
      dictionary.count == Set(object.members.map(\.key)).count
    else { return unless(false) }
    return object.members.lazy.compactMap { member in
      dictionary[member.key].map {
        firstDifference(member.value, $0, at: "\(path).\(member.key)")
      } ?? "\(path): no '\(member.key)'"
    }.first
  }
}
