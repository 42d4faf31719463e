// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Recommenders
internal import Shop

/// What a list of items without a history is held against: rules that need no fit and are never published.
public enum Yardstick: String, CaseIterable, Sendable {
    /// Any order.
    case random
    /// The mean popularity of the learned items that share a category or a tag, the same for everybody.
    case categoryPopularity = "category-popularity"
    /// The cosine of the item's features with the sum of those of the user's items.
    case featureSimilarity = "feature-similarity"

    /// The rule, made ready for what is learnt from.
    ///
    /// - Throws: `RecommenderError` when items cannot be described.
    public func model(of training: Dataset, seed: UInt64) throws(RecommenderError) -> some RecommenderModel {
        switch self {
        case .random: return RuleModel(Self.random(training, seed: seed), itemCount: training.itemCount)
        case .categoryPopularity:
            return RuleModel(Self.popularity(training, try ItemFeatures(training.items)), itemCount: training.itemCount)
        case .featureSimilarity:
            return RuleModel(Self.similarity(try ItemFeatures(training.items)), itemCount: training.itemCount)
        }
    }

    private static func random(_ training: Dataset, seed: UInt64) -> RuleModel.Rule {
        let itemCount = UInt32(training.itemCount)
        return { history, board in
            let own = history.reduce(seed) { $0 &* 31 &+ UInt64($1.item.rawValue) }  // another order for every user
            var generator = SeededGenerator(seed: own)
            for item in 0..<itemCount { board.add(Float.random(in: 0..<1, using: &generator), to: item) }
        }
    }

    /// Σ users of the learned items with the label / (their number + 2), averaged over the item's labels.
    private static func popularity(_ training: Dataset, _ features: ItemFeatures) -> RuleModel.Rule {
        let itemsByUser = training.interactions.itemsByUser().transposed()
        let isLabel = (0..<features.space.count).map {
            ["category", "tags"].contains(features.space.name(of: $0).field)
        }
        let rows = features.matrix.rowCount
        var (users, items) = (
            [Double](repeating: 0, count: isLabel.count), [Double](repeating: 2, count: isLabel.count)
        )
        let labels = (0..<rows).map { row in
            features.matrix.range(ofRow: row).map { Int(features.matrix.columns[$0]) }.filter { isLabel[$0] }
        }
        for row in 0..<rows where !itemsByUser.range(ofRow: row).isEmpty {
            for label in labels[row] {
                users[label] += Double(itemsByUser.range(ofRow: row).count)
                items[label] += 1
            }
        }
        let scores = labels.map { own in
            Float(own.reduce(0) { $0 + users[$1] / items[$1] } / Double(max(1, own.count)))
        }
        return { _, board in scores.withUnsafeBufferPointer { board.addAll($0) } }
    }

    private static func similarity(_ features: ItemFeatures) -> RuleModel.Rule {
        let (rows, columns) = (features.matrix, features.matrix.transposed())
        return { history, board in
            var profile: [UInt32: Float] = [:]
            for entry in history where entry.weight > 0 && Int(entry.item.rawValue) < rows.rowCount {
                for position in rows.range(ofRow: Int(entry.item.rawValue)) {
                    profile[rows.columns[position], default: 0] += entry.weight * rows.values[position]
                }
            }
            for (feature, weight) in profile.sorted(by: { $0.key < $1.key }) {
                for position in columns.range(ofRow: Int(feature)) {
                    board.add(weight * columns.values[position], to: columns.columns[position])
                }
            }
        }
    }
}

/// A rule in a model's place.
private struct RuleModel: RecommenderModel {
    typealias Rule = @Sendable ([WeightedItem], inout Scoreboard) -> Void

    static let name = "rule"
    let itemCount: Int
    private let rule: Rule

    init(_ rule: @escaping Rule, itemCount: Int) {
        self.rule = rule
        self.itemCount = itemCount
    }

    func score(_ history: [WeightedItem], into board: inout Scoreboard) { rule(history, &board) }

    func scoreSimilar(to item: ItemIndex, into board: inout Scoreboard) {
        rule([WeightedItem(item: item, weight: 1)], &board)
    }

    func contributions(of history: [WeightedItem], to item: ItemIndex) -> [Float] { [] }

    func write(to sections: inout some SectionWriter) {}

    init(sections: some SectionReader) throws(RecommenderError) {
        throw RecommenderError(.missingSection, "a rule is never kept")
    }
}
