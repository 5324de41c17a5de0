/// The umbrella that a script imports: everything public of the modules below it.
@_exported import Agent
@_exported import Benchmarks
@_exported import Facts
@_exported import Grounding
@_exported import LinearAlgebra
@_exported import Regression
@_exported import Reports
@_exported import ResponseSurface
@_exported import Statistics
@_exported import Tables
