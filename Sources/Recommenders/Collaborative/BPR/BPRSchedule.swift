// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// In which order pairs are learned from, so that threads never share a row and the order never depends on them.
///
/// Users and items are cut into P parts each. In turn t of an epoch user part n meets item part (n + t) mod P: P cells
/// without a row in common, each of which one thread works through alone. Negatives come from the cell's own items,
/// which stay in the core's cache meanwhile. Items are dealt out anew each epoch, so any item meets any other.
///
/// - Source: Gemulla, Nijkamp, Haas, Sismanis, "Large-Scale Matrix Factorization with Distributed Stochastic Gradient
///   Descent", KDD 2011 (the strata).
struct BPRSchedule: Sendable {
    /// P; follows from the data, never from the number of threads.
    let partCount: Int
    private let wants: SparseMatrix
    private let users: [UInt32]  // in random order
    private let userParts: [Range<Int>]  // of `users`
    private let starts: [Int]  // of each user part in the epoch's list of pairs
    private var items: [UInt32]  // those somebody wants
    private var partOfItem: [UInt8]

    init(_ wants: SparseMatrix, byteCountOfItem: Int, using generator: inout some RandomNumberGenerator) {
        self.wants = wants
        var isWanted = [Bool](repeating: false, count: wants.columnCount)
        wants.columns.withUnsafeBuffer { for column in $0 { isWanted[Int(column)] = true } }
        items = isWanted.indices.filter { isWanted[$0] }.map { UInt32(truncatingIfNeeded: $0) }
        partOfItem = [UInt8](repeating: 0, count: wants.columnCount)
        let active = (0..<wants.rowCount).filter { !wants.range(ofRow: $0).isEmpty }
        users = active.map { UInt32(truncatingIfNeeded: $0) }.shuffled(using: &generator)
        partCount = Self.partCount(users: users.count, items: items.count, byteCountOfItem: byteCountOfItem)
        (userParts, starts) = Self.parts(of: users, wants, count: partCount)
    }

    /// At least 16 where each part still has plenty to draw from, and as many as make a part's items fit a cache.
    static func partCount(users: Int, items: Int, byteCountOfItem: Int) -> Int {
        let forCache = items * byteCountOfItem / cacheByteCount + 1
        return max(1, min(max(16, forCache), 64, items / fewestItems, users / fewestUsers))
    }

    private static let cacheByteCount = 512 << 10  // half of a usual second-level cache
    private static let fewestItems = 256
    private static let fewestUsers = 16

    /// Cuts the users into parts with about as many pairs each.
    private static func parts(
        of users: [UInt32], _ wants: SparseMatrix, count: Int
    ) -> (users: [Range<Int>], starts: [Int]) {
        var (parts, starts): ([Range<Int>], [Int]) = ([], [0])
        var (user, pairs) = (0, 0)
        for part in 1...count {
            let first = user
            while user < users.count, part == count || pairs * count < wants.entryCount * part {
                pairs += wants.range(ofRow: Int(users[user])).count
                user += 1
            }
            parts.append(first..<user)
            starts.append(pairs)
        }
        return (parts, starts)
    }

    /// Deals the items out anew and sorts the pairs into their cells.
    ///
    /// - Complexity: O(pairs + items), the pairs on several threads.
    mutating func deal(into cells: PairCells, threads: Int, using generator: inout some RandomNumberGenerator) {
        items.shuffle(using: &generator)
        for part in 0..<partCount {
            for item in candidates(of: part) { partOfItem[Int(item)] = UInt8(truncatingIfNeeded: part) }
        }
        let schedule = self
        _ = parallelMap(partCount, threads: threads, chunk: 1, scratch: {}) { parts, _ in
            for part in parts { schedule.sort(userPart: part, into: cells) }
        }
    }

    /// The items of a part.
    func candidates(of part: Int) -> ArraySlice<UInt32> {
        items[(part * items.count / partCount)..<((part + 1) * items.count / partCount)]
    }

    /// A counting sort by item part, in the order of the users.
    private func sort(userPart: Int, into cells: PairCells) {
        var next = [Int](repeating: 0, count: partCount + 1)
        let range = userParts[userPart]
        wants.columns.withUnsafeBuffer { columns in
            for user in users[range] {
                for position in wants.range(ofRow: Int(user)) { next[Int(partOfItem[Int(columns[position])]) + 1] += 1 }
            }
            next[0] = starts[userPart]
            for part in 0..<partCount { next[part + 1] += next[part] }
            cells.set(starts: next, ofUserPart: userPart)
            for user in users[range] {
                for position in wants.range(ofRow: Int(user)) {
                    let part = Int(partOfItem[Int(columns[position])])
                    cells.set(next[part], user: user, item: columns[position], value: wants.values[position])
                    next[part] += 1
                }
            }
        }
    }
}
