// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that it can be built with sanitizers beside the library: `make fuzz`.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "bench-stats", path: "..")],
  targets: [
    .target(name: "TestSupport"),
    .executableTarget(
      name: "Fuzz",
      dependencies: ["TestSupport", .product(name: "BenchStats", package: "bench-stats")]),
  ],
  swiftLanguageModes: [.v6]
)
