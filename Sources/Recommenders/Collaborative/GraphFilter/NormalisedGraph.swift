// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix

/// R̃ = D_u^−a R D_i^−b, the wants as a graph of users and items in which the busy are toned down.
struct NormalisedGraph: Sendable {
    /// R̃, users × items.
    let byUser: SparseMatrix
    /// R̃ᵀ.
    let byItem: SparseMatrix
    /// d_i: the sum of each item's weights, 0 for one nobody wants.
    let itemDegrees: [Double]

    init(_ wants: SparseMatrix, userDamping: Double, itemDamping: Double) {
        var (users, items) = (
            [Double](repeating: 0, count: wants.rowCount), [Double](repeating: 0, count: wants.columnCount)
        )
        for user in 0..<wants.rowCount {
            for position in wants.range(ofRow: user) {
                users[user] += Double(wants.values[position])
                items[Int(wants.columns[position])] += Double(wants.values[position])
            }
        }
        let userScales = Self.scales(users, power: -userDamping)
        let itemScales = Self.scales(items, power: -itemDamping)
        itemDegrees = items
        byUser = wants.mapValues { user, item, weight in weight * userScales[user] * itemScales[item] }
        byItem = byUser.transposed()
    }

    /// scale · d_i^power for every item; 0 for an item nobody wants.
    func itemScales(power: Double, times scale: Double = 1) -> [Float] {
        Self.scales(itemDegrees, power: power).map { $0 * Float(scale) }
    }

    private static func scales(_ degrees: [Double], power exponent: Double) -> [Float] {
        degrees.map { $0 > 0 ? Float(pow($0, exponent)) : 0 }
    }
}
