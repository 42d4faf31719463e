// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Matrix
import Recommenders
import Shop
import Testing

@testable import Snapshots

struct SnapshotTests {
    private let folder: TemporaryFolder
    private let catalog: SnapshotCatalog

    init() throws {
        folder = try TemporaryFolder()
        catalog = SnapshotCatalog(directory: folder.path)
        try catalog.publish(draft())
    }

    private func open(expecting store: String? = nil, verifying: Bool = false) throws -> Snapshot {
        try Snapshot.open(directory: folder.path, version: 1, expecting: store, verifying: verifying)
    }

    private func failure(verifying: Bool = false) -> SnapshotError? {
        #expect(throws: SnapshotError.self) { try open(verifying: verifying) }
    }

    private func replaceInManifest(_ old: String, _ new: String) throws {
        let text = String(decoding: try folder.bytes("1/manifest.json") ?? [], as: UTF8.self)
        #expect(text.contains(old))
        try folder.write(Array(text.replacing(old, with: new).utf8), "1/manifest.json")
    }

    @Test func `a mapped model scores as the fitted one does`() throws {
        let snapshot = try open(expecting: "store-1", verifying: true)
        for recommender in try draft().recommenders {
            let mapped = try #require(snapshot.recommender(named: recommender.name))
            #expect(scores(mapped, history: [2, 4]) == scores(recommender.model, history: [2, 4]))
        }
        #expect(snapshot.recommender(named: "nobody") == nil)
    }

    @Test func `the manifest says what was published`() throws {
        let manifest = try open().manifest
        let published = try draft()
        #expect(manifest.recipeName == "test" && manifest.recipe == published.recipe && manifest.seed == 42)
        #expect(manifest.dataset == published.dataset && manifest.metrics == published.metrics)
        #expect(manifest.placement(named: "home") == published.placements[0])
        #expect(manifest.recommender(named: "item-knn")?.weighting == EventWeighting())
        #expect(manifest.recommender(named: "item-knn")?.itemCount == 10)
    }

    @Test func `a model outlives its snapshot`() throws {
        let model = try #require(try open().recommender(named: "item-knn"))
        try FileSystem.removeFolder("\(folder.path)/1")
        #expect(!scores(model, history: [2]).isEmpty)
    }

    @Test func `another store's snapshot is refused with both names`() throws {
        let error = #expect(throws: SnapshotError.self) { try open(expecting: "store-2") }
        #expect(error?.code == .foreignStore)
        #expect(error?.message.contains("store-1") == true && error?.message.contains("store-2") == true)
    }

    @Test func `a newer format is refused`() throws {
        try replaceInManifest("\"format\" : 1", "\"format\" : 2")
        #expect(failure()?.code == .newerFormat)
    }

    @Test(arguments: ["", "{", "[]", "{\"format\": 1}", "{\"format\": \"one\"}", "{\"format\": 0}"])
    func `a broken manifest is refused`(text: String) throws {
        try folder.write(Array(text.utf8), "1/manifest.json")
        #expect(failure()?.code == .damaged)
    }

    @Test func `a placement without its recommender is refused`() throws {
        try replaceInManifest("\"recommender\" : \"item-knn\"", "\"recommender\" : \"item-kmm\"")
        let error = failure()
        #expect(error?.code == .damaged && error?.message.contains("item-kmm") == true)
    }

    @Test func `a missing manifest or model file is named`() throws {
        try FileManager.default.removeItem(atPath: "\(folder.path)/1/model.mdb")
        #expect(failure()?.message.contains("model.mdb") == true)
        try FileManager.default.removeItem(atPath: "\(folder.path)/1/manifest.json")
        #expect(failure()?.message.contains("manifest.json") == true)
    }

    @Test func `a cut model file is refused before it is mapped`() throws {
        let bytes = try #require(try folder.bytes("1/model.mdb"))
        for length in [0, 1, 4_096, bytes.count / 2, bytes.count - 1] {
            try folder.write(Array(bytes[..<length]), "1/model.mdb")
            #expect(failure()?.code == .damaged)
        }
    }

    @Test func `verification finds one altered bit in any array`() throws {
        let bytes = try #require(try folder.bytes("1/model.mdb"))
        let manifest = try open().manifest
        var found = 0
        for page in stride(from: 0, to: bytes.count, by: 4_096) where page + 64 < bytes.count {
            var altered = bytes
            altered[page + 64] ^= 4
            try folder.write(altered, "1/model.mdb")
            do {
                _ = try open(verifying: true)
            } catch let error as SnapshotError where error.code == .damaged {
                found += 1
            }
        }
        #expect(found >= manifest.recommenders.flatMap(\.sections).count { $0.byteCount > 0 })
    }
}
