// SPDX-License-Identifier: Apache-2.0

import Shop

/// How like a reference an item is: the mean over the attributes that the reference has.
///
/// A number counts 1 / (1 + |x − r| / s), s the mean distance from the reference among a sample of the items, so that
/// no attribute's unit matters; a text or flag counts 1 or 0; lists count by Jaccard's index, categories by the share
/// of the path that they have in common. What an item does not have counts 0.
struct ReferenceMeasure: ItemScorer {
    /// Attributes that say nothing of what an item is like.
    private static let ignored: Set<String> = ["stock", "variant_group", "available_from"]
    private static let sampleSize = 4_096

    private enum Part {
        case number(NumberColumn, Double, scale: Double)
        case text(PagedColumn<WordCode>, WordCode)
        case flag(PagedColumn<FlagCell>, FlagCell)
        case list(ListColumn, [WordCode])
        case category(PagedColumn<WordCode>, shares: [Double])
    }

    /// What differences can be told of: the attributes with one value, by name.
    let comparable: [(attribute: String, value: AttributeValue)]
    private let parts: [Part]

    /// - Parameter candidates: the items that remain, of which scales are taken.
    init(_ reference: ItemIndex, in table: AttributeTable, candidates: [UInt32]) {
        let step = max(1, candidates.count / Self.sampleSize)
        let sample = stride(from: 0, to: candidates.count, by: step).map { candidates[$0] }
        var parts: [Part] = []
        var comparable: [(String, AttributeValue)] = []
        for report in table.schema where report.strays.isEmpty && !Self.ignored.contains(report.name) {
            guard let kind = report.kind, let value = table.value(of: report.name, for: reference) else { continue }
            if let part = try? Self.part(report.name, kind, value, reference, table, sample) { parts.append(part) }
            if kind == .number || kind == .text || kind == .flag { comparable.append((report.name, value)) }
        }
        self.parts = parts
        self.comparable = comparable
    }

    private static func part(
        _ name: String, _ kind: AttributeKind, _ value: AttributeValue, _ reference: ItemIndex,
        _ table: AttributeTable, _ sample: [UInt32]
    ) throws(AttributeError) -> Part {
        switch kind {
        case .number:
            let column = try table.numbers(name)
            let number = column[reference]
            return .number(column, number, scale: scale(of: column, around: number, sample))
        case .text:
            let cells = try table.texts(name).cells
            return .text(cells, cells[reference])
        case .flag:
            let cells = try table.flags(name).cells
            return .flag(cells, cells[reference])
        case .list:
            let column = try table.lists(name)
            return .list(column, Array(column.codes(of: reference)))
        case .category:
            let column = try table.categoryPaths()
            return .category(column.cells, shares: shares(with: column.cells[reference], column))
        }
    }

    /// The mean distance; 1 where all are the same.
    private static func scale(of column: NumberColumn, around number: Double, _ sample: [UInt32]) -> Double {
        var (sum, count) = (0.0, 0.0)
        for item in sample {
            let distance = abs(column[ItemIndex(rawValue: item)] - number)
            if !distance.isNaN { (sum, count) = (sum + distance, count + 1) }
        }
        return sum > 0 ? sum / count : 1
    }

    /// By category, how much of the longer path it has in common with the reference's.
    private static func shares(with own: WordCode, _ column: CategoryColumn) -> [Double] {
        let lineage = column.lineage(of: own)
        var (depths, common) = ([0], [0])
        for (position, node) in column.book.words.enumerated() {
            let parent = Int(node.parent.rawValue)
            let isOwn = lineage.contains(WordCode(rawValue: UInt32(position + 1)))
            depths.append(depths[parent] + 1)
            common.append(common[parent] + (isOwn ? 1 : 0))
        }
        return zip(depths, common).map { $0 == 0 ? 0 : Double($1) / Double(max($0, lineage.count)) }
    }

    /// Adds each item's similarity: from 0 to 1, which is the reference itself.
    func addScores(_ page: Int, among words: UnsafeBufferPointer<UInt64>, to scores: UnsafeMutableBufferPointer<Double>)
    {
        let share = 1 / Double(max(1, parts.count))
        for part in parts {
            switch part {
            case .number(let column, let number, let scale):
                let cells = column.cells.page(page)
                if cells.isEmpty { continue }
                words.forEachBit { scores[$0] += cells[$0].isNaN ? 0 : share / (1 + abs(cells[$0] - number) / scale) }
            case .text(let column, let code):
                let cells = column.page(page)
                if cells.isEmpty { continue }
                words.forEachBit { scores[$0] += cells[$0] == code ? share : 0 }
            case .flag(let column, let flag):
                let cells = column.page(page)
                if cells.isEmpty { continue }
                words.forEachBit { scores[$0] += cells[$0] == flag ? share : 0 }
            case .list(let column, let codes):
                let lists = column.page(page)
                words.forEachBit { scores[$0] += share * Self.jaccard(lists.words(at: $0), codes) }
            case .category(let column, let shares):
                let cells = column.page(page)
                if cells.isEmpty { continue }
                words.forEachBit { scores[$0] += share * shares[Int(cells[$0].rawValue)] }
            }
        }
    }

    /// |A ∩ B| / |A ∪ B| of two ascending runs.
    private static func jaccard(_ left: ArraySlice<WordCode>, _ right: [WordCode]) -> Double {
        var (place, common) = (left.startIndex, 0)
        for code in right {
            while place < left.endIndex, left[place] < code { place += 1 }
            if place < left.endIndex, left[place] == code { common += 1 }
        }
        return Double(common) / Double(left.count + right.count - common)
    }
}
