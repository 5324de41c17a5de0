/// A place where values gather.
public struct Mode: Sendable, Hashable {
  /// The place of the highest density, to about a sixteenth of the bandwidth.
  public let place: Double
  /// The density there, per unit of the data.
  public let density: Double
  /// The share of values between the valleys on both sides.
  public let share: Double
  /// By how much the density falls, on the way to a higher mode, below that of this one, as a share of
  /// it; 1 for the highest mode.
  public let prominence: Double
}

extension KernelDensity {
  /// The modes of the estimate in ascending order: its highest places, between which it falls by at
  /// least `minimumProminence` of the lower one.
  ///
  /// Looked for on a mesh of an eighth of the bandwidth where there are values. Every sample has a mode
  /// at least; a bandwidth too narrow gives modes that the population has not, so hold their number
  /// against the p-value of ``DipTest``.
  /// - Parameters:
  ///   - minimumProminence: how deep the valley must be, as a share of the lower mode.
  ///   - minimumShare: Smaller gatherings, single outliers above all, go to their neighbour.
  /// - Complexity: O(n + points of the mesh near values).
  public func modes(minimumProminence: Double = 0.2, minimumShare: Double = 0.05) -> [Mode] {
    let mesh = mesh
    var hills = Hills(minimumShare: minimumShare * mesh.shares.reduce(0, +))
    for stretch in mesh.stretches { hills.add(stretch, of: mesh) }
    return hills.finished(minimumProminence: minimumProminence).map { hill in
      Mode(
        place: mesh.origin + Double(hill.place) * mesh.step, density: hill.height * scale,
        share: hill.share / mesh.shares.reduce(0, +), prominence: hill.prominence)
    }
  }
}

extension DensityMesh {
  /// Points an eighth of the bandwidth apart.
  static let stride = KernelDensity.meshSteps / 8

  /// Stretches of points near values; between two of them the density is about 0.
  var stretches: [ClosedRange<Int>] {
    let margin = 4 * KernelDensity.meshSteps
    var found: [ClosedRange<Int>] = []
    for point in points {
      let near = (point - margin)...(point + margin)
      if let last = found.last, near.lowerBound <= last.upperBound {
        found[found.count - 1] = last.lowerBound...near.upperBound
      } else {
        found.append(near)
      }
    }
    return found
  }
}

/// The hills of a density from left to right, each with the valley on its left.
private struct Hills {
  struct Hill {
    var place: Int
    var height: Double
    var share: Double
    /// The height of the valley on the left; 0 for the first hill.
    var valley: Double
    var prominence = 1.0
  }

  let minimumShare: Double
  private var hills: [Hill] = []

  init(minimumShare: Double) { self.minimumShare = minimumShare }

  /// Adds the hills of a stretch; to its left the density is 0.
  mutating func add(_ stretch: ClosedRange<Int>, of mesh: DensityMesh) {
    var hill = Hill(place: stretch.lowerBound, height: 0, share: 0, valley: 0)
    var (falls, lowest, valleyPlace) = (false, 0.0, stretch.lowerBound)
    var start = mesh.first(from: stretch.lowerBound)
    func close(_ hill: inout Hill, at end: Int) {
      let stop = mesh.first(from: end)
      hill.share = mesh.shares[start..<max(stop, start)].reduce(0, +)
      start = max(stop, start)
    }
    for point in Swift.stride(
      from: stretch.lowerBound, through: stretch.upperBound, by: DensityMesh.stride)
    {
      let height = mesh.sum(at: point)
      if !falls, height >= hill.height {
        (hill.place, hill.height) = (point, height)
      } else if !falls || height < lowest {
        (falls, lowest, valleyPlace) = (true, height, point)
      } else if height > lowest {
        close(&hill, at: valleyPlace)
        push(hill)
        hill = Hill(place: point, height: height, share: 0, valley: lowest)
        falls = false
      }
    }
    close(&hill, at: stretch.upperBound + 1)
    push(hill)
  }

  /// Adds a hill; one with too small a share is joined to the neighbour across the higher valley.
  private mutating func push(_ hill: Hill) {
    guard let last = hills.last, last.share < minimumShare else { return hills.append(hill) }
    if hills.count > 1, last.valley >= hill.valley {
      join(hills.count - 1)
      hills.append(hill)
    } else {
      hills.append(hill)
      join(hills.count - 1)
    }
  }

  /// Joins a hill with the one on its left.
  private mutating func join(_ index: Int) {
    let right = hills.remove(at: index)
    hills[index - 1].share += right.share
    if right.height > hills[index - 1].height {
      (hills[index - 1].place, hills[index - 1].height) = (right.place, right.height)
    }
  }

  /// The hills that stand out enough, the least first joined to others.
  mutating func finished(minimumProminence: Double) -> [Hill] {
    if hills.count > 1, let last = hills.last, last.share < minimumShare { join(hills.count - 1) }
    while hills.count > 1 {
      for index in hills.indices { hills[index].prominence = prominence(index) }
      guard let least = hills.indices.min(by: { hills[$0].prominence < hills[$1].prominence }),
        hills[least].prominence < minimumProminence
      else { return hills }
      let toLeft =
        least == hills.count - 1 || (least > 0 && hills[least].valley >= hills[least + 1].valley)
      join(toLeft ? least : least + 1)
    }
    return hills.map { hill in
      var hill = hill
      hill.prominence = 1
      return hill
    }
  }

  private func prominence(_ index: Int) -> Double {
    let hill = hills[index]
    // The lowest valley on the way to a hill that is higher; the way over the higher one counts.
    func lowestWay(_ indices: [Int], _ valley: (Int) -> Double) -> Double? {
      var lowest = Double.infinity
      for other in indices {
        lowest = min(lowest, valley(other))
        if hills[other].height > hill.height
          || (hills[other].height == hill.height && other < index)
        {
          return lowest
        }
      }
      return nil
    }
    let left = lowestWay((0..<index).reversed()) { hills[$0 + 1].valley }
    let right = lowestWay(Array((index + 1)..<hills.count)) { hills[$0].valley }
    guard let col = [left, right].compactMap({ $0 }).max() else { return 1 }
    return 1 - col / hill.height
  }
}
