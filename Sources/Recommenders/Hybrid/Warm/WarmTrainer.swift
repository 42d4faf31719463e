// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Learns where a collaborative model puts items of which features.
public struct WarmTrainer: RecommenderTrainer {
    /// The settings.
    public let config: WarmConfig

    /// A trainer with those settings.
    public init(_ config: WarmConfig) { self.config = config }

    /// Learns the map on the items of which the member learned something, and maps the others.
    ///
    /// Without any described item the model is the member's.
    ///
    /// - Complexity: O(entries · k) a step of ``RidgeRegression``, of which there are at most 200, twice over, and the
    ///   ranking of at most 300 users × 10,000 items.
    /// - Throws: `invalidSetting` without a member, for one that was not fitted before or has no item factors, and for a
    ///   weighted field that no item has.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> WarmModel {
        let member = try member(of: context)
        let features = try ItemFeatures(dataset.items, config: config.features)
        let ridge = RidgeRegression(regularization: Float(config.regularization), threads: context.threadCount)
        let lesson = MapLesson(member: member, features: features.matrix, ridge: ridge)
        let map = map(lesson, member, dataset, context)
        let items = lesson.unlearned
        let rows = DenseMatrix(rowCount: items.count, columnCount: map.width, threads: context.threadCount, scratch: {})
        {
            place, target, _ in
            map.map(features.row(Int(items[place])), into: target)
        }
        context.progress(1)
        return WarmModel(
            memberName: config.member, member: member, space: features.space, map: map,
            mapped: MappedItems(items: SharedArray(items), rows: rows))
    }

    /// The map, lengthened until items reach as far as they should.
    private func map(
        _ lesson: MapLesson, _ member: any ItemFactorModel, _ dataset: Dataset, _ context: FitContext
    ) -> FeatureMap {
        let map = lesson.map()
        context.progress(0.3)
        if config.reach == 0 { return map }
        let histories = dataset.matrix(weighting: config.eventWeighting, threads: context.threadCount)
        guard let trial = lesson.trial(member, histories: histories) else { return map }
        return map.lengthened(by: trial.lengthening(reach: config.reach))
    }

    private func member(of context: FitContext) throws(RecommenderError) -> any ItemFactorModel {
        let name = try config.requiredMembers()[0]
        guard let model = context.fitted[name] else {
            let known = context.fitted.keys.sorted()
            throw RecommenderError(
                .invalidSetting,
                "“member” names “\(name)”, which was not fitted before"
                    + (known.isEmpty ? "; nothing was" : suggestion(for: name, among: known)))
        }
        guard let member = model as? any ItemFactorModel else {
            throw RecommenderError(
                .invalidSetting, "“member” names “\(name)”, which has no item factors; name an ials or a bpr")
        }
        return member
    }

    /// Of the features, which nobody knows before the items are read: taken for 50 an item, one in ten of them new, and
    /// 64 factors.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let (features, factors) = (50 * size.items, 64)
        return 24 * features + 4 * factors * (6 * features / 10 + 3 * size.items)
    }
}

extension ItemFeatures {
    /// One item's row.
    func row(_ item: Int) -> [FeatureSpace.Entry] {
        matrix.range(ofRow: item).map { FeatureSpace.Entry(column: matrix.columns[$0], value: matrix.values[$0]) }
    }
}
