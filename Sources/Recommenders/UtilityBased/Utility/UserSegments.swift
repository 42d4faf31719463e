// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Users divided by the value of one attribute.
struct UserSegments {
    /// Stands for a user of no segment; whoever has no value is in none, and counts for all customers alone.
    static let none = UInt32.max

    /// The values, ascending.
    let names: [String]
    private let segments: [UInt32]  // by user

    /// - Throws: `invalidSetting` when nobody has the attribute, or it has too many values.
    init(_ users: [User?], by attribute: String?) throws(RecommenderError) {
        guard let attribute else {
            (names, segments) = ([], [])
            return
        }
        let values = users.map { $0?.attributes[attribute].flatMap(Self.name) }
        names = Set(values.compactMap { $0 }).sorted()
        if names.isEmpty {
            let known = Set(users.flatMap { $0.map { Array($0.attributes.keys) } ?? [] })
            throw RecommenderError(
                .invalidSetting,
                "“segmentBy”: no user has an attribute “\(attribute)”" + suggestion(for: attribute, among: Array(known))
            )
        }
        guard names.count <= UtilityConfig.segmentLimit else {
            throw RecommenderError(
                .invalidSetting,
                "“segmentBy”: “\(attribute)” has \(names.count) values; the most is \(UtilityConfig.segmentLimit)")
        }
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt32($0)) })
        segments = values.map { $0.flatMap { numbers[$0] } ?? Self.none }
    }

    func segment(of user: UInt32) -> UInt32 { Int(user) < segments.count ? segments[Int(user)] : Self.none }

    /// A value as a segment's name; nil for a list.
    static func name(of value: AttributeValue) -> String? {
        switch value {
        case .text(let text): text.isEmpty ? nil : text.split(separator: "\n").joined(separator: " ")
        case .number(let number): number == number.rounded() ? String(Int64(clamping: number)) : String(number)
        case .flag(let flag): flag.description
        case .list: nil
        }
    }
}

extension Int64 {
    /// The nearest number that fits; 0 for NaN.
    fileprivate init(clamping number: Double) {
        self = number.isNaN ? 0 : Int64(Swift.max(-9e18, Swift.min(9e18, number)))
    }
}
