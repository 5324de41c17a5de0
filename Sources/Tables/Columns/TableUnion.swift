/// Several tables one below the other, their columns matched by name.
struct TableUnion {
  private let parts: [Table]
  /// The names of the columns, in order of first appearance, and what each is over all parts.
  private let names: [String]
  private let kinds: [TextKey: CellKind]
  let rowCount: Int

  init(_ parts: [Table]) {
    self.parts = parts
    var names: [String] = []
    var kinds: [TextKey: CellKind] = [:]
    for column in parts.lazy.flatMap(\.columns) {
      let key = TextKey(column.name)
      if let kind = kinds[key] {
        kinds[key] = kind.joined(column.kind)
      } else {
        names.append(column.name)
        kinds[key] = column.kind
      }
    }
    self.names = names
    self.kinds = kinds
    rowCount = parts.reduce(0) { $0 + $1.rowCount }
  }

  /// For each part the columns that hold something else than labels there, and are labels over all.
  var contradicted: [Set<TextKey>] {
    parts.map { part in
      Set(
        part.columns.filter {
          kinds[TextKey($0.name)] == .label && $0.kind != .label && $0.kind != .none
        }.map { TextKey($0.name) })
    }
  }

  /// The table, with a column that says of each row which file it stands in.
  ///
  /// - Precondition: no column is contradicted.
  func table(file: String) -> Table {
    var source = "source"
    var number = 1
    while kinds[TextKey(source)] != nil {
      number += 1
      source = "source (\(number))"
    }
    var lines = RowLines()
    for part in parts { lines.append(part.rowLines) }
    return Table(
      columns: names.map(column) + [sourceColumn(source)], file: file,
      keyPath: parts.first?.keyPath, rowLines: lines.count == rowCount ? lines : [],
      notices: notices, unitsByKey: units, sourceColumn: source)
  }

  /// The units that the parts tell.
  private var units: [TextKey: String] {
    parts.reduce(into: [:]) { $0.merge($1.unitsByKey) { first, _ in first } }
  }

  /// Refuses columns that one part gives in another unit than an earlier one.
  ///
  /// - Throws: ``ReadError/Kind/format(expected:found:)``.
  func checkUnits() throws {
    var told: [TextKey: (unit: String, file: String)] = [:]
    for part in parts {
      for name in part.columnNames {
        let key = TextKey(name)
        guard let unit = part.unitsByKey[key] else { continue }
        if let first = told[key], !first.unit.isSame(as: unit) {
          throw ReadError(
            file: part.file,
            kind: .format(
              expected: "'\(escaped(name))' in \(escaped(first.unit)), as in \(first.file)",
              found: escaped(unit)))
        }
        told[key] = told[key] ?? (unit, part.file)
      }
    }
    try checkPercents()
  }

  /// Refuses plain numbers beside numbers with percent signs: who writes 12% in one file may write
  /// 0.12 in another. Within one file such a column is text.
  private func checkPercents() throws {
    var told: [TextKey: String] = [:]
    // A row of units speaks for files without one, signs in the cells speak for themselves.
    for part in parts where part.dialect?.unitsRow.value == false {
      for (key, unit) in part.unitsByKey where unit == "%" && told[key] == nil {
        told[key] = part.file
      }
    }
    guard !told.isEmpty else { return }
    for part in parts {
      for column in part.columns where column.kind == .integer || column.kind == .double {
        let key = TextKey(column.name)
        // Where another file makes a text of all, none of them is a number.
        guard let file = told[key], part.unitsByKey[key] == nil, kinds[key] != .label else {
          continue
        }
        throw ReadError(
          file: part.file,
          kind: .format(
            expected: "'\(escaped(column.name))' with percent signs, as in \(file)",
            found: "numbers without"))
      }
    }
  }

  /// The notices of all parts, those of one kind as one.
  private var notices: [ReadNotice] {
    var result: [ReadNotice] = []
    var places: [ReadNotice.Kind.Key: Int] = [:]
    for part in parts {
      for notice in part.notices {
        if let known = places[notice.kind.key] {
          result[known].count += notice.count
        } else {
          places[notice.kind.key] = result.count
          result.append(
            ReadNotice(notice.kind, count: notice.count, line: notice.line, file: part.file))
        }
      }
    }
    return result
  }

  // MARK: Columns

  private func column(_ name: String) -> Column {
    let cells = parts.map { $0.column(TextKey(name)) }
    var missing = MissingMask()
    var first = 0
    for (part, column) in zip(parts, cells) {
      if let column {
        for row in 0..<part.rowCount where column.missing.count > 0 && column.missing[row] {
          missing.insert(first + row)
        }
      } else {
        missing.insert(rows: first..<first + part.rowCount)
      }
      first += part.rowCount
    }
    return Column(
      name: name, values: values(cells, kinds[TextKey(name)] ?? .none), missing: missing)
  }

