// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension NumberBins {
    /// Writes ranges by field, as `binFields`, `binFieldsOffsets`, `binCounts` and `binBounds`.
    static func write(_ bins: [String: NumberBins], to sections: inout some SectionWriter) {
        let fields = bins.keys.sorted { $0.precedesByBytes($1) }
        NameTable(ascending: fields).write("binFields", to: &sections)
        let bounds = fields.map { bins[$0]?.bounds ?? [] }
        sections.write(SharedArray(bounds.map { UInt32($0.count) }), as: "binCounts")
        sections.write(SharedArray(bounds.flatMap { $0 }), as: "binBounds")
    }

    /// Takes up what `write` wrote.
    static func read(_ sections: some SectionReader) throws(RecommenderError) -> [String: NumberBins] {
        let names = try NameTable("binFields", sections: sections)
        let bounds = try sections.read("binBounds", as: Double.self).array
        let counts = try sections.read("binCounts", as: UInt32.self)
        guard counts.count == names.count, counts.array.reduce(0, { $0 + Int($1) }) == bounds.count else {
            throw RecommenderError(.malformedSection, "\(bounds.count) bounds for \(names.count) fields of numbers")
        }
        var (bins, start) = ([String: NumberBins](), 0)
        for place in 0..<names.count {
            let end = start + Int(counts[place])
            bins[names[place]] = NumberBins(bounds: Array(bounds[start..<end]))
            start = end
        }
        return bins
    }
}

extension NameTable {
    /// A table of different names in any order.
    init(_ names: Set<String>) { self.init(ascending: names.sorted { $0.precedesByBytes($1) }) }

    /// All names, ascending.
    var all: [String] { (0..<count).map { self[$0] } }
}
