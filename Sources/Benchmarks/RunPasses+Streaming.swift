import Statistics
import Tables

extension RunPasses {
  /// Figures of columns of numbers over the succeeded runs, where the values have no room: all columns
  /// go through the same passes, as far as there is room for what is kept of each.
  ///
  /// - Parameters:
  ///   - leastBytes: The least room that `start` takes for a column with a number of threads.
  ///   - start: The passes for one column, with room for all that is kept of it and a number of threads.
  /// - Throws: ``ReadError``; also where there is not even room for one column.
  package func streamed<Passes: SamplePasses>(
    _ columns: [RunColumn], leastBytes: (_ threads: Int) -> Int,
    start: (_ bytes: Int, _ threads: Int) throws -> Passes
  ) throws -> [Passes] {
    let threads = max(1, passes.options.threads)
    let least = leastBytes(threads)
    guard valueBytes >= least else { throw noRoom(columns[0], needed: least) }
    let atOnce = valueBytes / least
    var done: [Passes] = []
    while done.count < columns.count {
      let group = Array(columns[done.count..<min(done.count + atOnce, columns.count)])
      let bytes = valueBytes / group.count
      done += try completed(group, try group.map { _ in try start(bytes, threads) })
    }
    return done
  }

  /// Reads the file until the passes of all columns are complete.
  private func completed<Passes: SamplePasses>(
    _ columns: [RunColumn], _ started: [Passes]
  ) throws -> [Passes] {
    var all = started
    while true {
      let open = all.indices.filter { !all[$0].isComplete }
      guard !open.isEmpty else { return all }
      let current = open.map { all[$0] }
      let states = try passes.values(
        open.map { columns[$0].index }, excluding: failed.rows, start: { current.map { $0.pass() } }
      ) { states, place, values in states[place].add(values) }.states
      for (place, index) in open.enumerated() {
        do {
          try all[index].finish(states.map { $0[place] })
        } catch is RankSelection.Changed {
          throw ReadError(file: passes.file, kind: .changedWhileRead)
        }
      }
    }
  }

  private func noRoom(_ column: RunColumn, needed: Int) -> ReadError {
    let least = allowance.bytes - valueBytes + needed
    return ReadError(
      file: passes.file,
      kind: .format(
        expected: "a table that has room in \(MemoryAllowance.text(allowance.bytes)) (--memory)",
        found: "\(rowCount) rows, for which \(MemoryAllowance.text(least)) are needed in column "
          + "'\(column.name)'"))
  }
}
