import Tables

/// A table of runs in a CSV file that is read as often as needed instead of being kept: what
/// ``RunTable`` says of it as a whole, and the values of a few columns at a time.
package final class RunPasses: Sendable {
  /// A table of one row with the columns, notices, units and form of the file.
  package let model: Table
  /// The columns with their meanings.
  package let columns: [RunColumn]
  /// The number of rows.
  package let rowCount: Int
  /// The failed runs.
  package let failed: FailedRows
  /// The columns that a few cells make text.
  package let mixed: [MixedColumn]

  let passes: CSVPasses
  let allowance: MemoryAllowance
  /// What was found of the columns without numbers, by index.
  private let texts: [Int: TextCensus]
  /// The columns that are numbers by their style, by index.
  let styled: [Int: Column]

  /// Looks through a file.
  ///
  /// - Throws: ``ReadError``; also for a table without rows.
  package init(
    _ path: String, csv: CSVOptions, dictionary: ColumnDictionary, allowance: MemoryAllowance
  ) throws {
    let passes = try CSVPasses(path, options: csv)
    guard passes.rowCount > 0 else {
      throw ReadError(file: path, line: 1, kind: .headerOnly(columns: passes.columns.count))
    }
    self.passes = passes
    self.allowance = allowance
    rowCount = passes.rowCount
    let found = try RunTexts(passes, dictionary)
    texts = found.censuses
    let styles = try StyledPass(passes, found.censuses, csv, allowance)
    styled = styles.columns
    let outcomes = styles.outcomes(found.outcomes)
    let model = try styles.model(passes, outcomes)
    let meanings = dictionary.meanings(of: model)
    let telling = meanings.indices.filter {
      meanings[$0].role == .error || meanings[$0].role == .success
    }
    failed = FailedRows(telling.compactMap { outcomes[$0] }, rowCount: passes.rowCount)
    columns = zip(model.columns, meanings).enumerated().map { index, pair in
      RunColumn(name: pair.0.name, meaning: pair.1, index: index)
    }
    mixed = model.columns.enumerated().compactMap { index, column in
      guard column.type == .label, let census = found.censuses[index] else { return nil }
      return MixedColumn(column.name, census, file: path)
    }
    self.model = model
  }

  /// The number of rows of succeeded runs without a value, in a column without numbers.
  package func missing(_ column: RunColumn) -> Int? {
    guard !model.columns[column.index].isNumeric, let census = texts[column.index] else {
      return nil
    }
    return census.missing.count(excluding: failed.rows)
  }

  /// Whether the values of a column have room by themselves.
  package func hasRoom(_ column: RunColumn) -> Bool {
    styled[column.index] != nil || bytes(column) <= valueBytes
  }

  /// The room for values beside what is kept: columns of styles, and for each row a bit in each column
  /// of texts and one that tells failed runs.
  var valueBytes: Int {
    let bits = (texts.count + (failed.count > 0 ? 1 : 0)) * rowCount / 8
    return allowance.forValues(threads: passes.options.threads) - styled.count * 12 * rowCount
      - bits
  }

  /// The room that the values of a column take.
  func bytes(_ column: RunColumn) -> Int {
    8 * (rowCount - passes.columns[column.index].missing)
  }

  /// The values of one column over the succeeded runs, in any order, without missing ones.
  ///
  /// - Precondition: they have room.
  /// - Throws: ``ReadError``.
  package func numbers(_ column: RunColumn) throws -> [Double] {
    var kept = try numbers(ColumnReading(kept: [column])).kept
    return kept.removeLast()
  }

  /// The numeric column of that name.
  ///
  /// - Throws: as `Table.numbers(_:)`.
  package func numericColumn(_ name: String) throws -> RunColumn {
    let column = try model.requiredColumn(name)
    let index = columns.firstIndex { $0.name.isSame(as: column.name) }!
    if column.isNumeric { return columns[index] }
    guard column.type == .label, let census = texts[index] else {
      var options = passes.options
      options.columns = [name]
      _ = try CSVReader.read(passes.file, options: options).numbers(name)
      throw ReadError(file: passes.file, kind: .changedWhileRead)
    }
    throw ReadError(
      file: passes.file, line: census.firstUnread?.line,
      kind: .wrongType(
        column: name, expected: "numbers", found: .label, example: census.firstUnread?.text))
  }
}

/// What the columns without numbers hold, and what those say that tell failed runs.
private struct RunTexts {
  private(set) var censuses: [Int: TextCensus] = [:]
  private(set) var outcomes: [Int: OutcomeColumn] = [:]

