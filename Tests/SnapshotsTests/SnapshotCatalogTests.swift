// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Shop
import Testing

@testable import Snapshots

struct SnapshotCatalogTests {
    private let folder: TemporaryFolder
    private let catalog: SnapshotCatalog

    init() throws {
        folder = try TemporaryFolder()
        catalog = SnapshotCatalog(directory: folder.path)
    }

    private func publish(_ count: Int, activating: Bool = true) throws {
        for _ in 0..<count { try catalog.publish(draft(), activating: activating) }
    }

    @Test func `an empty folder has no snapshot and none active`() throws {
        #expect(try catalog.current() == nil)
        #expect(try catalog.list().isEmpty)
    }

    @Test func `a folder that is not there is named together with the remedy`() {
        let error = #expect(throws: SnapshotError.self) { try SnapshotCatalog(directory: "/nowhere/at/all").list() }
        #expect(error?.code == .missing && error?.message.contains("wicker-train fit") == true)
    }

    @Test func `versions count up, the newest is active and listed first`() throws {
        try publish(2)
        try catalog.publish(draft(), created: Timestamp(milliseconds: 1_700_000_000_000))
        let list = try catalog.list()
        #expect(list.map(\.version) == [3, 2, 1])
        #expect(list.map(\.isActive) == [true, false, false])
        #expect(list[0].created == Timestamp(milliseconds: 1_700_000_000_000))
        #expect(list[0].manifest?.metrics["ndcg@10"] == 0.25 && list[0].byteCount > 4_096)
    }

    @Test func `two publications of the same models have the same bytes`() throws {
        try publish(2)
        #expect(try folder.bytes("1/model.mdb") == folder.bytes("2/model.mdb"))
        #expect(try folder.bytes("1/manifest.json") == folder.bytes("2/manifest.json"))
    }

    @Test func `publishing without activating leaves the active one`() throws {
        try publish(1)
        try publish(1, activating: false)
        #expect(try catalog.current() == 1)
        #expect(try catalog.activate(2) == 1)
        #expect(try catalog.current() == 2)
    }

    @Test func `rolling back goes back step by step, then says there is nothing left`() throws {
        try publish(3)
        #expect(try catalog.rollback() == 2)
        #expect(try catalog.rollback() == 1)
        let error = #expect(throws: SnapshotError.self) { try catalog.rollback() }
        #expect(error?.code == .nothingToRollBackTo)
        #expect(try catalog.current() == 1)
    }

    @Test func `a version that was rolled back is not given again`() throws {
        try publish(2)
        try catalog.rollback()
        #expect(try catalog.publish(draft()) == 3)
        #expect(try catalog.rollback() == 1)
    }

    @Test func `rolling back passes over versions that are gone`() throws {
        try publish(3)
        try FileSystem.removeFolder("\(folder.path)/2")
        #expect(try catalog.rollback() == 1)
    }

    @Test func `a version that is not there or cannot be used never becomes active`() throws {
        try publish(2)
        #expect(throws: SnapshotError.self) { try catalog.activate(9) }
        try folder.write([], "1/model.mdb")
        #expect(throws: SnapshotError.self) { try catalog.activate(1) }
        #expect(throws: SnapshotError.self) { try catalog.rollback() }
        #expect(try catalog.current() == 2)
    }

    @Test func `a pointer to a missing version says what is missing and how to mend it`() throws {
        try publish(1)
        try folder.write(Array("7\n".utf8), "CURRENT")
        let version = try #require(try catalog.current())
        let error = #expect(throws: SnapshotError.self) {
            try Snapshot.open(directory: folder.path, version: version)
        }
        #expect(error?.code == .missing && error?.message.contains("/7") == true)
        #expect(error?.message.contains("activate") == true)
        #expect(try catalog.publish(draft()) == 8)
    }

    @Test(arguments: ["", "one\n", "1 2\n", "-1\n"])
    func `a damaged pointer is refused, and mended by activating`(text: String) throws {
        try publish(1)
        try folder.write(Array(text.utf8), "CURRENT")
        let error = #expect(throws: SnapshotError.self) { try catalog.current() }
        #expect(error?.code == .damaged)
        try catalog.activate(1)
        #expect(try catalog.current() == 1)
    }

    @Test func `what a killed publisher left is ignored and cleaned up`() throws {
        try publish(1)
        try FileSystem.makeFolder("\(folder.path)/.unfinished-left")
        try folder.write([1, 2, 3], ".unfinished-left/model.mdb")
        #expect(try catalog.list().map(\.version) == [1])
        try publish(1)
        #expect(try folder.names() == ["1", "2", "CURRENT"])
    }

    @Test func `the folder of a publisher at work is left alone`() throws {
        try FileSystem.makeFolder("\(folder.path)/.unfinished-busy")
        let claim = try FolderLock(waitingFor: "\(folder.path)/.unfinished-busy")
        try publish(1)
        #expect(try folder.names() == [".unfinished-busy", "1", "CURRENT"])
        _ = consume claim
    }

    @Test func `a draft that contradicts itself publishes nothing`() throws {
        try publish(1)
        var twice = try draft()
        twice.recommenders.append(twice.recommenders[0])
        let error = #expect(throws: SnapshotError.self) { try catalog.publish(twice) }
        #expect(error?.code == .unpublishable)
        #expect(try folder.names() == ["1", "CURRENT"])
    }

    @Test func `publishers at the same time get versions of their own`() async throws {
        let catalog = catalog
        let published = try await withThrowingTaskGroup(of: UInt64.self) { group in
            for _ in 0..<6 { group.addTask { try catalog.publish(draft()) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(published.sorted() == [1, 2, 3, 4, 5, 6])
        #expect(try catalog.current().map(published.contains) == true)
        #expect(try folder.names().count == 7)
    }

    @Test func `one broken snapshot does not hide the others`() throws {
        try publish(2)
        try folder.write([], "1/manifest.json")
        let list = try catalog.list()
        #expect(list.map(\.version) == [2, 1])
        #expect(list[0].problem == nil && list[1].problem?.code == .damaged)
    }

    @Test func `pruning removes the oldest but never the active one, and mapped models go on`() throws {
        try publish(4)
        try catalog.activate(1)
        let mapped = try Snapshot.open(directory: folder.path, version: 2)
        #expect(try catalog.prune(keeping: 2) == [2])
        #expect(try catalog.list().map(\.version) == [4, 3, 1])
        let model = try #require(mapped.recommender(named: "popularity"))
        #expect(!scores(model, history: []).isEmpty)
    }

    @Test func `publishing makes the folders it needs, and says which it cannot make`() throws {
        #expect(try SnapshotCatalog(directory: "\(folder.path)/a/b/models").publish(draft()) == 1)
        try folder.write([], "file")
        let error = #expect(throws: SnapshotError.self) {
            try SnapshotCatalog(directory: "\(folder.path)/file/models").publish(draft())
        }
        #expect(error?.code == .inputOutput && error?.message.contains("file/models") == true)
    }
}
