// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Shop

/// Finds the sessions most like a running one, among those of the snapshot and those recorded since.
struct NeighbourSearch {
    let model: SessionKNNModel
    let session: RunningSession
    let items: DistinctItems
    /// The first live entry that the snapshot has not learnt from.
    private let firstEntry: UInt64

    init(_ model: SessionKNNModel, _ session: RunningSession) {
        let first = session.live?.firstEntry(from: model.horizon) ?? 0
        self.model = model
        self.session = session
        firstEntry = first
        items = DistinctItems(of: session, limit: model.rules.newestItems) { item in
            !model.index.sessions(of: item).isEmpty || session.live?.contains(item, from: first) == true
        }
    }

    /// The neighbours, most alike first, ties by the more recent.
    ///
    /// - Parameter spare: scratch for the live ones.
    func neighbours(_ spare: inout Scoreboard) -> [Scored] {
        var nearest = BestHeap(capacity: model.rules.neighbours)
        let liveCount = addLive(to: &nearest, spare: &spare)
        let (rules, index) = (model.rules, model.index)
        index.forEachSession(sharing: items, limit: max(0, rules.sessions - liveCount)) { past, likeness in
            let scale =
                rules.damping(ofLength: index.items(of: past).count)
                * rules.ageing(from: index.times[Int(past)], to: session.now)
            nearest.insert(
                Scored(item: NeighbourSession.number(ofPast: past, live: session.live), score: likeness * scale))
        }
        return nearest.sorted()
    }

    /// - Returns: how many were compared.
    private func addLive(to nearest: inout BestHeap, spare: inout Scoreboard) -> Int {
        guard let live = session.live, live.sessionCount > 0 else { return 0 }
        let limit = model.rules.sessions
        for item in items.entries {
            live.forEachEntry(with: item.item, from: firstEntry, limit: limit) { entry in
                guard model.types.contains(entry.type), entry.session != session.own else { return }
                spare.add(item.decay, to: NeighbourSession.number(ofLive: entry.session, live: live))
            }
        }
        var found: [Scored] = []
        spare.forEachScore { number, likeness in found.append(Scored(item: number, score: likeness)) }
        if found.count > limit {
            found.sort { live.lastEntry(of: live.session($0)) > live.lastEntry(of: live.session($1)) }
            found.removeSubrange(limit...)
        }
        for neighbour in found {
            let session = live.session(neighbour)
            let scale =
                model.rules.damping(ofLength: liveItems(of: session, live).count)
                * model.rules.ageing(from: live.time(of: session), to: self.session.now)
            nearest.insert(Scored(item: neighbour.item, score: neighbour.score * scale))
        }
        return found.count
    }

    /// Gives `body` the different items of a neighbour.
    func withItems<Result>(of neighbour: Scored, _ body: (UnsafeBufferPointer<UInt32>) -> Result) -> Result {
        switch NeighbourSession(neighbour.item, live: session.live) {
        case .past(let past):
            return model.index.sessionItems.withUnsafeBuffer { items in
                body(UnsafeBufferPointer(rebasing: items[model.index.items(of: past)]))
            }
        case .live(let number):
            guard let live = session.live else { preconditionFailure("a live neighbour without live sessions") }
            return liveItems(of: number, live).withUnsafeBufferPointer(body)
        }
    }

    private func liveItems(of number: LiveSessions.Number, _ live: LiveSessions) -> [UInt32] {
        var items: [UInt32] = []
        live.forEachEntry(of: number, from: firstEntry) { entry in
            if !entry.isRepeat, model.types.contains(entry.type) { items.append(entry.item) }
        }
        return items
    }
}

extension LiveSessions {
    fileprivate func session(_ neighbour: Scored) -> Number { sessionCount - UInt64(neighbour.item) }
}
