// SPDX-License-Identifier: Apache-2.0

import Shop
import Yams

/// Reads rules from YAML; every complaint names file, line and remedy.
///
/// ```yaml
/// goesWith:
///   - name: lens on its camera
///     items: [category within Photo>Lenses]
///     with: [category within Photo>Cameras]
///     where: [mount = mount]            # the first one's attribute, how it stands, the other's
/// needs:
///   - name: batteries
///     items: [category within Toys]
///     needs: [category within Batteries]
///     where: [battery = size]
/// never:
///   - {name: no bleach with acid, items: [tags has bleach], with: [tags has acid]}
///   - {name: adults only, items: [category within Spirits], users: [age < 18]}
/// ```
struct RuleReader {
    private static let byteLimit = 1 << 20
    private static let ruleLimit = 1_000

    private let file: String

    init(file: String) { self.file = file }

    func rules(in text: String) throws(KnowledgeError) -> KnowledgeRules {
        guard text.utf8.count <= Self.byteLimit else { throw fault("has more than \(Self.byteLimit) bytes; split it") }
        let root: Node?
        do { root = try Yams.compose(yaml: text) } catch {
            throw KnowledgeError(.invalidRules, "\(file): \(Self.firstLine(of: error))")
        }
        guard let root else { return KnowledgeRules() }
        var rules: [KnowledgeRule] = []
        for (key, node) in try entries(of: root, allowing: ["goesWith", "needs", "never"]) {
            guard let list = node.sequence else { throw fault("\(key) must be a list of rules", at: node) }
            for node in list { rules.append(try rule(node, key)) }
        }
        guard rules.count <= Self.ruleLimit else {
            throw fault("has \(rules.count) rules; the most is \(Self.ruleLimit)")
        }
        return KnowledgeRules(rules)
    }

    private func rule(_ node: Node, _ section: String) throws(KnowledgeError) -> KnowledgeRule {
        let keys = ["goesWith": ["with"], "needs": ["needs"], "never": ["with", "users"]][section] ?? []
        let links = section == "never" ? [] : ["where"]
        let entries = Dictionary(
            try entries(of: node, allowing: ["name", "items"] + keys + links), uniquingKeysWith: { $1 })
        guard let name = entries["name"]?.scalar?.string, (1...Limits.idByteCount).contains(name.utf8.count) else {
            throw fault("a rule needs a name of 1 to \(Limits.idByteCount) bytes", at: node)
        }
        let given = keys.filter { entries[$0] != nil }
        guard given.count == 1, let key = given.first else {
            throw fault("“\(name)” needs \(keys.joined(separator: " or ")): a list of requirements", at: node)
        }
        let relation: RuleRelation =
            section == "goesWith" ? .goesWith : section == "needs" ? .needs : key == "with" ? .neverWith : .neverFor
        return KnowledgeRule(
            name: name, relation: relation, items: try requirements(entries["items"], "items", name, node),
            others: try requirements(entries[key], key, name, node), links: try self.links(entries["where"]))
    }

    private func requirements(
        _ node: Node?, _ key: String, _ rule: String, _ owner: Node
    ) throws(KnowledgeError) -> [Requirement] {
        guard let list = node?.sequence, (1...Limits.requirementCount).contains(list.count) else {
            throw fault(
                "“\(rule)” needs \(key): a list of 1 to \(Limits.requirementCount) requirements, such as [price < 50]",
                at: node ?? owner)
        }
        var requirements: [Requirement] = []
        for node in list {
            guard let text = node.scalar?.string else {
                throw fault("a requirement is a text, such as price < 50", at: node)
            }
            do throws(KnowledgeError) { requirements.append(try Requirement(parsing: text)) } catch {
                throw fault(error.message, at: node)
            }
        }
        return requirements
    }

    private func links(_ node: Node?) throws(KnowledgeError) -> [AttributeLink] {
        guard let node else { return [] }
        guard let list = node.sequence else { throw fault("where must be a list, such as [mount = mount]", at: node) }
        var links: [AttributeLink] = []
        for node in list {
            let words = (node.scalar?.string ?? "").split(separator: " ")
            guard words.count == 3, let relation = AttributeLink.Relation(rawValue: String(words[1])) else {
                let known = AttributeLink.Relation.allCases.map(\.rawValue).joined(separator: " ")
                throw fault(
                    "where needs an attribute, one of \(known), and the other's attribute, with spaces between",
                    at: node)
            }
            links.append(AttributeLink(first: String(words[0]), relation: relation, second: String(words[2])))
        }
        return links
    }

    private func entries(of node: Node, allowing keys: [String]) throws(KnowledgeError) -> [(String, Node)] {
        guard let mapping = node.mapping else {
            throw fault("must be a map with \(keys.joined(separator: ", "))", at: node)
        }
        var entries: [(String, Node)] = []
        for (key, value) in mapping {
            let name = key.scalar?.string ?? ""
            guard keys.contains(name) else {
                throw fault("unknown key “\(name)”" + suggestion(for: name, among: keys), at: key)
            }
            entries.append((name, value))
        }
        return entries
    }

    private func fault(_ message: String, at node: Node? = nil) -> KnowledgeError {
        let place = node?.mark.map { "\(file):\($0.line):\($0.column)" } ?? file
        return KnowledgeError(.invalidRules, "\(place): \(message)")
    }

    private static func firstLine(of error: any Error) -> String {
        "\(error)".split(separator: "\n").prefix(3).joined(separator: " ")
    }
}

extension KnowledgeRules {
    /// Rules written in YAML.
    ///
    /// - Parameter file: what errors call it.
    /// - Throws: ``KnowledgeError`` `invalidRules`, naming file, line and remedy.
    public init(parsing text: String, file: String) throws(KnowledgeError) {
        self = try RuleReader(file: file).rules(in: text)
    }
}
