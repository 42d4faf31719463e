// SPDX-License-Identifier: Apache-2.0

internal import Recommenders
internal import Shop
import Yams

/// A value of a YAML file that knows where it stands, so that every complaint names file, line and key.
struct RecipeNode {
    private static let depthLimit = 8
    private static let countLimit = 10_000

    let node: Node
    let file: String
    /// Keys and positions from the root, such as `recommenders[1].settings`; empty at the root.
    let path: String

    /// Whether it is a single value, neither list nor map.
    var isWord: Bool { node.scalar != nil }

    /// A complaint about this value.
    func fault(_ message: String) -> TrainingError {
        let place = node.mark.map { "\(file):\($0.line):\($0.column)" } ?? file
        return TrainingError(.invalidRecipe, path.isEmpty ? "\(place): \(message)" : "\(place): \(path): \(message)")
    }

    /// The values by key.
    ///
    /// - Parameter names: keys that may be there; nil for any.
    func map(allowing names: [String]? = nil) throws(TrainingError) -> [String: RecipeNode] {
        guard let mapping = node.mapping else { throw fault("must be a map of names to values") }
        guard mapping.count <= Self.countLimit else { throw fault("has more than \(Self.countLimit) entries") }
        var values: [String: RecipeNode] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string else { throw fault("has a key that is no word") }
            let child = RecipeNode(node: value, file: file, path: path.isEmpty ? name : "\(path).\(name)")
            if let names, !names.contains(name) {
                let place = RecipeNode(node: key, file: file, path: path)
                throw place.fault("unknown key “\(name)”" + suggestion(for: name, among: names))
            }
            values[name] = child
        }
        return values
    }

    /// The values in order.
    func list() throws(TrainingError) -> [RecipeNode] {
        guard let sequence = node.sequence else { throw fault("must be a list") }
        guard sequence.count <= Self.countLimit else { throw fault("has more than \(Self.countLimit) entries") }
        return sequence.enumerated().map { RecipeNode(node: $1, file: file, path: "\(path)[\($0)]") }
    }

    /// A word, of 1 to 64 bytes.
    func text() throws(TrainingError) -> String {
        guard let text = node.scalar?.string, (1...64).contains(text.utf8.count) else {
            throw fault("must be a word of 1 to 64 bytes")
        }
        return text
    }

    /// A name that may stand in a key: letters, digits, `-`, `_` and `.`.
    func identifier() throws(TrainingError) -> String {
        let text = try text()
        let isPlain = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                || byte == 0x2D || byte == 0x5F || byte == 0x2E
        }
        guard isPlain else { throw fault("“\(text)” must consist of letters, digits, “-”, “_” and “.”") }
        return text
    }

    /// A finite number within bounds.
    func number(in range: ClosedRange<Double>) throws(TrainingError) -> Double {
        guard case .number(let number) = try setting(), range.contains(number) else {
            throw fault("must be a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// A whole number within bounds.
    func integer<Whole: FixedWidthInteger>(in range: ClosedRange<Whole>) throws(TrainingError) -> Whole {
        guard let text = node.scalar?.string, let number = Whole(text), range.contains(number) else {
            throw fault("must be a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Yes or no.
    func flag() throws(TrainingError) -> Bool {
        guard case .flag(let flag) = try setting() else { throw fault("must be true or false") }
        return flag
    }

    /// Any value, as a recommender's settings take it.
    func setting(depth: Int = 0) throws(TrainingError) -> Setting {
        guard depth < Self.depthLimit else { throw fault("is nested more than \(Self.depthLimit) deep") }
        switch node {
        case .scalar(let scalar): return try plain(scalar)
        case .sequence:
            var list: [Setting] = []
            for child in try self.list() { list.append(try child.setting(depth: depth + 1)) }
            return .list(list)
        case .mapping:
            var map: [String: Setting] = [:]
            for (name, child) in try self.map() { map[name] = try child.setting(depth: depth + 1) }
            return .map(map)
        case .alias: throw fault("is an alias, which recipes do not use")
        }
    }

    private func plain(_ scalar: Node.Scalar) throws(TrainingError) -> Setting {
        guard scalar.style == .plain else { return .text(scalar.string) }
        switch Resolver.default.resolveTag(of: node) {
        case .bool: return .flag(node.bool ?? false)
        case .int, .float:
            guard let number = node.float, number.isFinite else { throw fault("must be a finite number") }
            return .number(number)
        case .null: throw fault("has no value")
        default: return .text(scalar.string)
        }
    }
}
