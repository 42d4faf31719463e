// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// The wanted pairs of one epoch, cell after cell, a user's pairs of one cell side by side.
///
/// - Ownership: threads may fill and read different user parts at once.
final class PairCells: @unchecked Sendable {  // a user part's places are touched by one thread at a time
    let users: UnsafeMutableBufferPointer<UInt32>
    let items: UnsafeMutableBufferPointer<UInt32>
    let weights: UnsafeMutableBufferPointer<Float>  // empty when every pair counts the same
    private let starts: UnsafeMutableBufferPointer<Int>  // P + 1 a user part
    private let partCount: Int
    private let meanValue: Float

    /// A pair counts ten times the mean at most: one step must not throw a user across the room.
    static let largestWeight: Float = 10

    init(_ wants: SparseMatrix, partCount: Int) {
        self.partCount = partCount
        users = .allocate(capacity: wants.entryCount)
        items = .allocate(capacity: wants.entryCount)
        starts = .allocate(capacity: partCount * (partCount + 1))
        meanValue = wants.meanValue
        let isUniform = wants.values.withUnsafeBuffer { values in values.allSatisfy { $0 == values[0] } }
        weights = .allocate(capacity: isUniform ? 0 : wants.entryCount)
    }

    deinit {
        users.deallocate()
        items.deallocate()
        starts.deallocate()
        weights.deallocate()
    }

    func set(_ place: Int, user: UInt32, item: UInt32, value: Float) {
        users[place] = user
        items[place] = item
        if !weights.isEmpty { weights[place] = min(value / meanValue, Self.largestWeight) }
    }

    func set(starts first: [Int], ofUserPart part: Int) {
        for (offset, start) in first.enumerated() { starts[part * (partCount + 1) + offset] = start }
    }

    /// The places of the pairs of one user part with one item part.
    func range(userPart: Int, itemPart: Int) -> Range<Int> {
        let first = userPart * (partCount + 1) + itemPart
        return starts[first]..<starts[first + 1]
    }
}

extension SparseMatrix {
    /// The mean of the values that are kept.
    var meanValue: Float {
        let sum = values.withUnsafeBuffer { $0.reduce(0.0) { $0 + Double($1) } }
        return Float(sum / Double(max(1, entryCount)))
    }
}