  private func values(_ cells: [Column?], _ kind: CellKind) -> Column.Values {
    switch kind {
    case .integer:
      .integers(joined(cells) { if case .integers(let values) = $0 { values } else { nil } })
    case .double, .notANumber: .doubles(joined(cells, doubles))
    case .boolean:
      .booleans(joined(cells) { if case .booleans(let values) = $0 { values } else { nil } })
    case .time: .times(joined(cells) { if case .times(let values) = $0 { values } else { nil } })
    case .label, .none: .labels(labels(cells))
    }
  }

  private func doubles(_ values: Column.Values) -> ColumnValues<Double>? {
    switch values {
    case .integers(let integers): ColumnValues(integers.map { Double($0) })
    case .doubles(let doubles): doubles
    case .booleans, .times, .labels: nil
    }
  }

  /// The values of all parts; the filler of missing ones, 0, where a part has none of the type.
  private func joined<Element: BitwiseCopyable & Sendable>(
    _ cells: [Column?], _ values: (Column.Values) -> ColumnValues<Element>?
  ) -> ColumnValues<Element> {
    let width = MemoryLayout<Element>.stride
    let memory = ColumnMemory(capacity: rowCount * width)
    var first = 0
    for (part, column) in zip(parts, cells) {
      if let values = column.flatMap({ values($0.values) }) {
        (memory.base + first * width).copyMemory(
          from: values.memory.base, byteCount: values.count * width)
      }
      first += part.rowCount
    }
    return ColumnValues(memory: memory, count: rowCount)
  }

  private func labels(_ cells: [Column?]) -> Column.Labels {
    var encoder = LabelEncoder()
    var codes: [Int32] = []
    codes.reserveCapacity(rowCount)
    for (part, column) in zip(parts, cells) {
      guard case .labels(let labels)? = column?.values else {
        codes.append(contentsOf: repeatElement(-1, count: part.rowCount))
        continue
      }
      let first = codes.count
      let own = labels.dictionary.map { label in
        var label = label
        return label.withUTF8 { encoder.code($0, row: first) }
      }
      codes.append(contentsOf: labels.codes.lazy.map { $0 < 0 ? -1 : own[Int($0)] })
    }
    let (dictionary, new) = LabelEncoder.merged([encoder])
    let final = new[0].map { new in codes.map { $0 < 0 ? -1 : new[Int($0)] } } ?? codes
    return Column.Labels(codes: ColumnValues(final), dictionary: dictionary)
  }

  private func sourceColumn(_ name: String) -> Column {
    var builder = ColumnBuilder(type: .label, capacity: rowCount)
    for part in parts { for _ in 0..<part.rowCount { builder.add(label: part.file) } }
    return builder.column(named: name)
  }
}

extension Column {
  /// What the cells are, as a part of a larger column.
  fileprivate var kind: CellKind {
    let isEmpty = missing.count == count
    switch type {
    case .integer: return .integer
    case .double: return isEmpty ? .notANumber : .double
    case .boolean: return .boolean
    case .time: return .time
    case .label: return isEmpty ? .none : .label
    }
  }
}

extension Table {
  /// One table of the tables of several files, their rows in the order of the files.
  ///
  /// Columns are matched by name and stand in order of first appearance; the rows of a file that
  /// lacks a column miss it. A column's type comes from all files, as within one file: integers
  /// give way to doubles, and any other mixture is labels, the texts of the cells. Behind them
  /// stands a column of the files (``sourceColumn``): with ``line(ofRow:)`` each row stays
  /// traceable. A file that is named twice is read twice.
  ///
  /// - Parameters:
  ///   - paths: The files; `-` is standard input.
  ///   - name: What the table is called in messages; the first file and the number of the others
  ///     where there is none.
  ///   - keyPath: Which of several tables of JSON documents is meant.
  ///   - csv: How CSV text is to be read.
  /// - Throws: as ``init(contentsOf:keyPath:csv:)``; where no file is given, or two give a column
  ///   in different units, or one with percent signs and another without.
  /// - Complexity: O(bytes); files are read again whose numbers turn out as labels. Memory: twice
  ///   the columns while they are put together.
  public init(
    contentsOfFiles paths: [String], named name: String? = nil, keyPath: String? = nil,
    csv: CSVOptions = CSVOptions()
  ) throws {
    let more = paths.count > 1 ? " and \(paths.count - 1) more" : ""
    let name = name ?? (paths.first ?? "") + more
    guard !paths.isEmpty else { throw ReadError(file: name, kind: .noTable(found: "no file")) }
    // Standard input can be read once; its bytes are kept.
    let sources = try paths.map { try DataSource($0) }
    var parts = try sources.map { try Table.one($0, keyPath: keyPath, csv: csv) }
    let union = TableUnion(parts)
    try union.checkUnits()
    for (i, labels) in union.contradicted.enumerated() where !labels.isEmpty {
      var csv = csv
      csv.labels = labels
      let again = try Table.one(sources[i], keyPath: keyPath, csv: csv)
      guard again.rowCount == parts[i].rowCount,
        again.columnNames.map({ TextKey($0) }) == parts[i].columnNames.map({ TextKey($0) })
      else {
        throw ReadError(file: paths[i], kind: .changedWhileRead)
      }
      parts[i] = again
    }
    self = TableUnion(parts).table(file: name)
  }
}
