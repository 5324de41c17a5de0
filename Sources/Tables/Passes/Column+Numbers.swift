extension Column {
  /// The values of a numeric column in the order of the rows, without missing ones, NaN and those of
  /// the `excluded` rows; nil for a column of another type.
  ///
  /// - Complexity: O(rows).
  package func numbers(excluding excluded: RowSet = RowSet()) -> [Double]? {
    switch values {
    case .integers(let integers):
      return integers.withUnsafeBufferPointer { numbers(excluded, $0) { Double($0) } }
    case .doubles(let doubles):
      return doubles.withUnsafeBufferPointer { numbers(excluded, $0) { $0 } }
    case .booleans, .times, .labels: return nil
    }
  }

  private func numbers<Value>(
    _ excluded: RowSet, _ values: UnsafeBufferPointer<Value>, _ double: (Value) -> Double
  ) -> [Double] {
    let isWhole = missing.count == 0 && excluded.isEmpty
    let most = values.count - max(missing.count, excluded.count)
    return [Double](unsafeUninitializedCapacity: most) { buffer, count in
      for row in values.indices {
        if !isWhole, missing[row] || excluded.contains(row) { continue }
        let value = double(values[row])
        if value.isNaN { continue }
        buffer[count] = value
        count += 1
      }
    }
  }

  /// The number of rows without a value that are not `excluded`.
  package func missingCount(excluding excluded: RowSet) -> Int {
    missing.count(excluding: excluded)
  }
}
