// SPDX-License-Identifier: Apache-2.0

internal import Foundation
internal import Matrix
internal import Shop

/// How neighbours are chosen and how loud they speak.
///
/// - Sections: `limits` [4]: sessions, neighbours, newest items, whether the current item is listed;
///   `numbers` [4]: match decay, length damping, half-life in milliseconds (0: none), inverse frequency of an item never
///   seen.
struct SessionKNNRules: Sendable, Equatable {
    var sessions: Int
    var neighbours: Int
    var newestItems: Int
    var listsCurrentItem: Bool
    var matchDecay: Double
    var lengthDamping: Double
    var halfLife: Double
    var unseenFrequency: Double

    init(_ config: SessionKNNConfig, _ index: SessionIndex) {
        sessions = config.sessions
        neighbours = config.neighbours
        newestItems = config.newestItems
        listsCurrentItem = config.listsCurrentItem
        matchDecay = config.matchDecay
        lengthDamping = config.lengthDamping
        halfLife = (config.eventWeighting.halfLifeDays ?? 0) * 86_400_000
        unseenFrequency = inverseFrequency(Double(index.sessionItems.count), 1, power: config.inverseFrequency)
    }

    /// 2^(−age / half-life); 1 where ages do not count.
    func ageing(from time: Int64, to now: Timestamp?) -> Float {
        guard let now, halfLife > 0 else { return 1 }
        return Float(exp2(-max(0, Double(now.milliseconds) - Double(time)) / halfLife))
    }

    /// 1 / items^damping.
    func damping(ofLength count: Int) -> Float {
        lengthDamping == 0 ? 1 : Float(pow(Double(max(1, count)), -lengthDamping))
    }

    /// max(0, 1 − decay · (place + 1)), the place being that of the first item in common, from the end.
    func matching(at place: Int) -> Float { Float(max(0, 1 - matchDecay * Double(place + 1))) }

    func write(to sections: inout some SectionWriter) {
        let limits = [sessions, neighbours, newestItems, listsCurrentItem ? 1 : 0]
        sections.write(SharedArray(limits.map { UInt64($0) }), as: "limits")
        sections.write(SharedArray([matchDecay, lengthDamping, halfLife, unseenFrequency]), as: "numbers")
    }

    init(sections: some SectionReader) throws(RecommenderError) {
        let limits = try sections.read("limits", as: UInt64.self)
        let numbers = try sections.read("numbers", as: Double.self)
        guard limits.count == 4, numbers.count == 4, (0..<4).allSatisfy({ limits[$0] <= UInt64(UInt32.max) }) else {
            throw RecommenderError(.malformedSection, "sections “limits” and “numbers” do not describe neighbours")
        }
        (sessions, neighbours, newestItems) = (Int(limits[0]), Int(limits[1]), Int(limits[2]))
        listsCurrentItem = limits[3] == 1
        (matchDecay, lengthDamping, halfLife, unseenFrequency) = (numbers[0], numbers[1], numbers[2], numbers[3])
    }
}

/// Which types of events count, one flag a code: what is recorded later is counted as what was learnt from.
struct CountedTypes: Sendable {
    private let flags: SharedArray<UInt8>

    init(_ config: SessionKNNConfig, _ dataset: Dataset) {
        let weights = EventWeights(config.eventWeighting, ownTypes: dataset.ownTypes)
        flags = SharedArray((0..<256).map { weights.speaksFor(EventType(rawValue: UInt8($0))) ? 1 : 0 })
    }

    func contains(_ type: EventType) -> Bool { flags[Int(type.rawValue)] == 1 }

    func write(to sections: inout some SectionWriter) { sections.write(flags, as: "types") }

    init(sections: some SectionReader) throws(RecommenderError) {
        flags = try sections.read("types", as: UInt8.self)
        guard flags.count == 256 else {
            throw RecommenderError(.malformedSection, "section “types” has \(flags.count) flags instead of 256")
        }
    }
}
