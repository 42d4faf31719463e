// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Tries how many places of lists new items get beside learned ones.
///
/// Some learned items are mapped by what all others taught, as if they were new, and compete with the others. An item
/// that the user had is in no list.
struct PlaceTrial {
    /// x · y of the items that are not tried, users × items; NaN for an item that the user had.
    let others: DenseMatrix
    /// x · y of the items that are tried, likewise.
    let learned: DenseMatrix
    /// x · Wᵀf of the same.
    let deviations: DenseMatrix
    /// x · μ, by user.
    let levels: [Float]
    /// Length of the lists: what is 50 of all items.
    let listLength: Int

    /// The s at which items scored x · (μ + s · Wᵀf) get that part of the places that they get with the factors learned.
    ///
    /// From 1, the map as it is, to 4 at most, where features say too little for it.
    ///
    /// - Complexity: 13 rankings of users × items.
    func lengthening(reach: Double) -> Float {
        let wanted = reach * Double(places { learned, _, _ in learned })
        var (low, high) = (Float(1), Float(4))
        for _ in 0..<12 {
            let middle = (low * high).squareRoot()
            if Double(places { $1 + middle * $2 }) < wanted { low = middle } else { high = middle }
        }
        return low
    }

    /// Places that the items tried get in all lists, scored by x · y, x · μ and x · Wᵀf.
    private func places(_ score: (Float, Float, Float) -> Float) -> Int {
        (0..<levels.count).reduce(0) { count, user in
            var heap = BestHeap(capacity: listLength)
            others.withRow(user) { others in
                for other in others { heap.insert(Scored(item: 0, score: other)) }
            }
            learned.withRow(user) { learned in
                deviations.withRow(user) { deviations in
                    for item in learned.indices where !learned[item].isNaN {
                        heap.insert(Scored(item: 1, score: score(learned[item], levels[user], deviations[item])))
                    }
                }
            }
            return count + heap.sorted().count { $0.item == 1 }
        }
    }
}
