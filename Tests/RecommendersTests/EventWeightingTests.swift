// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Shop
import Testing

@Suite struct EventWeightingTests {
    private let day: Int64 = 86_400_000

    private func event(_ type: EventType, daysAgo: Int64 = 0, value: Float = .nan) -> Interaction {
        Interaction(
            user: UserIndex(rawValue: 0), item: ItemIndex(rawValue: 0), type: type,
            timestamp: Timestamp(milliseconds: -daysAgo * day), value: value)
    }

    private func weight(_ settings: [String: Setting], _ event: Interaction, own: [String] = []) throws -> Float {
        EventWeights(try EventWeighting(Settings(settings)), ownTypes: own)
            .weight(of: event, now: Timestamp(milliseconds: 0))
    }

    @Test func `each type weighs what it is given, others nothing`() throws {
        #expect(try weight([:], event(.purchase)) == 5)
        #expect(try weight([:], event(.impression)) == 0)
        #expect(try weight(["weights": ["view": 2]], event(.view)) == 2)
        #expect(try weight(["weights": ["view": 2]], event(.purchase)) == 0)
    }

    @Test func `a shop's own types are weighed by name`() throws {
        let settings: [String: Setting] = ["weights": ["tasting": 7]]
        #expect(try weight(settings, event(EventType(rawValue: 17)), own: ["phone", "tasting"]) == 7)
        #expect(try weight(settings, event(EventType(rawValue: 16)), own: ["phone", "tasting"]) == 0)
        #expect(try weight(settings, event(EventType(rawValue: 200)), own: ["phone", "tasting"]) == 0)
    }

    @Test func `age halves a weight and ends it at the window`() throws {
        #expect(try weight(["halfLifeDays": 10], event(.purchase, daysAgo: 20)) == 1.25)
        #expect(try weight(["halfLifeDays": 10], event(.purchase, daysAgo: -5)) == 5)
        #expect(try weight(["windowDays": 10], event(.purchase, daysAgo: 10)) == 5)
        #expect(try weight(["windowDays": 10], event(.purchase, daysAgo: 11)) == 0)
    }

    @Test func `a rating counts by its distance from neutral`() throws {
        #expect(try weight([:], event(.rating, value: 4)) == 4)
        #expect(try weight(["neutralRating": 3], event(.rating, value: 1)) == -2)
        #expect(try weight([:], event(.rating)) == 1)
        #expect(try weight([:], event(.view, value: 30)) == 1)
        #expect(try weight([:], event(.rating, value: .infinity)).isFinite)
    }

    @Test func `what was bought and sent back is left out of the matrix`() {
        var interactions = Interactions(userCount: 1, itemCount: 2)
        interactions.append(Datasets.interaction(0, 0, .purchase, 1))
        interactions.append(Datasets.interaction(0, 0, .return, 2))
        interactions.append(Datasets.interaction(0, 1, .view, 3))
        interactions.append(Datasets.interaction(0, 1, .cart, 4))
        let matrix = Dataset(interactions).matrix(weighting: EventWeighting())
        #expect(matrix.columns.array == [1])
        #expect(matrix.values.array == [4])
    }
}
