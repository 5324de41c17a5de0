// The tail of a latency column, with what 36 runs can and can't say about it.
//   swift run Percentiles [FILE [COLUMN]]
import BenchStats

let arguments = CommandLine.arguments.dropFirst()
let file = arguments.first ?? "Fixtures/chat-models/csv_data/smollm2_135m_param_tuning.csv"
let table = try Table(contentsOf: file)
let sample = try SortedSample(table.values(arguments.dropFirst().first ?? "ttft_s"))
for probability in [0.5, 0.9, 0.99] {
  let estimate = try sample.percentileEstimate(probability)
  print(probability, estimate.value ?? .nan, estimate.interval?.upper as Any)
}
