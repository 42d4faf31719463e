// SPDX-License-Identifier: Apache-2.0

public import Recommenders
internal import Shop

extension Split {
    /// Holds out the newest part of all interactions: what a model fitted then would have been asked afterwards.
    ///
    /// Items that a user had to do with before are not among the wanted ones, since no list shows them again.
    ///
    /// - Parameters:
    ///   - fraction: part of the interactions held out, above 0 and below 1; interactions of one moment stay together.
    ///   - weighting: what counts as a want: pairs that weigh more than 0.
    /// - Throws: `invalidSetting` for a fraction out of range, `emptyTest` when nobody is left to judge.
    public static func byTime(
        _ dataset: Dataset, fraction: Double = 0.2, weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> Split {
        try check(fraction, "test fraction")
        let times = dataset.interactions.timestamps
        guard !times.isEmpty else { throw nobodyToJudge }
        let boundary = times.sorted()[min(times.count - 1, Int(Double(times.count) * (1 - fraction)))]
        return try divide(dataset, weighting: weighting) { times[$0] >= boundary ? .test : .training }
    }

    /// Holds out the newest part of each user's interactions, whenever that was.
    ///
    /// A user's interactions of one moment stay together: held out, unless nothing would be left to know the user by;
    /// then they are learnt from. If all have the same moment, the order of arrival decides. Other users' later
    /// interactions are learnt from, so that a model may know of the time after a user's test; `byTime` does not allow
    /// that.
    ///
    /// - Parameter fraction: part of each user's interactions, at least one of two or more; above 0 and below 1.
    /// - Throws: `invalidSetting` for a fraction out of range, `emptyTest` when nobody is left to judge.
    public static func byUserTime(
        _ dataset: Dataset, fraction: Double = 0.2, weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> Split {
        try check(fraction, "test fraction")
        let times = dataset.interactions.timestamps
        var isHeldOut = [Bool](repeating: false, count: times.count)
        for positions in dataset.interactions.positionsByUser() where positions.count > 1 {
            let order = positions.sorted { (times[$0], $0) < (times[$1], $1) }
            let testCount = min(order.count - 1, max(1, Int((Double(order.count) * fraction).rounded())))
            for position in order[firstHeldOut(order.map { times[$0] }, order.count - testCount)...] {
                isHeldOut[position] = true
            }
        }
        return try divide(dataset, weighting: weighting) { isHeldOut[$0] ? .test : .training }
    }

    /// The place nearest to `place` that does not tear equal moments apart and leaves something before it.
    private static func firstHeldOut(_ times: [Int64], _ place: Int) -> Int {
        let tied = times[place]
        if let first = times.firstIndex(of: tied), first > 0 { return first }
        return times.firstIndex { $0 > tied } ?? place
    }

    /// Holds out each user's last interaction, and with it all that the user had to do with that item.
    ///
    /// The last is the latest, of several at one moment the one that arrived last. A user of a single item keeps it.
    ///
    /// - Throws: `emptyTest` when nobody is left to judge.
    public static func leaveLastOut(
        _ dataset: Dataset, weighting: EventWeighting = EventWeighting()
    ) throws(EvaluationError) -> Split {
        let (users, items) = (dataset.interactions.users, dataset.interactions.items)
        let weights = EventWeights(weighting, ownTypes: dataset.ownTypes)
        var last = [Int?](repeating: nil, count: dataset.userCount)
        for position in 0..<users.count {
            guard weights.weight(of: dataset.interactions[position], now: dataset.now) > 0 else { continue }
            let user = Int(users[position])
            let earlier = last[user].map { dataset.interactions.timestamps[$0] } ?? .min
            if dataset.interactions.timestamps[position] >= earlier { last[user] = position }
        }
        return try divide(dataset, weighting: weighting) { position in
            last[Int(users[position])].map { items[$0] == items[position] } ?? false ? .test : .training
        }
    }
}

extension Interactions {
    /// Each user's positions, in arrival order.
    func positionsByUser() -> [[Int]] {
        var positions = [[Int]](repeating: [], count: userCount)
        for (position, user) in users.enumerated() { positions[Int(user)].append(position) }
        return positions
    }
}
