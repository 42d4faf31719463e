// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Shop
import Testing
import Wire

/// What is written is read back, for every message of `Finding`, on seeded values.
struct FindingRoundTripTests {
    private let bench = Bench()

    private func check<Message: WireMessage & Equatable>(_ make: (inout Maker) -> Message) throws {
        for seed in UInt64(1)...60 {
            var maker = Maker(seed: seed)
            let message = make(&maker)
            let bytes = bench.encoded(message)
            #expect(bytes.readableBytes <= bench.arena.usedByteCount, "seed \(seed)")
            #expect(try bench.decoded(Message.self, bytes) == message, "seed \(seed)")
        }
    }

    private func requirement(_ maker: inout Maker) -> RequirementMessage {
        RequirementMessage(
            attribute: "price", operatorName: "between", values: maker.list { $0.attribute() },
            weight: maker.optional { $0.double() })
    }

    private func critique(_ maker: inout Maker) -> AttributeCritique {
        AttributeCritique(attribute: "price", direction: maker.flag() ? "lower" : "same")
    }

    private func item(_ maker: inout Maker) -> MatchingItem {
        MatchingItem(
            id: maker.text(), score: maker.double(),
            points: maker.list { WishPoints(requirement: $0.int(0...31), points: $0.double()) })
    }

    @Test func `requirements and matches come back as they were`() throws {
        try check { requirement(&$0) }
        try check {
            FindMatchingRequest(
                requirements: $0.list { requirement(&$0) }, user: $0.optional { $0.text() },
                placement: $0.optional { _ in "home" }, limit: $0.optional { $0.int(1...1_000) }, exclude: $0.texts(),
                includesOutOfStock: $0.flag(), goesWith: $0.optional { $0.text() },
                relaxationItems: $0.optional { $0.int(0...100) })
        }
        try check {
            FindMatchingResponse(
                recommendationID: $0.text(), snapshot: $0.long(), count: $0.int(0...1 << 40),
                items: $0.list { item(&$0) },
                relaxations: $0.list {
                    RelaxationMessage(
                        dropped: $0.list {
                            DroppedRequirement(
                                requirement: $0.optional { $0.int(0...31) }, nearest: $0.optional { $0.double() })
                        }, count: $0.int(0...1 << 40), items: $0.list { item(&$0) })
                }, relaxationCount: $0.int(0...1_000), isPersonalised: $0.flag())
        }
    }

    @Test func `critiques come back as they were`() throws {
        try check {
            CritiqueRequest(
                steps: $0.list {
                    CritiqueStep(item: $0.text(), critiques: Array($0.list { critique(&$0) }.prefix(8)))
                }, requirements: $0.list { requirement(&$0) }, limit: $0.optional { $0.int(1...1_000) },
                exclude: $0.texts(), includesOutOfStock: $0.flag(), anyCategory: $0.flag(),
                user: $0.optional { $0.text() })
        }
        try check {
            CritiqueResponse(
                recommendationID: $0.text(), count: $0.int(0...1 << 40),
                items: $0.list {
                    CritiquedItem(
                        id: $0.text(), score: $0.double(), similarity: $0.double(),
                        differences: $0.list { critique(&$0) })
                },
                compounds: $0.list {
                    CompoundCritique(critiques: $0.list { critique(&$0) }, count: $0.int(0...1 << 40))
                }, dropped: $0.list { DroppedCritique(step: $0.int(0...31), critique: $0.int(0...7)) })
        }
    }

    @Test func `rules and attributes come back as they were`() throws {
        try check {
            CompatibleRequest(
                item: $0.text(), limit: $0.optional { $0.int(1...1_000) }, includesOutOfStock: $0.flag())
        }
        try check {
            CompatibleResponse(
                findings: $0.list {
                    RuleFinding(rule: $0.text(), relation: $0.text(), count: $0.int(0...1 << 40), items: $0.texts())
                })
        }
        try check { _ in DescribeAttributesRequest() }
        try check {
            DescribeAttributesResponse(
                attributes: $0.list {
                    AttributeDescription(
                        name: $0.text(), kind: $0.text(), items: $0.int(0...1 << 40), words: $0.int(0...1 << 40),
                        strays: $0.int(0...1 << 40), leftOut: $0.optional { $0.text() })
                }, items: $0.int(0...1 << 40))
        }
    }

    @Test func `too much of anything is refused and the field is named`() {
        func refusal<Message: WireMessage>(_ message: Message) -> String? {
            do throws(WireError) {
                _ = try bench.decoded(Message.self, bench.encoded(message))
                return nil
            } catch {
                return error.code == .invalidArgument ? error.message : "\(error)"
            }
        }
        let requirement = RequirementMessage(attribute: "price", operatorName: "<", values: [.number(1)])
        let many = FindMatchingRequest(requirements: Array(repeating: requirement, count: 33))
        #expect(refusal(many) == "requirements: 33 of them; the most is 32")
        var wide = requirement
        wide.values = Array(repeating: .number(1), count: 1_001)
        #expect(
            refusal(FindMatchingRequest(requirements: [wide]))
                == "requirements[0].values: 1001 of them; the most is 1000")
        #expect(refusal(FindMatchingRequest(limit: 0)) == "limit: 0; use 1 to 1000")
        let step = CritiqueStep(
            item: "a", critiques: Array(repeating: AttributeCritique(attribute: "price", direction: "lower"), count: 9))
        #expect(refusal(CritiqueRequest(steps: [step])) == "steps[0].critiques: 9 of them; the most is 8")
        #expect(refusal(CritiqueRequest(steps: [CritiqueStep(item: "")]))?.hasPrefix("steps[0].item: required") == true)
        let long = Array(repeating: CritiqueStep(item: "a"), count: 33)
        #expect(refusal(CritiqueRequest(steps: long)) == "steps: 33 of them; the most is 32")
        #expect(refusal(CompatibleRequest(item: ""))?.hasPrefix("item: required") == true)
    }
}
