// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Import
import Mining
import Shop

/// Which of a store's baskets are mined, and by what their rules are compared.
struct ComparisonOptions: ParsableArguments {
    @Option(help: "Only baskets of this moment or later, such as 2011-03-01.")
    var from: String?

    @Option(help: "Only baskets before this moment.")
    var until: String?

    @Option(help: "Days of a window: mine each, and show support and confidence of every rule in all of them.")
    var every: Double?

    @Option(help: "Mine the baskets of each value of this attribute of users; shows lift there and overall.")
    var segment: String?

    @Option(
        help: ArgumentHelp(
            "Of --baskets: segments by the lines of this file, one a basket; several are separated by tabs.",
            valueName: "file"))
    var segments: String?

    func validate() throws {
        for (name, text) in [("from", from), ("until", until)] {
            guard let text, Timestamp(parsing: text) == nil else { continue }
            throw ValidationError(
                "--\(name) \(text) is no moment; write 2011-03-01, 2011-03-01T12:30 or epoch seconds.")
        }
        guard segment == nil || segments == nil else {
            throw ValidationError("Give either --segment, an attribute of a store's users, or --segments.")
        }
        guard every.map({ $0 > 0 && $0 < 1e6 }) ?? true else {
            throw ValidationError("--every must be above 0 days and below 1000000.")
        }
    }

    /// Whether rules are compared.
    var isWanted: Bool { every != nil || hasSegments }

    /// Whether rules are found segment by segment.
    var hasSegments: Bool { segment != nil || segments != nil }

    /// The baskets of the time asked for.
    func selected(_ named: NamedBaskets) throws -> NamedBaskets {
        if from == nil, until == nil, every == nil, segment == nil { return named }
        guard let times = named.times else {
            throw ValidationError(
                "--from, --until, --every and --segment need to know when and by whom: import the baskets with "
                    + "wicker import --orders, and give --store; a file's segments are given by --segments")
        }
        let start = from.flatMap { Timestamp(parsing: $0) } ?? Timestamp(milliseconds: .min)
        let end = until.flatMap { Timestamp(parsing: $0) } ?? Timestamp(milliseconds: .max)
        let kept = times.indices.filter { start <= times[$0] && times[$0] < end }
        guard !kept.isEmpty else {
            let span = [times.first, times.last].map { $0?.dayText ?? "" }
            throw ValidationError(
                "no basket from \(from ?? "the first") until \(until ?? "the last"); there are baskets from \(span[0]) to "
                    + span[1])
        }
        return named.selecting(kept)
    }

    /// The windows of some baskets, from `--from` or the first day on; one of all of them when none are asked for.
    func windows(of named: NamedBaskets) throws -> BasketWindows {
        guard let every, let times = named.times, let first = times.first, let last = times.last else {
            return BasketWindows(names: [""], ofBasket: [Int](repeating: 0, count: named.baskets.count))
        }
        let length = max(1, Int64(every * 86_400_000))
        let start = (from.flatMap { Timestamp(parsing: $0) } ?? first.startOfDay).milliseconds
        let count = (last.milliseconds - start) / length + 1
        guard count <= 1_000 else { throw ValidationError("--every \(every) makes \(count) windows; at most 1000.") }
        return BasketWindows(
            names: (0..<count).map { Timestamp(milliseconds: start + $0 * length).dayText },
            ofBasket: times.map { Int(($0.milliseconds - start) / length) })
    }

    /// The segments of some baskets, by name; one of all of them when none are asked for.
    ///
    /// - Throws: `ValidationError` for an attribute that no user has, one of very many values, or a file of other lines;
    ///   `ImportError`.
    func segments(of named: NamedBaskets) throws -> [BasketSegment] {
        guard hasSegments else { return [BasketSegment(name: "", baskets: Array(0..<named.baskets.count))] }
        let groups = try segment.map { try segments(of: named.buyers, by: $0) } ?? fileSegments(named.baskets.count)
        guard groups.count <= 200 else {
            throw ValidationError("\(option): there are \(groups.count) segments; take at most 200")
        }
        return groups.sorted { $0.key < $1.key }.map { BasketSegment(name: $0.key, baskets: $0.value) }
    }

    private var option: String { segments.map { "--segments \($0)" } ?? "--segment \(segment ?? "")" }

    /// The baskets of each value of the buyers' attribute.
    private func segments(of buyers: [User?], by segment: String) throws -> [String: [Int]] {
        var groups: [String: [Int]] = [:]
        for (basket, buyer) in buyers.enumerated() {
            for value in Set(buyer?.attributes[segment]?.words ?? []) { groups[value, default: []].append(basket) }
        }
        guard !groups.isEmpty else {
            let known = Set(buyers.flatMap { $0?.attributes.keys.map { $0 } ?? [] })
            throw ValidationError(
                "--segment: no buyer has an attribute “\(segment)”" + suggestion(for: segment, among: Array(known))
                    + (known.isEmpty ? "; add attributes with wicker import --users" : ""))
        }
        return groups
    }

    /// The baskets of each segment that the file names, line by line.
    private func fileSegments(_ basketCount: Int) throws -> [String: [Int]] {
        let file = try ItemLineFile(segments ?? "-", separator: UInt8(ascii: "\t"), keepsEmptyLines: true)
        guard file.lines.count == basketCount else {
            throw ValidationError(
                "\(option): \(file.lines.count) lines for \(basketCount) baskets; give a line for each, empty for none, and "
                    + "leave it out where the line of --baskets is empty")
        }
        var groups: [String: [Int]] = [:]
        for basket in 0..<basketCount {
            for name in Set(file.lines.items(of: basket)) { groups[file.names[Int(name)], default: []].append(basket) }
        }
        return groups
    }
}

/// Baskets of buyers who have something in common, by their places.
struct BasketSegment {
    var name: String
    var baskets: [Int]
}

/// Consecutive spans of time.
struct BasketWindows {
    /// When each begins.
    var names: [String]
    /// The window of each basket.
    var ofBasket: [Int]
}

extension NamedBaskets {
    /// Some of the baskets.
    func selecting(_ places: [Int]) -> NamedBaskets {
        var selected = self
        selected.baskets = baskets.selecting(places)
        selected.times = times.map { times in places.map { times[$0] } }
        if !buyers.isEmpty { selected.buyers = places.map { buyers[$0] } }
        return selected
    }
}

extension AttributeValue {
    /// The value as names of segments.
    fileprivate var words: [String] {
        switch self {
        case .text(let text): text.isEmpty ? [] : [text]
        case .flag(let flag): [flag ? "yes" : "no"]
        case .number(let number): [number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"]
        case .list(let words): words
        }
    }
}
