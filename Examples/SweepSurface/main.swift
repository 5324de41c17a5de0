// Correlation and response surface of a parameter sweep, after its audit.
//   swift run SweepSurface [FILE]
import BenchStats

let file =
  CommandLine.arguments.dropFirst().first
  ?? "Fixtures/chat-models/csv_data/smollm2_135m_randomised_sweep.csv"
let sweep = try TableSelection(file)
for finding in SweepAudit(sweep.run).identities { print("identity:", finding.equation) }

let factors = ["num_thread", "num_ctx", "temperature"]
let (_, columns) = try sweep.completeRows(factors + ["tokens_s"])
let pair = try correlation(columns[0], columns[3], method: .spearman)
print("Spearman of num_thread and tokens_s:", pair.coefficient as Any, "p:", pair.pValue as Any)

let model = try SecondOrderModel(
  names: factors, columns: Array(columns.prefix(3)), response: columns[3])
print("R squared:", model.fit.rSquared as Any)
print("stationary point:", model.canonical?.stationaryPoint as Any, model.canonical?.kind as Any)
print("inside the region of the runs:", model.canonical?.prediction.region.isInside as Any)
