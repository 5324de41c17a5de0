import COpenBLAS

/// The Euclidean norm, by `dnrm2`, which neither overflows nor underflows on the way; 0 for none.
public func norm(_ vector: [Double]) -> Double {
  vector.isEmpty ? 0 : cblas_dnrm2(Int32(vector.count), vector, 1)
}
