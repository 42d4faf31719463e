// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix

/// Invents the items.
struct CatalogueMaker {
    let config: ShopConfig

    /// As many items as asked for, one of each kind at least.
    func make() -> Catalogue {
        var generator = SeededGenerator(seed: config.seed, subject: 0, of: 1)
        let demand = WeightedChoice(Kind.all.map { $0.demand.squareRoot() })
        let items = (0..<config.itemCount).map { number in
            item(kind: number < Kind.all.count ? number : demand.draw(&generator), number: number, &generator)
        }
        return Catalogue(items: items)
    }

    private func item(kind index: Int, number: Int, _ generator: inout SeededGenerator) -> DemoItem {
        let kind = Kind.all[index]
        let department = Kind.departments.firstIndex(of: kind.department) ?? 0
        let inDepartment = generator.below(Catalogue.brandsPerDepartment)
        // A department's brands run from cheap to dear.
        let tier = (Double(inDepartment) / Double(Catalogue.brandsPerDepartment - 1) - 0.5) * 0.8
        let level = tier + 0.22 * generator.normal()
        var item = DemoItem(
            kind: index, brand: department * Catalogue.brandsPerDepartment + inDepartment, priceLevel: level,
            cents: max(99, Int(kind.price * exp(level) * 10) * 10 - 1), stock: 5 + generator.below(400), firstDay: -1,
            lastDay: .max, isHidden: false, popularity: exp(1.1 * generator.normal()), title: "", text: "", tags: [])
        describe(&item, &generator)
        // The first item of each kind stays ordinary, so that no kind is ever empty.
        if number >= Kind.all.count { decideShelfLife(of: &item, &generator) }
        return item
    }

    private func decideShelfLife(of item: inout DemoItem, _ generator: inout SeededGenerator) {
        var share = generator.unit()
        func falls(into part: Double) -> Bool {
            defer { share -= part }
            return share >= 0 && share < part
        }
        if falls(into: config.newItemShare) {
            item.firstDay = config.dayCount / 4 + generator.below(config.dayCount * 3 / 4 - 5)
            item.popularity *= 1.5
        } else if falls(into: config.coldItemShare) {
            item.firstDay = config.dayCount
        } else if falls(into: config.soldOutShare) {
            item.lastDay = config.dayCount - 7
            item.stock = 0
        } else if falls(into: config.hiddenShare) {
            item.lastDay = config.dayCount / 2
            item.isHidden = true
        }
    }

    private func describe(_ item: inout DemoItem, _ generator: inout SeededGenerator) {
        let name = Kind.all[item.kind].name
        let adjective = Vocabulary.pick(Vocabulary.adjectives, &generator)
        let material = Vocabulary.pick(Vocabulary.materials, &generator)
        let use = Vocabulary.pick(Vocabulary.uses, &generator)
        item.title = "\(Vocabulary.brand(item.brand)) \(adjective) \(name) \(generator.below(90) + 10)"
        item.text =
            "\(adjective) \(name.lowercased()) with \(material), for \(use); "
            + "\(Vocabulary.pick(Vocabulary.promises, &generator))."
        item.tags = [adjective.lowercased(), material, use]
    }
}
