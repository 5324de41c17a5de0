import Glibc

/// Removes the half-written file of a process that is interrupted (Ctrl-C, `kill`, a lost terminal).
enum Interruption {
  /// The path that the handler removes; a C string, because a handler may not allocate.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?
  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  /// Runs `body`; where a signal ends the process meanwhile, the file at `path` is removed first.
  /// A signal that is ignored (`nohup`) stays ignored.
  ///
  /// - Precondition: one call at a time.
  static func removing(_ path: String, _ body: () throws -> Void) rethrows {
    Self.path = strdup(path)
    let old = signals.map { number -> sigaction in
      var old = sigaction()
      sigaction(number, nil, &old)
      guard old.__sigaction_handler.sa_handler == nil else { return old }
      var new = sigaction()
      new.__sigaction_handler.sa_handler = { number in
        if let path = Interruption.path { unlink(path) }
        signal(number, SIG_DFL)
        raise(number)
      }
      sigaction(number, &new, nil)
      return old
    }
    defer {
      for (number, var action) in zip(signals, old) { sigaction(number, &action, nil) }
      free(Self.path)
      Self.path = nil
    }
    try body()
  }
}
