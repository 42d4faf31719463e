// SPDX-License-Identifier: Apache-2.0

/// The few items in front of a rule, ascending, without memory of their own.
///
/// Order: fewer items first, then by the first item that differs.
struct Antecedent: Hashable, Comparable, BitwiseCopyable, Sendable {
    /// Most items there is room for.
    static let maximumCount = 4

    /// The items; places beyond `count` hold `UInt32.max`.
    private(set) var items = SIMD4<UInt32>(repeating: .max)
    /// Number of items.
    private(set) var count: Int32 = 0

    /// Items in ascending order.
    init(_ ascending: some Sequence<UInt32>) {
        for item in ascending { append(item) }
    }

    private mutating func append(_ item: UInt32) {
        items[Int(count)] = item
        count += 1
    }

    /// The first items alone.
    func prefix(_ length: Int) -> Antecedent { Antecedent((0..<min(length, Int(count))).lazy.map { items[$0] }) }

    /// The others when one is dropped.
    func without(_ place: Int) -> Antecedent {
        Antecedent((0..<Int(count)).lazy.filter { $0 != place }.map { items[$0] })
    }

    /// The last item; there must be one.
    var last: UInt32 { items[Int(count) - 1] }

    static func < (left: Self, right: Self) -> Bool {
        if left.count != right.count { return left.count < right.count }
        for place in 0..<Int(left.count) where left.items[place] != right.items[place] {
            return left.items[place] < right.items[place]
        }
        return false
    }
}
