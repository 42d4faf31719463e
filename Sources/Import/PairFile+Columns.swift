// SPDX-License-Identifier: Apache-2.0

extension PairFile {
    /// Which column of a file holds what, positions from 0.
    public struct Columns: Sendable, Equatable {
        /// The user's id.
        public var user = 0
        /// The item's id.
        public var item = 1
        /// A number such as a rating; nil for none.
        public var value: Int?
        /// A moment as in event files; nil for none.
        public var timestamp: Int?

        /// `user<TAB>item`; what follows is ignored.
        public init() {}

        /// Columns from their names in order, such as `user,item,rating,time`; `-` is a column to ignore.
        ///
        /// - Throws: `invalidColumns` naming the word, when one is not known, is there twice, or user or item is not there.
        public init(parsing text: String) throws(ImportError) {
            let words = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            for word in words where !Self.known.contains(word) {
                throw ImportError(
                    .invalidColumns,
                    "unknown column \"\(word)\" in \"\(text)\"; known are \(Self.known.joined(separator: ", "))")
            }
            for word in Self.known.dropLast() where words.count(where: { $0 == word }) > 1 {
                throw ImportError(.invalidColumns, "column \"\(word)\" is there twice in \"\(text)\"")
            }
            guard let user = words.firstIndex(of: "user"), let item = words.firstIndex(of: "item") else {
                throw ImportError(.invalidColumns, "\"\(text)\" must name user and item, such as user,item,rating,time")
            }
            self.user = user
            self.item = item
            value = words.firstIndex(of: "rating")
            timestamp = words.firstIndex(of: "time")
        }

        private static let known = ["user", "item", "rating", "time", "-"]

        /// Fields a row must have room for.
        var width: Int { 1 + max(user, item, max(value ?? 0, timestamp ?? 0)) }
    }
}
