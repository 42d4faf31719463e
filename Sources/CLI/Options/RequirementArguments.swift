// SPDX-License-Identifier: Apache-2.0

import Knowledge
import Wire

/// Requirements as they were typed: `--where` and `--prefer`.
struct RequirementArguments {
    /// What was typed, in the order of the messages.
    let written: [String]
    let messages: [RequirementMessage]

    init(required: [String], prefer: [String]) throws {
        var requirements: [(String, Requirement)] = []
        for text in required { requirements.append((text, try Self.parsed(text, "--where"))) }
        for text in prefer {
            let (wish, weight) = Self.weighted(text)
            var requirement = try Self.parsed(wish, "--prefer")
            requirement.weight = weight
            requirements.append((wish, requirement))
        }
        written = requirements.map(\.0)
        messages = requirements.map { _, requirement in
            let parts = requirement.condition.parts
            return RequirementMessage(
                attribute: requirement.attribute, operatorName: parts.name, values: parts.operands,
                weight: requirement.weight)
        }
    }

    private static func parsed(_ text: String, _ option: String) throws -> Requirement {
        do throws(KnowledgeError) { return try Requirement(parsing: text) } catch {
            throw CommandError("\(option): \(error.message)")
        }
    }

    /// The wish and the number behind its last colon; 1 when there is none.
    private static func weighted(_ text: String) -> (wish: String, weight: Double) {
        guard let colon = text.lastIndex(of: ":"), let weight = Double(text[text.index(after: colon)...]) else {
            return (text, 1)
        }
        return (String(text[..<colon]), weight)
    }
}
