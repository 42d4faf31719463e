// SPDX-License-Identifier: Apache-2.0

internal import Matrix

extension FeatureSearch {
    /// The best items of all, of which the last is known to be worth `limit` or more.
    func bestByRuns(
        _ count: Int, from limit: Float, _ rescoring: Rescoring, in scratch: SearchScratch,
        where accepts: (UInt32) -> Bool
    ) -> [Scored] {
        scratch.items.reset(itemCount: index.itemCount)
        var runs = RunSearch(self)
        // Items come ascending: of equal ones the first stays.
        var (heap, limit) = (BestHeap(capacity: count), max(0, limit.nextDown))
        for start in stride(from: 0, to: index.itemCount, by: runLength) {
            let run = start..<min(start + runLength, index.itemCount)
            scratch.items.withWindow(run) { runs.gather(run, on: &$0, toBeat: limit) }
            for candidate in runs.candidates where candidate.score >= runs.least(toBeat: limit) {
                guard accepts(candidate.item) else { continue }
                let scored = rescoring.scored(candidate.item)
                if scored.score > 0 { heap.insert(scored) }
                if heap.isFull, let worst = heap.worst { limit = max(limit, worst.score) }
            }
        }
        return heap.sorted()
    }
}

/// The search over runs of items, for questions whose lists are long.
///
/// In each run the lists are added in the order of what they can add, until so few items can still be listed that adding
/// up their rows costs less than the rest of the lists does. A run's sums stay in the cache, and the best items of the
/// runs before say what it takes to be listed: from the second run on that is close to what it takes in the end.
private struct RunSearch {
    /// Items of the last run that may be listed, ascending, with their sums over the lists that were added.
    private(set) var candidates: [Scored] = []
    /// The first list that was left out.
    private var rest = 0
    private var runCount = 0
    private var cursors: [Int]
    private let search: FeatureSearch

    init(_ search: FeatureSearch) {
        self.search = search
        cursors = search.terms.map { search.index.postings.range(of: $0.feature).lowerBound }
    }

    /// Finds the candidates of a run.
    ///
    /// How many lists that takes changes little from run to run, so most runs begin to look where the last one ended.
    mutating func gather(_ run: Range<Int>, on board: inout Scoreboard, toBeat limit: Float) {
        let firstLook = runCount % 8 == 1 ? 0 : rest
        runCount += 1
        var (added, nextLook) = (0, 0)
        for (place, term) in search.terms.enumerated() {
            rest = place
            // Until then an item may be worth listing that stands in none of the lists added.
            if place >= firstLook, added >= nextLook, least(toBeat: limit) > 0 {
                collect(run, on: board, toBeat: limit)
                let left = term.remaining * run.count / search.index.itemCount
                if candidates.count * FeatureSearch.rowCost <= left { return }
                nextLook = added + run.count / 4  // a look costs about as much as that many additions
            }
            let part = part(of: place, in: run)
            search.index.postings.add(part, scaledBy: term.weight, to: &board)
            added += part.count
        }
        rest = search.terms.count
        collect(run, on: board, toBeat: limit)
    }

    /// The least sum with which an item of the last run can be worth more than the limit.
    func least(toBeat limit: Float) -> Float {
        if rest < search.terms.count { return limit - search.terms[rest].bound - search.slack }
        return rest > 2 ? limit - search.slack : limit.nextUp  // of two numbers there is but one sum
    }

    private mutating func collect(_ run: Range<Int>, on board: borrowing Scoreboard, toBeat limit: Float) {
        candidates.removeAll(keepingCapacity: true)
        board.forEachScore(from: least(toBeat: limit), in: run) { candidates.append(Scored(item: $0, score: $1)) }
    }

    /// The run's part of a list.
    private mutating func part(of place: Int, in run: Range<Int>) -> Range<Int> {
        let postings = search.index.postings
        let end = postings.range(of: search.terms[place].feature).upperBound
        let first = postings.place(atLeast: run.lowerBound, in: cursors[place]..<end)
        cursors[place] = postings.place(atLeast: run.upperBound, in: first..<end)
        return first..<cursors[place]
    }
}

extension SparseRows {
    /// Where the first index of `index` or more lies in a part of a row, looked for from its beginning in steps that double.
    fileprivate func place(atLeast index: Int, in range: Range<Int>) -> Int {
        indices.withUnsafeBuffer { indices in
            var (low, step) = (range.lowerBound, 1)
            while low + step <= range.upperBound, Int(indices[low + step - 1]) < index {
                low += step
                step *= 2
            }
            var high = min(low + step, range.upperBound)
            while low < high {
                let middle = (low + high) / 2
                if Int(indices[middle]) < index { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }
}
