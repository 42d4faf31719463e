// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Regresses every item on the items that co-occur with it most, each in a small system of its own.
///
/// What EASE^R solves for all items at once, restricted to a neighbourhood of each: no dense matrix of the catalogue, and
/// memory that grows with what is wanted together.
///
/// - Complexity: O(Σ n_u²) for the co-occurrences over the users' item counts n_u, then O(|C|³ + the candidates'
///   co-occurrences) an item; items · `coOccurrences` entries at most.
/// - Source: Ning, Karypis, "SLIM: Sparse Linear Methods for Top-N Recommender Systems", ICDM 2011; neighbourhoods as in
///   its section 4.3 (fsSLIM).
public struct SLIMTrainer: RecommenderTrainer {
    /// The settings.
    public let config: SLIMConfig

    /// A trainer with those settings.
    public init(_ config: SLIMConfig = SLIMConfig()) { self.config = config }

    /// Learns the neighbour lists.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0; `notPositiveDefinite` when λ₂ is too small.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> SLIMModel {
        let wants = ScaledWants(try dataset.trainingMatrix(weighting: config.eventWeighting), config.scaling)
        let kept = max(config.candidates, config.coOccurrences)
        let gram = CoOccurrences(wants, count: kept, threads: context.threadCount)
        context.progress(0.1)
        let explained = try explanations(gram, context)
        let byTarget = SparseMatrix(explained, columnCount: gram.count)
        let lists = byTarget.transposed().strongestWeights(config.neighbours, wants, threads: context.threadCount)
        context.progress(1)
        return SLIMModel(wants.expanded(lists))
    }

    /// Wants, their copies while they are built, and both scaled ones; the co-occurrences; the weights by target and by
    /// source; the lists, three times while they are joined; a system a thread.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let mean = size.interactions / max(1, size.items)
        // An item co-occurs with about twenty others for each of its users, as measured on gowalla.
        let pairs = min(max(config.candidates, config.coOccurrences), size.items, 20 * mean + 200)
        let candidates = min(config.candidates, size.items)
        return 3 * size.matrixByteCount + 8 * size.items * pairs + 32 * size.items * candidates
            + 24 * size.items * min(config.neighbours, candidates) + threads * 4 * candidates * candidates
    }

    private func explanations(_ gram: CoOccurrences, _ context: FitContext) throws(RecommenderError) -> [[Scored]] {
        let chunk = 16
        let chunks = parallelMap(
            gram.count, threads: context.threadCount, chunk: chunk,
            scratch: { NeighbourhoodRegression(gram, config) }
        ) { items, regression in
            if items.lowerBound.isMultiple(of: chunk * 64) {
                context.progress(0.1 + 0.85 * Double(items.lowerBound) / Double(gram.count))
            }
            return items.map { regression.explain($0) }
        }
        let explained = chunks.joined().compactMap { $0 }
        guard explained.count == gram.count else {
            throw RecommenderError(
                .notPositiveDefinite,
                "\(gram.count - explained.count) of \(gram.count) items have no unique weights; raise "
                    + "“regularization”, which is \(config.regularization), or “coOccurrences”")
        }
        return explained
    }
}

extension SparseMatrix {
    /// Rows of entries by ascending index.
    fileprivate init(_ rows: [[Scored]], columnCount: Int) {
        var offsets = [0]
        for row in rows { offsets.append(offsets[offsets.count - 1] + row.count) }
        self.init(
            offsets: SharedArray(offsets), columns: SharedArray(rows.joined().map(\.item)),
            values: SharedArray(rows.joined().map(\.score)), columnCount: columnCount)
    }

    /// Each row's strongest entries, scaled back.
    fileprivate func strongestWeights(_ count: Int, _ wants: ScaledWants, threads: Int) -> [[Scored]] {
        let selection = StrongestWeights(count)
        let lists = parallelMap(rowCount, threads: threads, chunk: 256, scratch: {}) { rows, _ in
            rows.map { row in
                let start = offsets[row]
                return selection.select(ofRow: -1, columns: range(ofRow: row).count) { place in
                    values[start + place] * wants.sourceScales[row] * wants.targetScales[Int(columns[start + place])]
                }.map { Scored(item: columns[start + Int($0.item)], score: $0.score) }
            }
        }
        return Array(lists.joined())
    }
}
