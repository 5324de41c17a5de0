/// Keys, units and names.
extension Binder {
  /// Whether the number is the value of a key: `p99_ms: 15.6`, `num_gpu=80`, `"mean": 4.2`, in code
  /// or with the key in one word as the data have it.
  var isKeyQuote: Bool {
    if read.block.isCode(own), !isIn(.codeLine) { return true }
    if case .cell = read.block.kind, let label = frame.frame(of: read.block).label,
      label.isKey, isKeyOfData(label), read.bytes[..<own.lowerBound].allSatisfy({ !$0.isWord })
    {
      return true
    }
    guard let key = keyBefore else { return false }
    return key.contains("_") || key.contains(".") || (isIn(.codeLine) && !key.isEmpty)
  }

  /// Whether the data have a value under a key: `p99_ms`, and not `inference_baseline`, a file's name.
  private func isKeyOfData(_ label: ReadBlock) -> Bool {
    frame.data.map { !$0.observations(ofKey: label.key.asText).isEmpty } ?? true
  }

  /// Whether the number is what an equals sign sets.
  var isBehindEqualsSign: Bool {
    read.byte(own.lowerBound - 1) == 0x3D
      || read.bytes[..<own.lowerBound].suffix(2).elementsEqual("= ".utf8)
  }

  /// The word before a colon or an equals sign before the number.
  private var keyBefore: String? {
    var offset = own.lowerBound - 1
    while read.byte(offset) == 0x20 || read.byte(offset) == 0x22 || read.byte(offset) == 0x2D {
      offset -= 1
    }
    guard read.byte(offset) == 0x3D || read.byte(offset) == 0x3A else { return nil }
    offset -= 1
    while [0x20, 0x22, 0x60].contains(read.byte(offset)) { offset -= 1 }
    let end = offset + 1
    while read.byte(offset).isWord || [0x2E, 0x5B, 0x5D].contains(read.byte(offset)) {
      offset -= 1
    }
    return end > offset + 1 ? read.bytes[max(0, offset + 1)..<end].asText : nil
  }

  /// The key that is quoted with the number as the data have it: a path or a name with underscores.
  var quotedKey: String? {
    var key = keyBefore
    if key == nil, case .cell = read.block.kind, let label = frame.frame(of: read.block).label,
      label.isKey
    {
      key = label.key.asText
    }
    guard let key, key.contains("_") || key.contains(".") else { return nil }
    return key
  }

  func isIn(_ kind: TextBlock.Kind) -> Bool { read.block.kind == kind }

  /// The unit in the header of a column or a row: in parentheses or brackets, or behind `in`.
  static func unit(ofHeader read: ReadBlock) -> MeasuredUnit? {
    let bytes = read.bytes
    if let open = bytes.lastIndex(where: { $0 == 0x28 || $0 == 0x5B }),
      let close = bytes[open...].firstIndex(where: { $0 == 0x29 || $0 == 0x5D })
    {
      // `(mean, ms)` too.
      for part in bytes[(open + 1)..<close].split(separator: 0x2C) {
        if let unit = UnitTable.unit(of: part.drop { $0 == 0x20 }) { return unit }
      }
    }
    for i in read.words.indices.dropLast() where read.spelling(i) == "in" {
      if let found = UnitTable.match(bytes, at: read.words[i + 1].range.lowerBound) {
        return found.unit
      }
    }
    return nil
  }

  /// The unit that the caption of a table or the heading above it gives all its cells: `Mean latency
  /// (ms)`, `in milliseconds`.
  var unitOfCaption: MeasuredUnit? {
    guard case .cell(_, let row, let column) = read.block.kind, row >= 0, column > 0 else {
      return nil
    }
    if let caption = leadIns.last, let unit = Self.unit(ofHeader: frame.blocks[caption]) {
      return unit
    }
    return frame.text.headings(of: read.block).first.flatMap {
      Self.unit(ofHeader: frame.blocks[$0])
    }
  }

  /// The unit in a column of the row that is headed `Unit`.
  var unitColumn: MeasuredUnit? {
    guard case .cell(let table, let row, let column) = read.block.kind, row >= 0,
      let i = frame.unitColumns[table], i != column,
      i < frame.text.tables[table].rows[row].count
    else { return nil }
    let cell = frame.blocks[frame.text.tables[table].rows[row][i]].bytes
    return UnitTable.unit(of: cell.filter { $0 != 0x20 })
  }

  /// What people read as the name of the value.
  func name(_ label: ReadBlock?, _ header: ReadBlock?) -> String {
    var parts: [String] = []
    if let label { parts.append(label.block.text.trimmedASCII) }
    if let header { parts.append(header.block.text.trimmedASCII) }
    if parts.isEmpty, read.labelEnd > 0 {
      parts.append(read.bytes[..<read.labelEnd].asText.trimmedASCII)
    }
    return String(parts.joined(separator: ", ").prefix(120))
  }
}

extension ReadBlock {
  /// Whether the text is the name of a column or a key path: one word with underscores or points.
  var isKey: Bool {
    let key = self.key
    guard key.count < 200, let first = key.first, first.isLetter || first == 0x5F else {
      return false
    }
    return key.contains { $0 == 0x5F || $0 == 0x2E } && !key.contains { $0.isSpace }
  }

  /// The text without the mark of a list before it and white space around it.
  var key: ArraySlice<UInt8> {
    var key = bytes.drop { [0x20, 0x2A, 0x2D, 0x60].contains($0) }
    while let last = key.last, last.isSpace || last == 0x60 || last == 0x3A { key.removeLast() }
    return key
  }

  /// Whether the text is one of some words.
  func spells(_ texts: String...) -> Bool {
    words.count == 1 && texts.contains(spelling(0))
  }
}

extension String {
  /// The text without white space and colons at its ends.
  var trimmedASCII: String {
    var text = self[...]
    while let first = text.unicodeScalars.first, first == " " || first == "\n" {
      text = text.dropFirst()
    }
    while let last = text.unicodeScalars.last, last == " " || last == "\n" || last == ":" {
      text = text.dropLast()
    }
    return String(text)
  }
}
