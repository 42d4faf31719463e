// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Matrix
import Recommenders
import Shop
import Snapshots
import Testing
import Training

struct TrainingPipelineTests {
    private let folder: TemporaryFolder
    private let catalog: SnapshotCatalog

    init() throws {
        folder = try TemporaryFolder()
        catalog = SnapshotCatalog(directory: "\(folder.path)/models")
    }

    private func recipe(minimum: Double = 0.1) throws -> Recipe {
        try Recipe(
            yaml: """
                recommenders: [{kind: popularity}, {kind: item-knn}, {kind: ials, settings: {factors: 4, epochs: 3}}]
                judge: {protocol: leaveLast, at: [3], gate: {item-knn: {ndcg@3: \(minimum)}}}
                """, file: "test.yaml")
    }

    private func run(
        _ recipe: Recipe, threads: Int = 1, ignoringGate: Bool = false, activating: Bool = true
    ) throws -> TrainingSummary {
        var options = TrainingPipeline.Options()
        options.threadCount = threads
        options.ignoresGate = ignoringGate
        options.activates = activating
        return try TrainingPipeline(recipe, options: options).run(checkerboardData(), into: catalog)
    }

    private func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: URL(filePath: "\(catalog.directory)/\(name)"))
    }

    @Test func `what is published can be served`() throws {
        let summary = try run(try recipe())
        #expect(summary.version == 1 && summary.isActive)
        #expect(summary.recommenders.map(\.name) == ["popularity", "item-knn", "ials"])
        let snapshot = try Snapshot.open(
            directory: catalog.directory, version: 1, expecting: "store-1", verifying: true)
        let model = try #require(snapshot.recommender(named: "item-knn"))
        var board = Scoreboard(itemCount: model.itemCount)
        model.score([WeightedItem(item: ItemIndex(rawValue: 0), weight: 1)], into: &board)
        #expect(!board.best(3).isEmpty)
        #expect(snapshot.manifest.placement(named: "home")?.recommender == "item-knn")
        #expect(snapshot.manifest.dataset == checkerboardData().fingerprint)
        #expect(snapshot.manifest.metrics == summary.metrics)
    }

    @Test func `every recommender is judged, and neighbours beat popularity on camps`() throws {
        let metrics = try run(try recipe()).metrics
        let neighbours = try #require(metrics["item-knn/recall@3"])
        let popularity = try #require(metrics["popularity/recall@3"])
        #expect(neighbours > popularity)
        #expect(metrics["ials/ndcg@3"] != nil)
    }

    @Test func `two fits give the same bytes, on one thread or two`() throws {
        _ = try run(try recipe())
        _ = try run(try recipe(), threads: 2)
        #expect(try bytes("1/model.mdb") == bytes("2/model.mdb"))
        #expect(try bytes("1/manifest.json") == bytes("2/manifest.json"))
    }

    @Test func `a blend is judged, published and served beside its members`() throws {
        let recipe = try Recipe(
            yaml: """
                recommenders:
                  - {kind: item-knn}
                  - {kind: ials, settings: {factors: 4, epochs: 3}}
                  - {kind: blend, name: mix, settings: {members: {item-knn: 1, ials: 0.5}}}
                judge: {at: [3]}
                """, file: "test.yaml")
        let summary = try run(recipe)
        #expect(summary.metrics["mix/recall@3"] != nil)
        let snapshot = try Snapshot.open(directory: catalog.directory, version: 1, verifying: true)
        let history = [WeightedItem(item: ItemIndex(rawValue: 0), weight: 1)]
        for name in ["item-knn", "ials", "mix"] {
            let model = try #require(snapshot.recommender(named: name))
            var board = Scoreboard(itemCount: model.itemCount)
            model.score(history, into: &board)
            #expect(board.best(3).count == 3, "\(name)")
        }
        let arrays = snapshot.manifest.recommenders.first { $0.name == "mix" }?.sections.map(\.byteCount) ?? []
        #expect(!arrays.isEmpty && arrays.reduce(0, +) < 100)
    }

    @Test func `another seed gives other factors`() throws {
        _ = try run(try recipe())
        var other = try recipe()
        other.seed = 7
        _ = try run(other)
        #expect(try bytes("1/model.mdb") != bytes("2/model.mdb"))
    }

    @Test func `below the gate nothing is published, and both figures are named`() throws {
        let error = try #require(#expect(throws: TrainingError.self) { try run(try recipe(minimum: 0.9999)) })
        #expect(error.code == .gateNotReached)
        #expect(error.message.contains("0.9999") && error.message.contains("ndcg@3"))
        #expect(error.message.contains("“item-knn”") && error.message.contains("--force"))
        #expect(try catalog.list().isEmpty && catalog.current() == nil)
    }

    @Test func `the gate can be overridden`() throws {
        #expect(try run(try recipe(minimum: 0.9999), ignoringGate: true).version == 1)
    }

    @Test func `a snapshot can be published without a server noticing`() throws {
        _ = try run(try recipe())
        #expect(try run(try recipe(), activating: false).isActive == false)
        #expect(try catalog.current() == 1)
    }

    @Test func `every stage is reported in order`() throws {
        let stages = StageLog()
        let recipe = try Recipe(
            yaml: "recommenders: [{kind: popularity}, {kind: item-knn}]\njudge: {at: [3]}", file: "test.yaml")
        let pipeline = TrainingPipeline(recipe) { stage, _ in stages.add(stage) }
        _ = try pipeline.run(checkerboardData(), into: catalog)
        #expect(stages.all.last == .publishing)
        let judged = try #require(stages.all.lastIndex { $0 == .judging("item-knn") })
        let fitted = try #require(stages.all.firstIndex { $0 == .fitting("popularity") })
        #expect(judged < fitted)
    }

    @Test func `nothing to learn from is an error, not an empty model`() {
        let empty = TrainingData(store: "store-1", dataset: Dataset(Interactions(userCount: 2, itemCount: 2)))
        let error = #expect(throws: TrainingError.self) {
            try TrainingPipeline(.standard).run(empty, into: catalog)
        }
        #expect(error?.code == .nothingToLearn)
    }

    @Test func `the fingerprint tells any change of the events`() {
        let data = checkerboardData()
        var interactions = Interactions(userCount: data.dataset.userCount, itemCount: data.dataset.itemCount)
        for position in 0..<data.dataset.interactions.count {
            var interaction = data.dataset.interactions[position]
            if position == 17 { interaction.quantity = 2 }
            interactions.append(interaction)
        }
        let changed = TrainingData(store: "store-1", dataset: Dataset(interactions))
        #expect(changed.fingerprint.hash != data.fingerprint.hash)
        #expect(checkerboardData(store: "store-2").fingerprint == data.fingerprint)
    }
}
