// SPDX-License-Identifier: Apache-2.0

import Shop

/// Finds requirements that no item could meet together, whatever is in the catalogue.
///
/// Conditions on one attribute contradict each other when no value meets all of them; requirements on different
/// attributes never do.
enum Contradiction {
    /// Positions of a smallest contradiction by leaving out: without any one of them the others can be met.
    ///
    /// - Parameter requirements: those that must be met, with their positions.
    /// - Complexity: O(n² · values) for n requirements on one attribute.
    static func first(
        among requirements: [(position: Int, requirement: Requirement)], _ kind: (String) -> AttributeKind
    )
        -> [Int]?
    {
        var names: [String] = []
        for (_, requirement) in requirements where !names.contains(requirement.attribute) {
            names.append(requirement.attribute)
        }
        for name in names {
            let asked = requirements.filter { $0.requirement.attribute == name }
            let kind = kind(name)
            guard !canBeMet(asked.map(\.requirement.condition), kind) else { continue }
            return smallest(asked.map { ($0.position, $0.requirement.condition) }, kind)
        }
        return nil
    }

    /// Leaves out what the contradiction does not need.
    private static func smallest(_ asked: [(position: Int, condition: Condition)], _ kind: AttributeKind) -> [Int] {
        var kept = asked
        for candidate in asked {
            let others = kept.filter { $0.position != candidate.position }
            if !canBeMet(others.map(\.condition), kind) { kept = others }
        }
        return kept.map(\.position)
    }

    /// Whether some value of an attribute of that kind meets all the conditions.
    static func canBeMet(_ conditions: [Condition], _ kind: AttributeKind) -> Bool {
        switch kind {
        case .number: numberMeets(conditions)
        case .flag: [true, false].contains { flag in conditions.allSatisfy { $0.isMet(by: .flag(flag)) } }
        case .text: textMeets(conditions)
        case .list: listMeets(conditions)
        case .category: pathMeets(conditions)
        }
    }

    /// Ranges of numbers meet where one of them begins, if anywhere.
    private static func numberMeets(_ conditions: [Condition]) -> Bool {
        let ranges = conditions.map { $0.ranges ?? [] }
        let starts = ranges.flatMap { $0.map(\.lowerBound) } + [-Double.infinity]
        return starts.contains { start in
            ranges.allSatisfy { $0.contains { $0.contains(start) } }
        }
    }

    /// Without a list of the texts that are wanted, there is always another one.
    private static func textMeets(_ conditions: [Condition]) -> Bool {
        guard let wanted = conditions.lazy.compactMap(\.wantedWords).first else { return true }
        return wanted.contains { word in conditions.allSatisfy { $0.isMet(by: .text(word)) } }
    }

    /// The largest list that may be: every word that is asked for and not barred.
    private static func listMeets(_ conditions: [Condition]) -> Bool {
        let barred = Set(
            conditions.compactMap { condition -> String? in
                if case .differs(.text(let word)) = condition { word } else { nil }
            })
        let wanted = conditions.flatMap { condition -> [String] in
            if case .hasAll(let words) = condition { words } else { condition.wantedWords ?? [] }
        }
        let list = ["any other"] + wanted.filter { !barred.contains($0) }
        return conditions.allSatisfy { condition in
            if case .differs = condition { true } else { condition.isMet(by: .list(list)) }
        }
    }

    /// Of categories that lie in each other, the deepest lies in all.
    private static func pathMeets(_ conditions: [Condition]) -> Bool {
        let paths = conditions.map { condition -> [String] in
            if case .within(let path) = condition { path } else { [] }
        }
        guard let deepest = paths.max(by: { $0.count < $1.count }) else { return true }
        return conditions.allSatisfy { $0.isMet(by: .list(deepest)) }
    }
}
