import Tables

/// What k6 means by the type and the content of a metric.
enum K6 {
  /// The unit of a metric's values; times are in milliseconds whatever the unit of the display.
  ///
  /// Source: k6, metrics/value_type.go and metrics/builtin.go.
  static func unit(type: String?, contains: String?) -> Unit {
    switch (contains, type) {
    case ("time", _): .milliseconds
    case ("data", _): .bytes
    case (_, "counter"), (_, "gauge"): .count
    default: .one
    }
  }

  /// The type and the content of one of k6's own metrics, where a summary does not say; the tags of
  /// a part of a metric, `{expected_response:true}`, are left out.
  static func builtIn(_ name: String) -> (type: String, contains: String)? {
    let base = name.prefix { $0 != "{" }
    switch base {
    case "http_req_failed", "checks": return ("rate", "default")
    case "data_sent", "data_received", "ws_msgs_sent", "ws_msgs_received":
      return ("counter", base.hasPrefix("data") ? "data" : "default")
    case "http_reqs", "iterations", "dropped_iterations", "ws_sessions":
      return ("counter", "default")
    case "vus", "vus_max": return ("gauge", "default")
    case "iteration_duration", "group_duration", "ws_connecting", "ws_session_duration", "ws_ping",
      "grpc_req_duration":
      return ("trend", "time")
    default: return base.hasPrefix("http_req_") ? ("trend", "time") : nil
    }
  }

  static let failureRule = "http_req_failed, the requests whose response was not expected"
}
