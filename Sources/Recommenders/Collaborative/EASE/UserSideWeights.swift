// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// B from the users' inverse M: B_ij = x_iᵀ M x_j / (1 − x_jᵀ M x_j), x_i an item's scaled column, scaled back.
///
/// The products are taken for `batch` items at a time, side by side, so that one read of a user's place serves all.
///
/// - Complexity: O(entries · users) for the M x_i and O(entries · items) for the products with every x_j.
struct UserSideWeights: Sendable {
    /// Items computed side by side: as many as make a cache line.
    static let batch = 16
    private typealias Lanes = SIMD16<Float>

    private let inverse: RegularizedInverse
    private let byItem: SparseMatrix
    private let sourceScales: [Float]
    private let columnScales: [Float]  // (target scale of j) / (1 − x_jᵀ M x_j)

    /// - Throws: `notPositiveDefinite` when λ is too small for single precision.
    init(_ inverse: RegularizedInverse, _ wants: ScaledWants, threads: Int) throws(RecommenderError) {
        self.inverse = inverse
        byItem = wants.byItem
        sourceScales = wants.sourceScales
        let byItem = wants.byItem
        let rests = parallelMap(byItem.rowCount, threads: threads, chunk: 64, scratch: {}) { rows, _ in
            rows.map { 1 - inverse.product(withItem: $0, of: byItem) }
        }
        columnScales = zip(wants.targetScales, rests.joined()).map { Float(Double($0) / $1) }
        guard rests.joined().allSatisfy({ $0 > 0 }) else {
            throw RecommenderError(
                .notPositiveDefinite, "an item's own share is not below 1 in single precision; raise “regularization”")
        }
    }

    /// Each item's strongest weights.
    func strongest(_ count: Int, threads: Int) -> [[Scored]] {
        let selection = StrongestWeights(count)
        let lists = parallelMap(
            byItem.rowCount, threads: threads, chunk: Self.batch,
            scratch: { BatchScratch(users: inverse.size, items: byItem.rowCount) }
        ) { items, scratch in
            for (lane, item) in items.enumerated() { multiply(item, lane: lane, scratch) }
            multiplyWithAllItems(scratch)
            return items.enumerated().map { lane, item in
                columnScales.withUnsafeBufferPointer { scales in
                    selection.select(ofRow: item, columns: byItem.rowCount) {
                        scratch.products[$0 * Self.batch + lane] * scales[$0] * sourceScales[item]
                    }
                }
            }
        }
        return Array(lists.joined())
    }

    /// M x_i, into one lane of the users' places.
    private func multiply(_ item: Int, lane: Int, _ scratch: borrowing BatchScratch) {
        scratch.line.update(repeating: 0)
        for position in byItem.range(ofRow: item) {
            inverse.withRow(Int(byItem.columns[position])) {
                LinearAlgebra.add($0, scaledBy: byItem.values[position], to: scratch.line)
            }
        }
        for user in 0..<inverse.size { scratch.users[user * Self.batch + lane] = scratch.line[user] }
    }

    /// x_jᵀ (M x_i) for all items j and the lanes' items i.
    private func multiplyWithAllItems(_ scratch: borrowing BatchScratch) {
        let (users, products) = (UnsafeRawPointer(scratch.users), UnsafeMutableRawPointer(scratch.products))
        let stride = Self.batch * MemoryLayout<Float>.stride
        byItem.columns.withUnsafeBuffer { columns in
            byItem.values.withUnsafeBuffer { values in
                for item in 0..<byItem.rowCount {
                    var sum = Lanes()
                    for position in byItem.range(ofRow: item) {
                        sum += (users + Int(columns[position]) * stride).load(as: Lanes.self) * values[position]
                    }
                    (products + item * stride).storeBytes(of: sum, as: Lanes.self)
                }
            }
        }
    }
}

extension RegularizedInverse {
    /// x_jᵀ M x_j.
    fileprivate func product(withItem item: Int, of byItem: SparseMatrix) -> Double {
        var sum = 0.0
        for position in byItem.range(ofRow: item) {
            let start = Int(byItem.columns[position]) * size
            var line = 0.0
            for other in byItem.range(ofRow: item) {
                line += Double(elements[start + Int(byItem.columns[other])]) * Double(byItem.values[other])
            }
            sum += line * Double(byItem.values[position])
        }
        return sum
    }
}

/// One thread's memory for a batch of items.
private struct BatchScratch: ~Copyable {
    let line: UnsafeMutableBufferPointer<Float>
    let users: UnsafeMutablePointer<Float>  // users × batch
    let products: UnsafeMutablePointer<Float>  // items × batch

    init(users: Int, items: Int) {
        line = .allocate(capacity: users)
        self.users = Self.aligned(users * UserSideWeights.batch)
        products = Self.aligned(items * UserSideWeights.batch)
        self.users.initialize(repeating: 0, count: users * UserSideWeights.batch)
    }

    private static func aligned(_ count: Int) -> UnsafeMutablePointer<Float> {
        UnsafeMutableRawPointer.allocate(byteCount: 4 * count, alignment: 64).bindMemory(
            to: Float.self, capacity: count)
    }

    deinit {
        line.deallocate()
        users.deallocate()
        products.deallocate()
    }
}
