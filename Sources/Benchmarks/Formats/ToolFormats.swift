import Tables

/// All formats that are known, tried in order: the first that recognises a content reads it.
public enum ToolFormats {
  /// The readers by family; each format recognises itself so strictly that the order is free.
  static let readers: [any ToolFormatReader.Type] =
    servingReaders + microBenchmarkReaders + loadTestReaders + recordedReaders

  /// The formats, for a list of them.
  public static var all: [ToolFormat] { readers.map { $0.format } }

  /// What a file of a known format holds; nil where no format recognises it.
  ///
  /// - Throws: ``ReadError`` where a format recognises the content but its body is broken.
  public static func read(_ content: ToolContent) throws(ReadError) -> ToolResult? {
    for reader in readers {
      if let reason = reader.recognise(content) {
        return try reader.read(content, reason: reason)
      }
    }
    return nil
  }
}
