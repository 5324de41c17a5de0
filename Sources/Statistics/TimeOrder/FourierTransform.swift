import Glibc

/// The discrete Fourier transform of complex numbers, a power of two of them, in place.
///
/// Source: J. W. Cooley, J. W. Tukey, An algorithm for the machine calculation of complex Fourier series,
/// Mathematics of Computation 19 (1965).
struct FourierTransform {
  /// The number of points.
  let count: Int
  private let cosines: [Double]
  private let sines: [Double]

  /// - Precondition: `count` is a power of two.
  init(count: Int) {
    precondition(count > 0 && count & (count - 1) == 0, "a power of two")
    self.count = count
    let turns = (0..<max(count / 2, 1)).map { 2 * Double.pi * Double($0) / Double(count) }
    cosines = turns.map { cos($0) }
    sines = turns.map { sin($0) }
  }

  /// Transforms `real` + i `imaginary`, without a factor. O(n log n).
  func transform(_ real: inout [Double], _ imaginary: inout [Double]) {
    reorder(&real)
    reorder(&imaginary)
    var half = 1
    while half < count {
      let turn = count / (2 * half)
      for start in Swift.stride(from: 0, to: count, by: 2 * half) {
        for offset in 0..<half {
          let (low, high) = (start + offset, start + offset + half)
          let (cosine, sine) = (cosines[offset * turn], -sines[offset * turn])
          let turnedReal = real[high] * cosine - imaginary[high] * sine
          let turnedImaginary = real[high] * sine + imaginary[high] * cosine
          (real[high], imaginary[high]) = (real[low] - turnedReal, imaginary[low] - turnedImaginary)
          real[low] += turnedReal
          imaginary[low] += turnedImaginary
        }
      }
      half *= 2
    }
  }

  /// Brings each number to the place whose bits are reversed.
  private func reorder(_ numbers: inout [Double]) {
    var reversed = 0
    for index in 1..<max(count, 1) {
      var bit = count >> 1
      while reversed & bit != 0 {
        reversed ^= bit
        bit >>= 1
      }
      reversed |= bit
      if index < reversed { numbers.swapAt(index, reversed) }
    }
  }
}
