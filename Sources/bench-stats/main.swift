import BenchStatsCLI
import Glibc

/// Writes to a descriptor; what can't be written (a full disk) ends the process as bad input does.
func write(_ text: String, to descriptor: Int32) {
  var text = text
  text.withUTF8 { bytes in
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(descriptor, bytes.baseAddress! + written, bytes.count - written)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        perror("bench-stats: standard output")
        exit(ExitStatus.badInput.rawValue)
      }
      written += count
    }
  }
}

// Our matrices are too narrow for BLAS's threads to gain anything, and those spin for about 0.1 s of
// CPU per process. OpenBLAS reads this when the first matrix job loads it.
setenv("OPENBLAS_NUM_THREADS", "1", 0)

let status = BenchStatsCLI.run(
  arguments: Array(CommandLine.arguments.dropFirst()), isTerminal: isatty(STDOUT_FILENO) == 1,
  stdout: { write($0, to: STDOUT_FILENO) }, stderr: { write($0, to: STDERR_FILENO) })
exit(status.rawValue)
