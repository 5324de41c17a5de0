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
  private let styled: [Int: Column]

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
    let model = try styles.model(passes, found.outcomes)
    let meanings = dictionary.meanings(of: model)
    let outcomes = meanings.indices.filter {
      meanings[$0].role == .error || meanings[$0].role == .success
    }
    failed = FailedRows(outcomes.compactMap { found.outcomes[$0] }, rowCount: passes.rowCount)
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

  /// Columns of numbers in groups whose values have room at the same time, without those that have no
  /// room by themselves.
  package func groups(_ wanted: [RunColumn]) -> [[RunColumn]] {
    let wanted = wanted.filter(hasRoom)
    var groups = wanted.filter { styled[$0.index] != nil }.map { [$0] }
    // Columns of styles stay by themselves: their values are there.
    var room = -1
    for column in wanted where styled[column.index] == nil {
      let needed = bytes(column)
      if needed > room {
        groups.append([])
        room = valueBytes
      }
      groups[groups.count - 1].append(column)
      room -= needed
    }
    return groups
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

  private func bytes(_ column: RunColumn) -> Int {
    8 * (rowCount - passes.columns[column.index].missing)
  }

  /// The values of the columns of a group over the succeeded runs, each in any order, without missing
  /// ones.
  ///
  /// - Precondition: they have room.
  /// - Throws: ``ReadError``.
  package func numbers(_ group: [RunColumn]) throws -> [[Double]] {
    if group.count == 1, let column = styled[group[0].index] {
      return [column.numbers(excluding: failed.rows) ?? []]
    }
    return try passes.numbers(group.map(\.index), excluding: failed.rows)
  }

  /// The values of one column, as for a group.
  package func numbers(_ column: RunColumn) throws -> [Double] {
    var columns = try numbers([column])
    return columns.removeLast()
  }

  /// The numeric column of that name.
  ///
  /// - Throws: as `Table.numbers(_:)`.
  package func numericColumn(_ name: String) throws -> RunColumn {
    let column = try model.requiredColumn(name)
    let index = columns.firstIndex { $0.name == name }!
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
  private var units: [String: String] = [:]

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
      units[column.name] = table.unit(of: column.name)
    }
    notices = table.notices.filter {
      switch $0.kind {
      case .digitGroups, .severalNumberStyles, .decimalMarkUnclear: true
      default: false
      }
    }
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
      units: model.units.merging(units) { $1 }, dialect: model.dialect)
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
