/// Figures of a sample that is too large to be kept, from as many passes over it as they need.
package protocol SamplePasses: Sendable {
  /// What one thread has of a pass.
  associatedtype Pass: SamplePass

  /// Whether no further pass is needed.
  var isComplete: Bool { get }

  /// What a thread starts the next pass with.
  func pass() -> Pass

  /// Ends a pass, in which every value was given to one of the threads.
  ///
  /// - Parameter passes: What all threads have, in any order.
  /// - Throws: ``RankSelection/Changed`` where the values were others than in the passes before.
  mutating func finish(_ passes: [Pass]) throws
}

/// What one thread has of a pass over a sample.
package protocol SamplePass: Sendable {
  /// Adds values of which none is NaN, in any order.
  mutating func add(_ values: [Double])
}
