// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// Says which segments a user belongs to: one for each value of each attribute, and one for each level of a path.
struct SegmentReader: Sendable {
    /// Ranges by attribute of numbers.
    var bins: [String: NumberBins] = [:]
    /// Attributes that are paths.
    var paths: Set<String> = []
    /// Attributes that are never looked at.
    var ignored: Set<String> = []

    /// The segment of everybody of whom anything is said.
    static let everybody = FeatureName(field: "", value: "").key

    /// Calls `body` with the key of every segment; with none where nothing usable is said.
    func forEachSegment(of attributes: [String: AttributeValue], _ body: (String) -> Void) {
        var isDescribed = false
        func take(_ field: String, _ value: String) {
            if value.isEmpty { return }
            isDescribed = true
            body(FeatureName(field: field, value: value).key)
        }
        for (name, value) in attributes where !ignored.contains(name) && !name.isEmpty {
            if paths.contains(name) {
                var path = ""
                for level in Self.levels(of: value) ?? [] {
                    path += path.isEmpty ? level : " > \(level)"
                    take(name, path)
                }
                continue
            }
            switch value {
            case .text(let text): take(name, text)
            case .flag(let flag): take(name, flag ? "yes" : "no")
            case .number(let number):
                if let bins = bins[name], number.isFinite { take(name, bins.name(of: bins.bin(of: number))) }
            case .list(let values): for value in Set(values) { take(name, value) }
            }
        }
        if isDescribed { body(Self.everybody) }
    }

    /// A path's levels; nil for a value that can be none.
    static func levels(of value: AttributeValue) -> [String]? {
        switch value {
        case .list(let levels): levels
        case .text(let text): text.split(separator: ">").map { String($0.trimmed) }
        case .number, .flag: nil
        }
    }

    /// How deep a path's segment lies, from 0; 0 for any other.
    func depth(of segment: FeatureName) -> Int {
        paths.contains(segment.field) ? segment.value.split(separator: ">").count - 1 : 0
    }

    /// The segment one level up; nil for one at the top.
    func parent(of segment: FeatureName) -> FeatureName? {
        guard depth(of: segment) > 0, let end = segment.value.lastIndex(of: ">") else { return nil }
        return FeatureName(field: segment.field, value: String(segment.value[..<end].trimmed))
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = firstIndex { $0 != " " } ?? endIndex
        let end = lastIndex { $0 != " " }.map(index(after:)) ?? start
        return self[start..<Swift.max(start, end)]
    }
}
