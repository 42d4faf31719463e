// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
internal import Shop

/// What was known before a test period, and who bought what in it.
struct RepeatPeriod {
    /// Everything before the period.
    let training: Interactions
    private let start: Timestamp
    private var histories: [[Interaction]]
    private var bought: [[Interaction]]

    init(_ interactions: Interactions, from start: Timestamp, through end: Timestamp) {
        self.start = start
        var training = Interactions(userCount: interactions.userCount, itemCount: interactions.itemCount)
        histories = [[Interaction]](repeating: [], count: interactions.userCount)
        bought = histories
        for position in 0..<interactions.count {
            let interaction = interactions[position]
            if interaction.timestamp < start {
                training.append(interaction)
                histories[Int(interaction.user.rawValue)].append(interaction)
            } else if interaction.timestamp <= end {
                bought[Int(interaction.user.rawValue)].append(interaction)
            }
        }
        self.training = training
    }

    /// Ways to order a customer's own items.
    enum Order: Int, CaseIterable {
        /// As the model says.
        case model
        /// By the number of purchases, ties by the lower index.
        case boughtMost
        /// The same, of equals the one bought last first.
        case boughtMostLatest
        /// By the last purchase.
        case boughtLast

        func name(of model: String) -> String {
            switch self {
            case .model: model
            case .boughtMost: "bought most"
            case .boughtMostLatest: "bought most, latest first"
            case .boughtLast: "bought last"
            }
        }
    }

    /// How one customer's lists did.
    struct Lists {
        /// Hits of each order's list.
        var hits: [Int]
        /// Items bought in the period.
        var wanted: Int
        /// Hits that the model's own probabilities promise for its list.
        var expectedHits: Double
    }

    /// The lists of everybody who bought something before the period and in it.
    func lists(by model: any RepeatModel, cutoff: Int) -> [Lists] {
        histories.indices.compactMap { user in
            let wanted = Set(bought[user].lazy.filter { $0.type == model.purchaseType }.map(\.item))
            guard !wanted.isEmpty else { return nil }
            let due = model.due(histories[user], at: start)
            guard !due.isEmpty else { return nil }
            let hits = Order.allCases.map { order in
                Self.sorted(due, by: order).prefix(cutoff).count { wanted.contains($0.item) }
            }
            let expected = due.prefix(cutoff).reduce(0) { $0 + Double($1.probability) }
            return Lists(hits: hits, wanted: wanted.count, expectedHits: expected)
        }
    }

    private static func sorted(_ due: [DueItem], by order: Order) -> [DueItem] {
        switch order {
        case .model: due
        case .boughtMost: due.sorted { ($1.purchases, $0.item) < ($0.purchases, $1.item) }
        case .boughtMostLatest:
            due.sorted { ($1.purchases, $1.lastBought, $0.item) < ($0.purchases, $0.lastBought, $1.item) }
        case .boughtLast: due.sorted { ($1.lastBought, $0.item) < ($0.lastBought, $1.item) }
        }
    }
}
