// SPDX-License-Identifier: Apache-2.0

import Shop
import Testing

@testable import CLI

@Suite struct CriterionArgumentTests {
    @Test(arguments: [
        ("price:linear:100:0=2", Criterion(attribute: "price", function: .linear(from: 100, to: 0), weight: 2)),
        ("size:target:42:2.5", Criterion(attribute: "size", function: .target(at: 42, tolerance: 2.5))),
        (
            "memory:diminishing:0:8=-.5",
            Criterion(attribute: "memory", function: .diminishing(from: 0, half: 8), weight: -0.5)
        ),
        (
            "quality:ordinal:poor,quite good=1",
            Criterion(attribute: "quality", function: .ordinal(["poor", "quite good"]), weight: 1)
        ),
        (
            "brand:table:Acme=1,*=0.1=3",
            Criterion(attribute: "brand", function: .table(["Acme": 1], otherwise: 0.1), weight: 3)
        ),
        (
            "brand:table:A=B=1,C=0.5",
            Criterion(attribute: "brand", function: .table(["A=B": 1, "C": 0.5], otherwise: 0))
        ),
        ("organic:plain=0.3", Criterion(attribute: "organic", function: .plain, weight: 0.3)),
        ("organic:plain", Criterion(attribute: "organic", function: .plain)),
    ])
    func `a criterion is read as it is typed`(text: String, expected: Criterion) throws {
        #expect(try CriterionArgument(text).criterion == expected)
    }

    @Test(arguments: [
        ("", "NAME:FUNCTION"), ("price", "NAME:FUNCTION"), (":plain", "NAME:FUNCTION"), ("price:", "“” is no function"),
        ("price:lineer:1:2", "did you mean “linear”?"), ("price:linear:1", "linear:FROM:TO"),
        ("price:linear:a:b", "two numbers"), ("q:ordinal", "ordinal:WORST"), ("b:table:x", "table:WORD"),
        ("price:linear:1:2=x", "=WEIGHT, a number"),
    ])
    func `what makes no sense is refused with the reason`(text: String, reason: String) {
        let error = #expect(throws: CommandError.self) { try CriterionArgument(text) }
        #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
    }
}