  init(_ passes: CSVPasses, _ dictionary: ColumnDictionary) throws {
    // Without a value in it a column has every role that its name and type allow.
    let meanings = dictionary.meanings(of: passes.model)
    let texts = passes.columns.indices.filter { !passes.model.columns[$0].isNumeric }
    let telling = meanings.indices.filter {
      meanings[$0].role == .error || meanings[$0].role == .success
    }
    guard !texts.isEmpty || !telling.isEmpty else { return }
    let flags = telling.map { meanings[$0].role == .success }
    nonisolated(unsafe) var found = flags.map(OutcomeColumn.init)
    let counted = try passes.texts(census: texts, visiting: telling) { rows in
      flags.indices.map { OutcomeColumn.Part(rows, column: $0, isFlag: flags[$0]) }
    } add: { parts in
      for (i, part) in parts.enumerated() { found[i].add(part) }
    }
    censuses = Dictionary(uniqueKeysWithValues: zip(texts, counted))
    outcomes = Dictionary(uniqueKeysWithValues: zip(telling, found))
  }
}

/// Columns whose cells are numbers in one style: they are few, and read as tables are.
private struct StyledPass {
  private(set) var columns: [Int: Column] = [:]
  private var notices: [ReadNotice] = []
  private var units: [TextKey: String] = [:]
  private var lines = RowLines()

  init(
    _ passes: CSVPasses, _ censuses: [Int: TextCensus], _ csv: CSVOptions,
    _ allowance: MemoryAllowance
  ) throws {
    let candidates = censuses.keys.filter { censuses[$0]!.mayBeStyled }.sorted()
    guard !candidates.isEmpty else { return }
    let many = candidates.count { censuses[$0]!.hasManySpellings }
    let needed = passes.rowCount * (12 * candidates.count + 8 + 160 * many)
    let room = allowance.forValues(threads: csv.threads)
    guard needed <= room else {
      throw ReadError(
        file: passes.file,
        kind: .format(
          expected: "values that have room in \(MemoryAllowance.text(allowance.bytes)) (--memory)",
          found: "numbers in groups of digits or with percent signs in column "
            + "'\(passes.columns[candidates[0]].name)', for which "
            + "\(MemoryAllowance.text(allowance.bytes - room + needed)) are needed"))
    }
    // What a comma means may follow from another column.
    let witness = try passes.columnWithFraction()
    var options = csv
    options.columns = Set(
      (candidates + (witness.map { [$0] } ?? [])).map { passes.columns[$0].name })
    let table = try CSVReader.read(passes.file, options: options)
    for index in candidates {
      guard let column = table.column(passes.columns[index].name), column.isNumeric else {
        continue
      }
      columns[index] = column
      units[TextKey(column.name)] = table.unit(of: column.name)
    }
    lines = table.rowLines
    notices = table.notices.filter {
      switch $0.kind {
      case .digitGroups, .severalNumberStyles, .decimalMarkUnclear: true
      default: false
      }
    }
  }

  /// What columns say about failures, those of styles by the numbers that they are.
  func outcomes(_ counted: [Int: OutcomeColumn]) -> [Int: OutcomeColumn] {
    var outcomes = counted
    for (index, column) in columns {
      guard let isFlag = counted[index]?.isFlag else { continue }
      var outcome = OutcomeColumn(isFlag: isFlag)
      outcome.add(OutcomeColumn.Part(column, lines, isFlag: isFlag))
      outcomes[index] = outcome
    }
    return outcomes
  }

  /// The model of the table with these columns, and with a word in each that is no flag.
  func model(_ passes: CSVPasses, _ outcomes: [Int: OutcomeColumn]) throws -> Table {
    let model = passes.model
    let all = passes.columns.enumerated().map { index, column in
      let hasValue = outcomes[index].map { $0.isFlag && $0.hasOtherWords } ?? false
      let type = columns[index]?.type ?? column.type
      return Column.example(named: column.name, type: type, hasValue: hasValue)
    }
    return Table(
      columns: all, file: model.file, notices: model.notices + notices,
      unitsByKey: model.unitsByKey.merging(units) { $1 }, dialect: model.dialect)
  }
}

extension MixedColumn {
  /// A column of labels of a file that is read in parts; nil where it is not mixed.
  init?(_ name: String, _ census: TextCensus, file: String) {
    guard census.numbers > 0, census.numbers < census.values,
      2 * census.numbers >= census.values, let first = census.firstText
    else { return nil }
    self.init(
      file: file, keyPath: nil, column: name, numbers: census.numbers, values: census.values,
      example: first.text, line: first.line, lineFile: nil)
  }
}
