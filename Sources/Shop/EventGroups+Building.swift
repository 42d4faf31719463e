// SPDX-License-Identifier: Apache-2.0

extension EventGroups {
    /// Gathers events that come in any order.
    public struct Builder: Sendable {
        /// Without an event for that long, a user's session is over.
        public static let sessionGap: Int64 = 30 * 60_000

        private var members: [Member] = []
        private var groups: [UInt32] = []  // of each member
        private var numbers: [String: UInt32] = [:]
        private var last: (name: String, number: UInt32)?
        private var nameless: [Member] = []

        /// Nothing gathered yet.
        public init() {}

        /// Adds an event to the group of that name.
        public mutating func add(_ member: Member, to name: String) {
            members.append(member)
            groups.append(number(of: name))
        }

        /// Adds a user's event whose session nobody named: it belongs to whatever the same user did within half an hour.
        ///
        /// One of nobody known is left out.
        public mutating func addNameless(_ member: Member) {
            if member.user != EventGroups.guest { nameless.append(member) }
        }

        /// Events mostly come with others of their group: the last name is not looked up again.
        private mutating func number(of name: String) -> UInt32 {
            if let last, last.name == name { return last.number }
            let number = numbers[name] ?? UInt32(truncatingIfNeeded: numbers.count)
            numbers[name] = number
            last = (name, number)
            return number
        }

        /// The groups.
        ///
        /// - Complexity: O(events · log events).
        public consuming func build() -> EventGroups {
            divideNameless()
            let (members, groups) = (members, groups)
            var ends = [Timestamp](repeating: Timestamp(milliseconds: .min), count: numberOfGroups)
            for (place, group) in groups.enumerated() {
                ends[Int(group)] = max(ends[Int(group)], members[place].timestamp)
            }
            let order = members.indices.sorted { first, second in
                let (left, right) = (groups[first], groups[second])
                if left != right { return (ends[Int(left)], left) < (ends[Int(right)], right) }
                return (members[first].timestamp, first) < (members[second].timestamp, second)
            }
            var built = EventGroups()
            var start = 0
            for place in order.indices
            where place + 1 == order.count || groups[order[place]] != groups[order[place + 1]] {
                built.append(order[start...place].lazy.map { members[$0] })
                start = place + 1
            }
            return built
        }

        private var numberOfGroups: Int { Int(groups.max().map { $0 + 1 } ?? 0) }

        /// Makes groups of what nobody named, a user at a time.
        private mutating func divideNameless() {
            let order = nameless.indices.sorted { first, second in
                let (left, right) = (nameless[first], nameless[second])
                return (left.user, left.timestamp, first) < (right.user, right.timestamp, second)
            }
            var (number, previous) = (UInt32(truncatingIfNeeded: numbers.count), Member?.none)
            for place in order {
                let member = nameless[place]
                if let previous, !Self.isOneSession(previous, member) { number += 1 }
                members.append(member)
                groups.append(number)
                previous = member
            }
        }

        private static func isOneSession(_ earlier: Member, _ later: Member) -> Bool {
            earlier.user == later.user
                && later.timestamp.milliseconds - earlier.timestamp.milliseconds <= sessionGap
        }
    }
}
