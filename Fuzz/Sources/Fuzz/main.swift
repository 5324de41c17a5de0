// Reads mutated texts until the time is up, and ends with status 1 at the first that breaks a rule.
//
//   Fuzz SECONDS [SEED]   reads texts
//   Fuzz --input FILE     reads one text again, in every format
//
// The text that is being read stands in the file `fuzz-input` of the working folder: after a trap or
// a hang it is what caused it.
import Glibc
import TestSupport

/// No text takes longer; the signal of the clock ends the process.
let secondsPerText: UInt32 = 60

func fail(_ words: String) -> Never {
  let line = Array("fuzz: \(words)\n".utf8)
  _ = write(2, line, line.count)
  exit(1)
}

/// Reads `bytes` in one format.
func read(_ bytes: [UInt8], _ format: FuzzFormat, seed: UInt64) {
  alarm(secondsPerText)
  var random = SeededGenerator(seed: seed)
  do {
    try format.check(bytes, &random)
  } catch {
    fail("\(format), seed \(seed): \(error)")
  }
}

let arguments = CommandLine.arguments.dropFirst()
if arguments.first == "--input", let path = arguments.dropFirst().first {
  let bytes = try contents(path)
  for format in FuzzFormat.allCases {
    for seed in 0..<20 { read(bytes, format, seed: UInt64(seed)) }
  }
  print("fuzz: \(bytes.count) bytes read in every format")
  exit(0)
}
guard let seconds = arguments.first.flatMap({ Int($0) }) else {
  fail("a number of seconds or --input FILE expected")
}
let firstSeed = arguments.dropFirst().first.flatMap { UInt64($0) } ?? UInt64(time(nil))
let record = InputRecord("fuzz-input")
let end = time(nil) + seconds
var counts: [FuzzFormat: Int] = [:]
var seed = firstSeed
while time(nil) < end {
  var random = SeededGenerator(seed: seed)
  let format = FuzzFormat.allCases.randomElement(using: &random)!
  let bytes = format.text(&random)
  record.note(bytes)
  read(bytes, format, seed: seed)
  counts[format, default: 0] += 1
  seed += 1
}
let words = FuzzFormat.allCases.map { "\($0) \(counts[$0, default: 0])" }.joined(separator: ", ")
print("fuzz: \(seed - firstSeed) texts from seed \(firstSeed): \(words)")
