// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Import
import Matrix
import Mining
import Recommenders
import Shop
import Training

/// Sequences with the names of their items, and what their times count.
struct NamedSequences {
    var sequences: Sequences
    var names: [String]
    /// Times of one place of a file, or of one day of a store.
    var unit: Int64

    static let day: Int64 = 86_400_000

    /// A time as a person reads it: places of a file, days of a store.
    func text(_ time: Int64) -> String {
        unit == 1 ? "\(time)" : Figures.fixed(Double(time) / Double(unit), 1)
    }

    func text(_ items: [UInt32]) -> String { items.map { names[Int($0)] }.joined(separator: ", ") }
}

/// A file of sequences, or a store's customers.
struct SequenceSource: ParsableArguments {
    @Option(name: .customLong("sequences"), help: ArgumentHelp("Sequences to mine; - for input.", valueName: "file"))
    var path: String?

    @Option(help: "Character between two items of a line (default: white space).")
    var separator: String?

    @Option(help: ArgumentHelp("A store: each customer's events are a sequence.", valueName: "dir"))
    var store: String?

    @Option(help: "The type of event that counts in a store.")
    var event = "purchase"

    func validate() throws {
        guard (path == nil) != (store == nil) else { throw ValidationError("Give either --sequences or --store.") }
        if let separator, separator.utf8.count != 1 {
            throw ValidationError("--separator is one ASCII character, such as ,")
        }
    }

    func read(threads: Int) throws -> NamedSequences {
        if let store { return try read(store) }
        let file = try ItemLineFile(path ?? "-", separator: separator?.utf8.first, threads: threads)
        return NamedSequences(sequences: Sequences(file.lines), names: file.names, unit: 1)
    }

    private func read(_ store: String) throws -> NamedSequences {
        let dataset = try TrainingData(storeAt: store, needing: .items).dataset
        let type = try dataset.eventType(named: event)
        return NamedSequences(
            sequences: Sequences(of: dataset.interactions) { $0.type == type },
            names: dataset.itemNames, unit: NamedSequences.day)
    }
}

extension Dataset {
    /// The event type of that name.
    func eventType(named name: String) throws -> EventType {
        if let known = EventType(knownName: name) { return known }
        guard let own = ownTypes.firstIndex(of: name), let code = UInt8(exactly: own + Int(EventType.firstOwn)) else {
            throw ValidationError("--event: no event is a “\(name)”; there are \(types.joined(separator: ", "))")
        }
        return EventType(rawValue: code)
    }

    private var types: [String] { EventType.knownNames + ownTypes }

    /// The shop's ids by index; an item that was taken out has its number.
    var itemNames: [String] {
        (0..<itemCount).map { item in (item < items.count ? items[item]?.id : nil) ?? "#\(item)" }
    }
}
