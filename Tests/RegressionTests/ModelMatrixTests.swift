import LinearAlgebra
import Regression
import Testing

@Suite("Model matrices and errors")
struct ModelMatrixTests {
  @Test("columns stand in the order of the terms, the intercept first")
  func layout() {
    let group = ModelTerm("group", columnNames: ["b", "c"], columns: [[0, 1, 0], [0, 0, 1]])
    let matrix = ModelMatrix(rows: 3, terms: [ModelTerm("x", [4, 5, 6]), group])
    #expect(matrix.columnNames == ["(Intercept)", "x", "b", "c"])
    #expect(matrix.termNames == ["x", "group"])
    #expect(matrix.termOfColumn == [nil, 0, 1, 1])
    #expect(matrix.matrix == Matrix(columns: [[1, 1, 1], [4, 5, 6], [0, 1, 0], [0, 0, 1]]))
  }

  @Test("without an intercept and without terms")
  func bare() {
    let bare = ModelMatrix(rows: 2, intercept: false, terms: [])
    #expect(bare.matrix == Matrix(rows: 2, columns: 0))
    #expect(bare.columnNames.isEmpty && !bare.hasIntercept)
    #expect(ModelMatrix(rows: 2, terms: []).matrix.elements == [1, 1])
  }

  @Test("errors are readable")
  func descriptions() {
    #expect(
      RegressionError.noObservations.description
        == "a model needs at least one observation, found none")
    #expect(
      RegressionError.nonFinitePredictor(row: 3, column: "num_gpu").description
        == "column num_gpu of the model matrix is not a finite number in row 3 (from 0)")
  }
}
