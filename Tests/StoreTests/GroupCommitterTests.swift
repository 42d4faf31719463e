// SPDX-License-Identifier: Apache-2.0

import Foundation
import Shop
import Store
import Synchronization
import Testing

struct GroupCommitterTests {
    /// What a change was answered.
    private func answer(_ committer: GroupCommitter, _ change: StoreChange) async throws -> ChangeReceipt {
        try await withCheckedContinuation { continuation in
            committer.submit(change) { continuation.resume(returning: $0) }
        }.get()
    }

    @Test func `every answer tells of its own change, and what is answered can be read at once`() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        let committer = try GroupCommitter(store)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sender in 0..<16 {
                group.addTask {
                    for round in 0..<10 {
                        let size = sender + round % 3
                        let bad = Event.sample("", "i", at: 1)
                        let events = (0..<size).map { Event.sample("u\(sender)", "i\($0)", at: Int64(round)) } + [bad]
                        let answer = try await answer(committer, .append(events))
                        guard case .appended(let receipt) = answer else {
                            Issue.record("\(answer)")
                            return
                        }
                        #expect(receipt.accepted == size && receipt.rejections.map(\.index) == [size])
                        #expect(
                            try store.newest("u\(sender)").prefix(size).allSatisfy {
                                $0.timestamp.milliseconds == round
                            })
                    }
                }
            }
            try await group.waitForAll()
        }
        committer.shutDown()
        #expect(try store.counts().events == (0..<16).reduce(0) { $0 + (0..<10).reduce(0) { $0 + $1 % 3 } + 10 * $1 })
        #expect(try store.check().problems == [])
    }

    @Test func `changes of one sender take effect in their order, and a wrong one fails alone`() async throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        var config = GroupCommitConfig()
        config.gatheringTime = .milliseconds(50)
        let committer = try GroupCommitter(store, config: config)
        async let appended = answer(committer, .append([.sample("u", "i", at: 1)]))
        _ = try await appended
        let outcomes = Mutex<[String]>([])
        let changes: [StoreChange] = [
            .putItems([Item(id: "a")]), .forgetUser(""), .deleteItems(["a"]), .forgetUser("u"),
            .putUsers([User(id: "u")]),
        ]
        for change in changes {
            committer.submit(change) { result in
                outcomes.withLock { outcomes in
                    switch result {
                    case .success(let receipt): outcomes.append("\(receipt)".prefix { $0 != "(" }.description)
                    case .failure(let error): outcomes.append("\(error.code)")
                    }
                }
            }
        }
        committer.shutDown()
        #expect(outcomes.withLock { $0 } == ["put", "invalidArgument", "deleted", "forgotten", "put"])
        let counts = try store.counts()
        #expect(counts.users == 1 && counts.userIndexEnd == 2 && counts.events == 0 && counts.items == 1)
    }

    @Test func `a full queue answers busy at once, and a closed one closed`() throws {
        let folder = try TemporaryFolder()
        let store = try folder.makeStore()
        var config = GroupCommitConfig()
        (config.queueLimit, config.gatheringTime) = (10, .seconds(60))
        let committer = try GroupCommitter(store, config: config)
        let answers = Mutex<[String]>([])
        func submit(_ count: Int) {
            committer.submit(.append((0..<Int64(count)).map { .sample("u", "i", at: $0) })) { result in
                answers.withLock { answers in
                    switch result {
                    case .success: answers.append("kept \(count)")
                    case .failure(let error): answers.append("\(error.code) \(count)")
                    }
                }
            }
        }
        submit(25)
        submit(1)
        #expect(answers.withLock { $0 } == ["busy 1"])
        committer.shutDown()
        submit(2)
        #expect(answers.withLock { $0 } == ["busy 1", "kept 25", "closed 2"])
        #expect(try store.counts().events == 25)
    }
}
