// SPDX-License-Identifier: Apache-2.0

/// Finds what somebody may have meant.
enum Suggestion {
    /// `; did you mean …?` with the nearest of `candidates`, or nothing when none is near.
    static func text(for word: String, among candidates: [String]) -> String {
        let near = candidates.map { (distance(word.lowercased(), $0.lowercased()), $0) }.min { $0.0 < $1.0 }
        guard let near, near.0 <= max(1, word.count / 3) else { return "" }
        return "; did you mean \(near.1)?"
    }

    /// Insertions, deletions and replacements that turn one word into the other; O(n·m).
    ///
    /// Words above 64 characters are compared by their beginnings.
    static func distance(_ left: String, _ right: String) -> Int {
        let (rows, columns) = (Array(left.prefix(64)), Array(right.prefix(64)))
        var previous = Array(0...columns.count)
        for (rowIndex, row) in rows.enumerated() {
            var current = [rowIndex + 1]
            for (columnIndex, column) in columns.enumerated() {
                let replaced = previous[columnIndex] + (row == column ? 0 : 1)
                current.append(min(replaced, previous[columnIndex + 1] + 1, current[columnIndex] + 1))
            }
            previous = current
        }
        return previous[columns.count]
    }
}
