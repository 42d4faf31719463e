// SPDX-License-Identifier: Apache-2.0

public import Mining
public import Shop

extension Sequences {
    /// What each user did in time, of the events that count; users without any are left out.
    ///
    /// - Complexity: O(events + users), and sorting what did not arrive in the order of time.
    public init(of interactions: Interactions, where counts: (Interaction) -> Bool) {
        var users = [[(item: UInt32, time: Int64)]](repeating: [], count: interactions.userCount)
        for position in 0..<interactions.count {
            let event = interactions[position]
            guard counts(event) else { continue }
            users[Int(event.user.rawValue)].append((event.item.rawValue, event.timestamp.milliseconds))
        }
        self.init(users.filter { !$0.isEmpty }, itemCount: interactions.itemCount)
    }
}
