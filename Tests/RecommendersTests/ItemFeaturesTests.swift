// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix
import Shop
import Testing

@testable import Recommenders

/// Items as weighted features.
@Suite struct ItemFeaturesTests {
    private static func item(_ id: String, _ change: (inout Item) -> Void) -> Item {
        var item = Item(id: id)
        change(&item)
        return item
    }

    private let shop: [Item?] = [
        item("a") {
            $0.title = "Green apple, green"
            $0.category = ["Food", "Fruit"]
            $0.attributes = ["organic": .flag(true), "grade": .number(1)]
        },
        item("b") {
            $0.title = "Red Apple"
            $0.category = ["Food", "Fruit"]
            $0.brand = "Orchard"
            $0.attributes = ["organic": .flag(true), "grade": .number(2)]
        },
        nil,
        item("c") {
            $0.title = "Bread"
            $0.category = ["Food", "Bakery"]
            $0.brand = "Orchard"
            $0.tags = ["daily"]
            $0.attributes = ["grade": .number(3), "kinds": .list(["rye", "rye"])]
        },
    ]

    private func names(_ features: ItemFeatures) -> [String] {
        (0..<features.space.count).map { column in
            let name = features.space.name(of: column)
            return "\(name.field)=\(name.value)"
        }
    }

    @Test func `features are named by field and value, rare ones dropped`() throws {
        let features = try ItemFeatures(shop)
        #expect(
            names(features) == [
                "brand=Orchard", "category=Food", "category=Food > Fruit", "organic=yes", "title=apple",
            ])
        var config = FeatureConfig()
        config.minimumItems = 1
        config.bins = 2
        let all = names(try ItemFeatures(shop, config: config))
        #expect(all.contains("kinds=rye") && all.contains("tags=daily") && all.contains("title=green"))
        #expect(all.contains("grade=< 2") && all.contains("grade=≥ 2"))
    }

    @Test func `words are those of any language, without endings and marks`() throws {
        let titles = ["无线蓝牙耳机", "耳机 黑色", "Les cafetières pour la maison", "Une cafetiere de luxe pour les maisons"]
        let items = titles.enumerated().map { number, title in Self.item("\(number)") { $0.title = title } }
        #expect(names(try ItemFeatures(items)).contains("title=耳机"))
        var config = FeatureConfig()
        config.language = "french"
        let french = try ItemFeatures(items, config: config)
        #expect(names(french).contains("title=maison"))
        #expect(names(french).count { $0.hasPrefix("title=cafeti") } == 1)
        let copy = try FeatureSpace(sections: MemorySections(writing: french.space))
        #expect(copy.reader.language == "french")
        #expect(copy.row(of: items[2], by: copy.reader.analyser()).count > 1)
    }

    @Test func `a row weighs fields alike whatever their lengths, and has length one`() throws {
        let features = try ItemFeatures(shop)
        let matrix = features.matrix
        #expect(matrix.rowCount == 4 && matrix.range(ofRow: 2).isEmpty)
        for row in [0, 1, 3] {
            let squares = matrix.range(ofRow: row).reduce(Float(0)) { $0 + matrix.values[$1] * matrix.values[$1] }
            #expect(abs(squares - 1) < 1e-5)
        }
        // Item a has three fields, of which the category has two features: idf ln 2 and ln(1 + 3/2).
        let values = matrix.range(ofRow: 0).map { matrix.values[$0] }
        let (food, fruit) = (Foundation.log(2.0), Foundation.log(2.5))
        let length = (food * food + fruit * fruit).squareRoot()
        let expected = [food / length, fruit / length, 1, 1].map { Float($0 / 3.0.squareRoot()) }
        #expect(zip(values, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    }

    @Test func `a field's weight scales its part, and nought leaves it out`() throws {
        var config = FeatureConfig()
        config.fieldWeights = ["title": 2, "category": 0]
        let features = try ItemFeatures(shop, config: config)
        #expect(names(features) == ["brand=Orchard", "organic=yes", "title=apple"])
        let values = features.matrix.range(ofRow: 0).map { features.matrix.values[$0] }
        #expect(abs(values[1] / values[0] - 2) < 1e-5)
        config.fieldWeights = ["titel": 2]
        let error = #expect(throws: RecommenderError.self) { try ItemFeatures(shop, config: config) }
        #expect(error?.message.contains("did you mean “title”?") == true)
    }

    @Test func `an item not in the matrix gets the row it would have had`() throws {
        let features = try ItemFeatures(shop)
        let sections = MemorySections(writing: features.space)
        let copy = try FeatureSpace(sections: sections)
        for (row, item) in shop.enumerated() {
            guard let item else { continue }
            let entries = features.matrix.range(ofRow: row).map {
                FeatureSpace.Entry(column: features.matrix.columns[$0], value: features.matrix.values[$0])
            }
            #expect(features.space.row(of: item, by: features.space.reader.analyser()) == entries)
            #expect(copy.row(of: item, by: copy.reader.analyser()) == entries)
        }
        #expect(features.space.row(of: Item(id: "unknown"), by: copy.reader.analyser()).isEmpty)
        for name in sections.bytes.keys where sections.bytes[name]?.isEmpty == false {
            var cut = sections
            cut.bytes[name]?.removeLast(min(8, sections.bytes[name]?.count ?? 0))
            #expect(throws: RecommenderError.self, "section “\(name)” cut") { try FeatureSpace(sections: cut) }
        }
    }

    @Test func `numbers fall into ranges of about equal size, equal ones into the same`() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<200 {
            let values = (0..<Int.random(in: 1...60, using: &generator)).map { _ in
                Double(Int.random(in: -5...20, using: &generator))
            }
            let count = Int.random(in: 1...12, using: &generator)
            let bins = NumberBins(of: values, count: count)
            #expect(bins.bounds.count < count)
            for value in values {
                #expect(bins.bin(of: value) == bins.bounds.count { $0 <= value })
            }
        }
        let bins = NumberBins(of: Array(stride(from: 1.0, through: 100, by: 1)), count: 4)
        #expect((0..<4).map(bins.name) == ["< 26", "26 – 51", "51 – 76", "≥ 76"])
    }

    @Test func `an empty catalogue has no features`() throws {
        for items in [[], [nil, nil], [Item(id: "a"), Item(id: "b")]] as [[Item?]] {
            let features = try ItemFeatures(items)
            #expect(features.space.count == 0 && features.matrix.rowCount == items.count)
        }
    }
}

extension MemorySections {
    fileprivate init(writing space: FeatureSpace) {
        self.init()
        space.write(to: &self)
    }
}
