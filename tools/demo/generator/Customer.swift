// SPDX-License-Identifier: Apache-2.0

import Foundation
import Matrix

/// A customer of the invented shop, and what they are like.
struct Customer: Sendable {
    /// Departments that each group of customers likes best.
    static let likedDepartments = [
        ["Beauty", "Clothes"], ["Home", "Food"], ["Garden", "Pets"], ["Sports", "Electronics"], ["Books", "Toys"],
        ["Electronics", "Books", "Food"],
    ]

    var number: Int
    var cluster: Int
    var ageBand: Int
    var gender: Int
    var region: String
    /// Counted from the story's first day; before it when negative.
    var signupDay: Int
    var visitsPerYear: Double
    /// The day from which visits die away; nil for one who stays.
    var churnDay: Int?
    var isPriceSensitive: Bool
    /// Where they look, as a logarithm against a kind's usual price.
    var priceLevel: Double
    /// Brands they come back to.
    var favourites: [Int]
    /// How seldom they take another brand's item once they have looked at it, 0 to 1.
    var loyalty: Double
    /// Draws a kind by taste.
    var taste: WeightedChoice

    /// Whether the cluster likes that department best.
    static func likes(cluster: Int, department: Int) -> Bool {
        likedDepartments[cluster].contains(Kind.departments[department])
    }

    /// Visits still made on that day, in terms of those made before the customer began to leave.
    func activity(on day: Int, halfLife: Double) -> Double {
        guard day >= signupDay else { return 0 }
        guard let churnDay, day > churnDay else { return 1 }
        return exp2(-Double(day - churnDay) / halfLife)
    }
}

/// Invents the customers.
struct CustomerMaker {
    private static let isMakeUp = Kind.all.map { $0.path.contains("Make-up") }

    let config: ShopConfig

    /// The n-th customer; depends on the seed and n alone.
    func make(_ number: Int) -> Customer {
        var generator = SeededGenerator(seed: config.seed, subject: number, of: 2)
        let cluster = generator.below(Customer.likedDepartments.count)
        let gender = WeightedChoice(Vocabulary.genderShares).draw(&generator)
        let isPriceSensitive = generator.chance(config.priceSensitiveShare)
        let signupDay = generator.chance(0.7) ? -generator.below(900) : generator.below(config.dayCount * 9 / 10)
        return Customer(
            number: number, cluster: cluster, ageBand: WeightedChoice(Vocabulary.ageShares).draw(&generator),
            gender: gender, region: region(&generator), signupDay: signupDay,
            visitsPerYear: config.visitsPerYear * exp(0.8 * generator.normal() - 0.32),
            churnDay: churnDay(signup: signupDay, &generator), isPriceSensitive: isPriceSensitive,
            priceLevel: (isPriceSensitive ? -0.35 : 0.1) + 0.2 * generator.normal(),
            favourites: favourites(cluster: cluster, &generator), loyalty: 0.3 + 0.6 * generator.unit(),
            taste: taste(cluster: cluster, gender: gender, &generator))
    }

    private func churnDay(signup: Int, _ generator: inout SeededGenerator) -> Int? {
        guard generator.chance(config.churningShare) else { return nil }
        let first = max(signup, 0)
        return first + generator.below(max(1, config.dayCount * 9 / 10 - first))
    }

    private func region(_ generator: inout SeededGenerator) -> String {
        let countries = Vocabulary.countries
        let country = countries[WeightedChoice(countries.map(\.share)).draw(&generator)]
        return "\(country.name) > \(Vocabulary.pick(country.regions, &generator))"
    }

    /// One brand in each department the cluster likes, and one anywhere.
    private func favourites(cluster: Int, _ generator: inout SeededGenerator) -> [Int] {
        let departments = Kind.departments.indices
        let liked = departments.filter { Customer.likes(cluster: cluster, department: $0) }
        return (liked + [generator.below(departments.count)]).map {
            $0 * Catalogue.brandsPerDepartment + generator.below(Catalogue.brandsPerDepartment)
        }
    }

    private func taste(cluster: Int, gender: Int, _ generator: inout SeededGenerator) -> WeightedChoice {
        let likes = Kind.departments.indices.map { Customer.likes(cluster: cluster, department: $0) }
        var weights: [Double] = []
        for (index, kind) in Kind.all.enumerated() {
            let suits = Self.isMakeUp[index] ? (gender == 0 ? 2 : 0.15) : 1.0
            let liking = likes[Kind.departmentOfKind[index]] ? 6.0 : 1.0
            weights.append(kind.demand * liking * suits * exp(0.7 * generator.normal()))
        }
        return WeightedChoice(weights)
    }
}
