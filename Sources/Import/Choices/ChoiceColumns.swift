// SPDX-License-Identifier: Apache-2.0

/// What the columns of a file of choices mean.
struct ChoiceColumns {
    /// Names with a meaning of their own; `-` is a column to leave out, every other name an attribute.
    static let known = ["choice-set", "chosen", "item", "segment", "group", "-"]

    let set: Int
    let chosen: Int
    let item: Int?
    let segment: Int?
    let group: Int?
    let attributes: [(name: String, position: Int)]
    let width: Int

    /// Columns from their names in order.
    ///
    /// - Throws: `invalidColumns` for a name that is there twice, and without set, choice or attribute.
    init(_ names: [String], file: String) throws(ImportError) {
        var places: [String: Int] = [:]
        var attributes: [(name: String, position: Int)] = []
        for (place, name) in names.enumerated() where name != "-" {
            guard places.updateValue(place, forKey: name) == nil else {
                throw ImportError(.invalidColumns, "column \"\(name)\" is there twice in \(file)")
            }
            if !Self.known.contains(name) { attributes.append((name, place)) }
        }
        guard let set = places["choice-set"], let chosen = places["chosen"] else {
            throw ImportError(
                .missingColumn,
                "\(file) has no columns choice-set and chosen; its columns are \(names.joined(separator: ", ")); name "
                    + "them in a header row, or in order with --columns choice-set,chosen,price,…")
        }
        guard !attributes.isEmpty else {
            throw ImportError(.missingColumn, "\(file) has no attributes beside \(names.joined(separator: ", "))")
        }
        (self.set, self.chosen, self.attributes) = (set, chosen, attributes)
        (item, segment, group) = (places["item"], places["segment"], places["group"])
        width = names.count
    }
}
