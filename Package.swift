// swift-tools-version: 6.2
import PackageDescription

// What each dependency is for:
//   swift-argument-parser  the command line of `bench-stats`
//   swift-crypto           SHA-256 of the files that facts come from
//   Yams                   `bench-stats.yaml`, the user's overrides of roles and units
// From the system (`make setup`):
//   OpenBLAS, LAPACKE      all matrix work; loaded when first called, see COpenBLAS.h
//   Boost.Math             distribution functions, behind the C functions of CBoostMath
//   zlib, libzstd          tables in compressed files (gzip, zstd), decompressed while they are read
//   cmark-gfm              Markdown's headings and tables after CommonMark with GFM tables
//   libcurl                HTTP to the servers of language models; loaded when first called, see CCurl.h
let package = Package(
  name: "bench-stats",
  products: [
    .library(name: "BenchStats", targets: ["BenchStats"]),
    .executable(name: "bench-stats", targets: ["bench-stats"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "COpenBLAS"),
    .target(name: "CLAPACKE", dependencies: ["COpenBLAS"]),
    .systemLibrary(
      name: "CCmarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CBoostMath"),
    .target(name: "CCurl"),
    .target(name: "CTextKernels"),

    ours("LinearAlgebra", ["COpenBLAS", "CLAPACKE"]),
    ours("Tables", ["CTextKernels", "CZlib", "CZstd"]),
    ours("Statistics", ["LinearAlgebra", "CBoostMath"]),
    ours("Regression", ["Statistics", "LinearAlgebra"]),
    ours("ResponseSurface", ["Regression", "Statistics", "LinearAlgebra", "Tables"]),
    ours(
      "Benchmarks",
      [
        "LinearAlgebra", "Tables", "Statistics", "CCmarkGFM", "Yams",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    ours("Facts", ["Benchmarks", "Tables", "Statistics", "Regression", "ResponseSurface"]),
    ours("Grounding", ["Facts", "Benchmarks", "Tables", "Statistics", "CCmarkGFM"]),
    ours(
      "Reports",
      [
        "Grounding", "Facts", "Benchmarks", "Tables", "Statistics", "Regression", "ResponseSurface",
      ]),
    .target(
      name: "Agent",
      dependencies: [
        "Reports", "Grounding", "Facts", "Benchmarks", "Tables", "Statistics", "CCurl", "Yams",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      // The personas that are built in stand in the command itself.
      resources: ["collector", "insight-writer", "report-writer"].map {
        .embedInCode("Personas/\($0).md")
      }, swiftSettings: strict()),
    ours("BenchStats", library()),
    ours(
      "BenchStatsCLI",
      umbrella() + [.product(name: "ArgumentParser", package: "swift-argument-parser")]),
    .executableTarget(
      name: "bench-stats", dependencies: ["BenchStatsCLI"], swiftSettings: strict()),

    example("Percentiles"),
    example("SweepSurface"),
    example("GroundedReport"),

    .executableTarget(
      name: "load-table", dependencies: umbrella(), path: "Benchmarks/LoadTable",
      swiftSettings: strict()),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict()),
    tests("LinearAlgebra"),
    tests("Tables", ["CTextKernels", "CZlib", "CZstd"]),
    tests("Statistics", ["LinearAlgebra"]),
    tests("Regression", ["LinearAlgebra", "Statistics"]),
    tests("ResponseSurface", ["LinearAlgebra", "Regression", "Statistics", "Tables"]),
    tests("Benchmarks", ["Statistics", "Tables"]),
    tests("Facts", ["Benchmarks", "Tables", "Statistics"]),
    tests("Grounding", ["Facts", "Benchmarks", "Tables", "Statistics", "Reports"]),
    tests("Reports", ["Grounding", "Facts", "Benchmarks", "Tables"]),
    tests("Agent", ["Reports", "Facts", "Benchmarks", "Tables", "CCurl"]),
    tests("BenchStats", ["BenchStatsCLI"] + library()),
    tests("BenchStatsCLI", umbrella()),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

/// The modules that the umbrella exports.
func library() -> [Target.Dependency] {
  [
    "LinearAlgebra", "Tables", "Statistics", "Regression", "ResponseSurface", "Benchmarks", "Facts",
    "Grounding", "Reports", "Agent",
  ]
}

/// The umbrella for targets of this package, with the modules behind it named one by one: what is
/// re-exported alone would not be rebuilt after a change below the umbrella.
func umbrella() -> [Target.Dependency] { ["BenchStats"] + library() }

/// Every target of ours compiles without warnings.
func strict() -> [SwiftSetting] { [.treatAllWarnings(as: .error)] }

func ours(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict())
}

func example(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: umbrella(), path: "Examples/\(name)", swiftSettings: strict())
}

func tests(_ name: String, _ more: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + more,
    swiftSettings: strict())
}
