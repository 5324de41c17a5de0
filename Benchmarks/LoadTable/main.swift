// Loads one file and prints as JSON what that took and what it gave.
//   load-table FILE [--threads N]
import BenchStats
import Glibc

/// The columns of the file, read with up to as many threads. What is timed is this call alone.
func load(_ path: String, threads: Int) throws -> Table {
  try Table(contentsOf: path, csv: CSVOptions(threads: threads))
}

/// The bytes that the values need: 8 a number or time, 1 a boolean, 4 a label's code, the bytes of
/// the distinct labels, and where a column has missing values one bit a row.
func columnBytes(_ table: Table) -> Int {
  table.columns.map { column in
    let mask = column.missing.count > 0 ? (column.count + 7) / 8 : 0
    return switch column.values {
    case .integers, .doubles, .times: mask + 8 * column.count
    case .booleans: mask + column.count
    case .labels(let labels):
      mask + 4 * column.count + labels.dictionary.byteCount
    }
  }.reduce(0, +)
}

/// The reading of a clock in seconds.
func seconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The most memory that the process had at once.
func peakBytes() -> Int {
  var usage = rusage()
  getrusage(RUSAGE_SELF.rawValue, &usage)
  return usage.ru_maxrss * 1024
}

func fail(_ message: String) -> Never {
  _ = "load-table: \(message)\n".withCString { write(STDERR_FILENO, $0, strlen($0)) }
  exit(2)
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard let path = arguments.first, arguments.count == 1 || arguments.count == 3,
  let threads = arguments.count == 1 ? 1 : Int(arguments[2]), threads > 0,
  arguments.count == 1 || arguments[1] == "--threads"
else { fail("usage: load-table FILE [--threads N]") }

let start = seconds(CLOCK_MONOTONIC)
let startOfCPU = seconds(CLOCK_PROCESS_CPUTIME_ID)
let table: Table
do { table = try load(path, threads: threads) } catch { fail("\(error)") }
let taken = seconds(CLOCK_MONOTONIC) - start
let takenOfCPU = seconds(CLOCK_PROCESS_CPUTIME_ID) - startOfCPU
let peak = peakBytes()

print(
  JSONWriter.compactText(
    .object([
      ("seconds", .number(taken)),
      ("cpu_seconds", .number(takenOfCPU)),
      ("rows", .count(table.rowCount)),
      (
        "columns",
        .array(
          table.columns.map { column in
            .object([
              ("name", .string(column.name)),
              ("type", .string(column.type.rawValue)),
              ("missing", .count(column.missing.count)),
            ])
          })
      ),
      ("column_bytes", .count(columnBytes(table))),
      ("peak_bytes", .count(peak)),
    ])))
