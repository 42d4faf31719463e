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

    /// What a segment's effects have their variance from: its attribute and, of a path, the level.
    func group(of segment: FeatureName) -> String {
        let depth = paths.contains(segment.field) ? segment.value.split(separator: ">").count : 0
        return FeatureName(field: segment.field, value: "\(depth)").key
    }
}

extension SegmentReader {
    /// All users' numbers by attribute.
    func numbers(of users: [User?]) -> [String: [Double]] {
        var numbers: [String: [Double]] = [:]
        for case .some(let user) in users {
            FeatureReader.forEachNumber(in: user.attributes) { name, number in
                if !ignored.contains(name) { numbers[name, default: []].append(number) }
            }
        }
        return numbers
    }

    /// Writes how attributes are read, as `binFields` and what goes with it, `paths` and `ignored`.
    func write(to sections: inout some SectionWriter) {
        NumberBins.write(bins, to: &sections)
        NameTable(paths).write("paths", to: &sections)
        NameTable(ignored).write("ignored", to: &sections)
    }

    /// Takes up what `write` wrote.
    init(sections: some SectionReader) throws(RecommenderError) {
        bins = try NumberBins.read(sections)
        paths = Set(try NameTable("paths", sections: sections).all)
        ignored = Set(try NameTable("ignored", sections: sections).all)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = firstIndex { $0 != " " } ?? endIndex
        let end = lastIndex { $0 != " " }.map(index(after:)) ?? start
        return self[start..<Swift.max(start, end)]
    }
}
