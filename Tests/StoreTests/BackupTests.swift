// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Shop
import Testing

@testable import Store

struct BackupTests {
    @Test func `a backup restores to the same store`() throws {
        let folder = try TemporaryFolder()
        var generator = SeededGenerator(seed: 4)
        let (backup, restored) = (folder.path + "/backup", folder.path + "/restored/")
        let original = try folder.makeStore()
        _ = try original.append((0..<3000).map { _ in .random(&generator) })
        _ = try original.put(items: [.random("x", &generator)])
        _ = try original.forget(user: "user 3")
        try original.backup(to: backup)
        _ = try original.append([.sample("late", "late", at: 1)])
        try ShopStore.restore(from: backup, to: restored)
        let copy = try ShopStore.open(at: restored, as: .server)
        #expect(copy.identity == original.identity)
        #expect(try copy.check().problems == [])
        #expect(try copy.counts().events == original.counts().events - 1)
        #expect(try copy.catalogue() + [Item(id: "late")] == original.catalogue())
        for user in 0..<12 { #expect(try copy.history("user \(user)") == original.history("user \(user)")) }
        #expect(try copy.append([.sample("late", "late", at: 1)]).accepted == 1)
    }

    @Test func `neither backup nor restore overwrites anything`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        let (taken, backup) = (folder.path + "/taken", folder.path + "/backup")
        try FileManager.default.createDirectory(atPath: taken, withIntermediateDirectories: false)
        try store.backup(to: backup)
        #expect(FileManager.default.createFile(atPath: taken + "/note", contents: nil))
        for target in [taken, backup, folder.path + "/store"] {
            let error = #expect(throws: StoreError.self) { try store.backup(to: target) }
            #expect(error?.code == .alreadyExists, "\(target)")
        }
        let error = #expect(throws: StoreError.self) { try ShopStore.restore(from: backup, to: taken) }
        #expect(error?.code == .alreadyExists)
        #expect(try FileManager.default.contentsOfDirectory(atPath: taken) == ["note"])
    }

    @Test func `a check names what is wrong, and a damaged backup is not restored`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        var event = Event.sample("u", "i", at: 1)
        (event.order, event.id) = ("o", "e")
        _ = try store.append([event, .sample("u", "i", at: 2)])
        #expect(try store.check().isSound)
        try store.environment.write { (transaction) throws(StoreError) in
            try transaction.remove(UInt64(0), from: store.tables.events)
            try transaction.remove("i", from: store.tables.itemIDs)
            try transaction.put(text: "junk", at: UInt32(0), in: store.tables.items)
            return Environment.Written(value: (), hasChanges: true)
        }
        let report = try store.check()
        for table in ["history:", "orders:", "event-ids:", "item-ids:", "items: 0", "counter of events"] {
            #expect(report.problems.contains { $0.contains(table) }, "\(table) in \(report.problems)")
        }
        #expect(report.counts.events == 1)
        try store.backup(to: folder.path + "/backup")
        let error = #expect(throws: StoreError.self) {
            try ShopStore.restore(from: folder.path + "/backup", to: folder.path + "/restored")
        }
        #expect(error?.code == .corrupted)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/restored"))
    }
}
