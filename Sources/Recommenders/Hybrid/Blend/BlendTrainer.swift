// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Takes up recommenders that were fitted before; learns nothing itself.
public struct BlendTrainer: RecommenderTrainer {
    /// The settings.
    public let config: BlendConfig

    /// A trainer with those settings.
    public init(_ config: BlendConfig) { self.config = config }

    /// A mix of the models that `context.fitted` holds under the members' names; they are shared, not copied.
    ///
    /// - Throws: `invalidSetting` without a member, or for one that was not fitted before.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> BlendModel {
        var members: [BlendModel.Member] = []
        for name in try config.requiredMembers() {
            guard let model = context.fitted[name] else {
                let known = context.fitted.keys.sorted()
                throw RecommenderError(
                    .invalidSetting,
                    "“members” names “\(name)”, which was not fitted before"
                        + (known.isEmpty ? "; nothing was" : suggestion(for: name, among: known)))
            }
            let weight = Float(config.members[name] ?? 0)
            let halvedAfter = Float(config.halvedAfter[name] ?? 0)
            if weight > 0 {
                members.append(BlendModel.Member(name: name, model: model, weight: weight, halvedAfter: halvedAfter))
            }
        }
        context.progress(1)
        return BlendModel(members: members, normalisation: config.normalisation)
    }

    /// Next to nothing: the members are there already.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int { 4096 }
}
