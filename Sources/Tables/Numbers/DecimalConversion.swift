import CTextKernels

/// Converts a block of cells, as `bs_decimal_cells` read them, to the nearest doubles, ties to
/// even; NaN for cells that are empty or no numbers. All pointers have room for `rows`; what
/// `undecided` holds afterwards means nothing.
func convertDecimals(
  _ level: bs_level, significands: UnsafePointer<UInt64>, scales: UnsafePointer<Int8>,
  kinds: UnsafePointer<UInt8>, negatives: UnsafePointer<UInt8>, rows: Int,
  to doubles: UnsafeMutablePointer<Double>, undecided: UnsafeMutablePointer<UInt32>
) {
  let count = bs_decimal_doubles(
    level, significands, scales, kinds, negatives, rows, doubles, undecided)
  for i in 0..<count {
    let row = Int(undecided[i])
    doubles[row] = exactDouble(
      significand: significands[row], exponent: Int(scales[row]), isNegative: negatives[row] != 0)
  }
}
