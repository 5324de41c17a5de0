import CTextKernels
import Glibc
import TestSupport
import Testing

@testable import Tables

/// Conversions to doubles against the C library, bit by bit: by ``NumberParser`` and at every level
/// of the kernels.
@Suite("Exact doubles")
struct ExactDoubleTests {
  private static let rows = 4096

  private func expectAgreement(count: Int, _ next: (Int) -> String) {
    for first in stride(from: 0, to: count, by: Self.rows) {
      let texts = (first..<min(first + Self.rows, count)).map(next)
      #expect(differing(texts) == [])
    }
  }

  /// The texts whose double differs from `strtod`'s anywhere.
  private func differing(_ texts: [String]) -> [String] {
    var bytes = [UInt8](repeating: 0, count: 64)
    var separators: [UInt32] = [63]
    for text in texts {
      bytes += Array(text.utf8)
      separators.append(UInt32(bytes.count))
      bytes.append(0)
    }
    bytes += [UInt8](repeating: 0, count: 64)
    return bytes.withUnsafeBufferPointer { bytes in
      let expected = separators.dropLast().map { separator in
        UnsafeRawPointer(bytes.baseAddress! + Int(separator) + 1)
          .withMemoryRebound(to: CChar.self, capacity: 1) { strtod($0, nil).bitPattern }
      }
      var different = texts.indices.filter { row in
        let range = Int(separators[row]) + 1..<Int(separators[row + 1])
        return NumberParser.double(bytes, range)?.bitPattern != expected[row]
      }
      for level in kernelLevels {
        let block = CellBlock(
          level, bytes.baseAddress!, starts: separators, ends: Array(separators.dropFirst()),
          stride: 1, shift: 1, rows: texts.count)
        different += texts.indices.filter { row in
          block.kinds[row] <= BS_CELL_DECIMAL
            ? block.doubles[row].bitPattern != expected[row] : !block.doubles[row].isNaN
        }
      }
      return different.map { texts[$0] }
    }
  }

  private func formatted(_ format: String, _ value: Double) -> String {
    withVaList([value]) { arguments in
      String(
        unsafeUninitializedCapacity: 400,
        initializingUTF8With: { buffer in
          buffer.withMemoryRebound(to: CChar.self) {
            Int(vsnprintf($0.baseAddress!, 400, format, arguments))
          }
        })
    }
  }

  private func everyday(_ random: inout SeededGenerator) -> Double {
    let scale = [1, 10, 1000, 1e6, 1e-3, 1e9, 1e-6].randomElement(using: &random)!
    return Double.random(in: -scale...scale, using: &random)
  }

  private func anyBits(_ random: inout SeededGenerator) -> Double {
    let value = Double(bitPattern: random.next())
    return value.isFinite ? value : 0
  }

  @Test(
    "doubles of everyday size, with 17 digits and the fewest", arguments: ["%.17g", "%.16g", ""])
  func everydaySize(format: String) {
    var random = SeededGenerator(seed: 11)
    expectAgreement(count: 100_000) { _ in
      let value = everyday(&random)
      return format.isEmpty ? "\(value)" : formatted(format, value)
    }
  }

  @Test("doubles of any bits, with 17 digits and the fewest", arguments: ["%.17g", "%.15e", ""])
  func anySize(format: String) {
    var random = SeededGenerator(seed: 12)
    expectAgreement(count: 100_000) { _ in
      let value = anyBits(&random)
      return format.isEmpty ? "\(value)" : formatted(format, value)
    }
  }

  @Test("every power of ten that doubles reach, with significands of up to 64 bits")
  func powers() {
    var random = SeededGenerator(seed: 13)
    expectAgreement(count: 100_000) { i in
      "\(random.next() >> UInt64(i % 61))e\(i % 670 - 345)"
    }
  }

  @Test("middles of two doubles of 54 bits, whole and with a fraction, and the numbers beside them")
  func middles() {
    var random = SeededGenerator(seed: 14)
    expectAgreement(count: 150_000) { i in
      let middle = UInt64.random(in: 1 << 53..<1 << 54, using: &random) | 1
      switch i % 6 {
      case 0: return "\(middle << UInt64.random(in: 0...9, using: &random))"
      case 1: return "\(middle).0"
      case 2: return "\(middle >> 1).5"
      case 3: return "\(middle >> 2).\(middle & 2 == 0 ? "25" : "75")"
      case 4: return "\(middle).\(i % 12 == 4 ? "0000000001" : "0000000000000000000000001")"
      default: return "\(middle - 1).9999999999999999999999999"
      }
    }
  }

  #if arch(x86_64)
    @Test("numbers of 17 to 21 digits next to the middle of two doubles")
    func nearMiddles() {
      var random = SeededGenerator(seed: 15)
      expectAgreement(count: 150_000) { i in
        let value = abs(i % 2 == 0 ? everyday(&random) : anyBits(&random))
        return "\(Float80(value) + Float80(value.ulp) / 2)"
      }
    }
  #endif

  @Test("numbers below the normal range and near its upper end")
  func rangeEnds() {
    var random = SeededGenerator(seed: 16)
    expectAgreement(count: 100_000) { i in
      switch i % 5 {
      case 0: return formatted("%.17g", Double(bitPattern: random.next() >> 12))
      case 1: return "\(Double(bitPattern: random.next() >> UInt64(12 + i % 50)))"
      case 2: return "\(random.next())e-\(325 + i % 30)"
      case 3: return "1.797693134862\(random.next() % 100_000_000)e308"
      default: return "\(random.next())e\(285 + i % 10)"
      }
    }
  }

  @Test("digits of any number, with a point and an exponent anywhere")
  func anyDigits() {
    var random = SeededGenerator(seed: 17)
    expectAgreement(count: 100_000) { i in
      let count = Int.random(in: 1...(i % 8 == 0 ? 60 : 19), using: &random)
      let digits = (0..<count).map { _ in Character("\(Int.random(in: 0...9, using: &random))") }
      let point = Int.random(in: 0...count, using: &random)
      let text = String(digits[..<point]) + "." + String(digits[point...])
      return (i % 3 == 0 ? "-" : "") + text + (i % 2 == 0 ? "" : "e\(i % 700 - 350)")
    }
  }
}
