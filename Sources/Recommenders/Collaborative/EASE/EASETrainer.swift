// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Regresses every item on all others, in closed form, and keeps each item's strongest weights.
///
/// min_B ‖X̃ − X̃B‖² + λ‖B‖² with diag(B) = 0 has the solution B = I − P diag(P)⁻¹, P = (X̃ᵀX̃ + λI)⁻¹, items × items.
/// With fewer users than items the inverse of the users' matrix is taken instead (Woodbury):
/// P = (I − X̃ᵀ M X̃) / λ, M = (X̃X̃ᵀ + λI)⁻¹, users × users.
///
/// - Complexity: n³ multiply-adds / 2 for the inverse, n the smaller of items and users that have an entry; one dense
///   matrix of n² floats. Memory grows with n² and with nothing else that counts.
/// - Source: Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019, eq. 8; the exponents of users and
///   items as in Park, Yoon, Kim, Lee, "Why is Normalization Necessary for Linear Recommenders?", SIGIR 2025.
public struct EASETrainer: RecommenderTrainer {
    /// The settings.
    public let config: EASEConfig

    /// A trainer with those settings.
    public init(_ config: EASEConfig = EASEConfig()) { self.config = config }

    /// Learns the neighbour lists.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0; `tooLarge` when the dense matrix would be larger than
    ///   `memoryLimit`; `notPositiveDefinite` when λ is too small for single precision.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> EASEModel {
        let wants = ScaledWants(try dataset.trainingMatrix(weighting: config.eventWeighting), config.scaling)
        let (users, items) = (wants.byUser.rowCount, wants.byItem.rowCount)
        try refuse(size: min(users, items), items: items)
        let isByItem = items <= users
        let inverse = try RegularizedInverse(
            of: isByItem ? wants.byItem : wants.byUser, isByItem ? wants.byUser : wants.byItem,
            regularization: config.regularization, context: context)
        let neighbours = config.neighbours(items: items, inverseSize: min(users, items))
        let lists =
            isByItem
            ? try ItemSideWeights(inverse, wants).strongest(neighbours, threads: context.threadCount)
            : try UserSideWeights(inverse, wants, threads: context.threadCount)
                .strongest(neighbours, threads: context.threadCount)
        context.progress(1)
        return EASEModel(wants.expanded(lists))
    }

    /// The dense matrix and a panel of it; wants, their copies while they are built, and both scaled ones; the lists,
    /// three times while they are joined.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let rows = min(size.users, size.items)
        let lists = 24 * size.items * config.neighbours(items: size.items, inverseSize: rows)
        return 4 * rows * rows + 3 * size.matrixByteCount
            + max(
                LinearAlgebra.inverseScratchByteCount(size: rows, threads: threads),
                lists + threads * 4 * UserSideWeights.batch * (size.users + size.items))
    }

    private func refuse(size: Int, items: Int) throws(RecommenderError) {
        let needed = Double(4 * size * size) / Double(1 << 30)
        guard needed > config.memoryLimit else { return }
        throw RecommenderError(
            .tooLarge,
            "ease on \(items) items needs a dense matrix of \(rounded(needed)) GiB, above its “memoryLimit” of "
                + "\(rounded(config.memoryLimit)) GiB; use kind slim, whose memory grows with the events, or raise it")
    }

    private func rounded(_ number: Double) -> Double { (number * 1_000).rounded() / 1_000 }
}
