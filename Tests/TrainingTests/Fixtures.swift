// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Recommenders
import Shop
import Training

/// A folder of its own that goes when the value does.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/wicker-training-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a text file and gives its path.
    func write(_ text: String, _ name: String) throws -> String {
        try text.write(toFile: "\(path)/\(name)", atomically: true, encoding: .utf8)
        return "\(path)/\(name)"
    }
}

/// The package's root, found from this file.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// Shoppers in two camps: even ones want even items, odd ones odd items, each in an order of their own.
func checkerboardEvents(users: Int = 24, items: Int = 12) -> [Event] {
    (0..<users).flatMap { user in
        (0..<items).filter { (user + $0).isMultiple(of: 2) && $0 != user % items }.map { item in
            Event(
                user: "user-\(user)", item: "item-\(item)", type: "purchase",
                timestamp: Timestamp(milliseconds: Int64((item * 7 + user * 5) % items * 1_000 + user)))
        }
    }
}

/// The same as a dataset, users and items numbered as they come.
func checkerboardData(store: String = "store-1") -> TrainingData {
    let events = checkerboardEvents()
    let users = Array(Set(events.map(\.user))).sorted()
    let items = Array(Set(events.map(\.item))).sorted()
    var interactions = Interactions(userCount: users.count, itemCount: items.count)
    for event in events {
        interactions.append(
            Interaction(
                user: UserIndex(rawValue: UInt32(users.firstIndex(of: event.user) ?? 0)),
                item: ItemIndex(rawValue: UInt32(items.firstIndex(of: event.item) ?? 0)), type: .purchase,
                timestamp: event.timestamp))
    }
    return TrainingData(store: store, dataset: Dataset(interactions))
}
