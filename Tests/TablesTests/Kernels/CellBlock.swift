import CTextKernels

@testable import Tables

/// What a kernel reads of a block of cells.
struct CellBlock {
  let counts: bs_cell_counts
  let kinds: [Int]
  let significands: [UInt64]
  let scales: [Int]
  let negatives: [UInt8]
  let doubles: [Double]

  init(
    _ level: bs_level, _ bytes: UnsafePointer<UInt8>, starts: [UInt32], ends: [UInt32],
    stride: Int, shift: UInt32, rows: Int
  ) {
    var significands = [UInt64](repeating: 7, count: rows)
    var scales = [Int8](repeating: 7, count: rows)
    var kinds = [UInt8](repeating: 7, count: rows)
    var negatives = kinds
    counts = bs_decimal_cells(
      level, bytes, starts, ends, stride, shift, rows, &significands, &scales, &kinds, &negatives)
    var doubles = [Double](repeating: 7, count: rows)
    var undecided = [UInt32](repeating: 7, count: rows)
    convertDecimals(
      level, significands: significands, scales: scales, kinds: kinds, negatives: negatives,
      rows: rows, to: &doubles, undecided: &undecided)
    self.kinds = kinds.map(Int.init)
    self.significands = significands
    self.scales = scales.map(Int.init)
    self.negatives = negatives
    self.doubles = doubles
  }
}
