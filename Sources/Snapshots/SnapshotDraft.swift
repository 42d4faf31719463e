// SPDX-License-Identifier: Apache-2.0

internal import Matrix
public import Recommenders

/// Everything a snapshot will hold, before it is published.
public struct SnapshotDraft: Sendable {
    /// A fitted recommender under its name.
    public struct Recommender: Sendable {
        /// Its name in the recipe and in placements.
        public var name: String
        /// The algorithm.
        public var kind: RecommenderKind
        /// How a user's events are weighed before they are scored.
        public var weighting: EventWeighting
        /// What was learnt.
        public var model: any RecommenderModel

        /// Names a fitted model.
        public init(name: String, kind: RecommenderKind, weighting: EventWeighting, model: any RecommenderModel) {
            self.name = name
            self.kind = kind
            self.weighting = weighting
            self.model = model
        }
    }

    /// Name of the recipe.
    public var recipeName: String
    /// The recipe as it was read, defaults included.
    public var recipe: [String: Setting] = [:]
    /// Where random numbers started.
    public var seed: UInt64 = 42
    /// Identity of the store that was learnt from.
    public var store: String
    /// What was learnt from.
    public var dataset: DatasetFingerprint
    /// How the recipe was judged.
    public var metrics: [String: Double] = [:]
    /// The recommenders, in the recipe's order.
    public var recommenders: [Recommender] = []
    /// The slots served from this snapshot.
    public var placements: [PlacementPlan] = []

    /// A draft without recommenders yet.
    public init(recipeName: String, store: String, dataset: DatasetFingerprint) {
        self.recipeName = recipeName
        self.store = store
        self.dataset = dataset
    }

    /// Writes the model file and the manifest into an empty folder, durably.
    func write(into folder: String) throws(SnapshotError) {
        let gathered = recommenders.map { recommender in
            var collector = SectionCollector()
            recommender.model.write(to: &collector)
            return (recommender, collector.sections)
        }
        var manifest = SnapshotManifest(
            format: SnapshotManifest.currentFormat, recipeName: recipeName, recipe: recipe, seed: seed, store: store,
            dataset: dataset, metrics: metrics, recommenders: gathered.map(Self.entry), placements: placements,
            modelByteCount: 0)
        if let fault = manifest.fault {
            throw SnapshotError(.unpublishable, "recipe “\(recipeName)” cannot be published: \(fault)")
        }
        let path = "\(folder)/\(ModelFileLayout.fileName)"
        try Self.writeModelFile(gathered.map { ($0.0.name, $0.1) }, path)
        manifest.modelByteCount = try FileSystem.byteCount(of: path) ?? 0
        try FileSystem.write(manifest.encoded(), to: "\(folder)/\(SnapshotManifest.fileName)")
    }

    private static func entry(_ recommender: Recommender, _ sections: [ModelSection]) -> RecommenderEntry {
        RecommenderEntry(
            name: recommender.name, kind: recommender.kind, weighting: recommender.weighting,
            itemCount: recommender.model.itemCount, sections: sections.map(\.entry))
    }

    private static func writeModelFile(
        _ gathered: [(name: String, sections: [ModelSection])], _ path: String
    ) throws(SnapshotError) {
        let all = gathered.flatMap(\.sections)
        let writer = try ModelFileWriter(
            path: path, byteCount: all.reduce(0) { $0 + $1.bytes.count }, sectionCount: all.count)
        for (name, sections) in gathered {
            for section in sections {
                try writer.write(section.bytes, key: ModelFileLayout.key(section.name, of: name))
            }
        }
        try writer.synchronise()
    }
}
