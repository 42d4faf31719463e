// SPDX-License-Identifier: Apache-2.0

internal import CKernels
internal import Matrix

/// Learns factors such that what a user wanted scores above what they did not, by stochastic gradient ascent.
///
/// Maximises Σ ln σ(x_ui − x_uj) − λ‖Θ‖² over pairs (u, i) that are wanted and items j that are not, with
/// x_ui = b_i + p_u · q_i. Threads work on blocks that share no row (``BPRSchedule``) with seeds of their own, so the
/// result is the same with any number of them.
///
/// - Complexity: O(epochs · pairs · negativeSamples · k), shared by the threads; memory the factors and 8 bytes a pair
///   (12 when pairs weigh differently) beside the matrix.
/// - Source: Rendle, Freudenthaler, Gantner, Schmidt-Thieme, "BPR: Bayesian Personalized Ranking from Implicit
///   Feedback", UAI 2009; hard negatives: Zhang, Chen, Wang, Yu, "Optimizing Top-N Collaborative Filtering via Dynamic
///   Negative Item Sampling", SIGIR 2013.
public struct BPRTrainer: RecommenderTrainer {
    /// The settings.
    public let config: BPRConfig

    /// A trainer with those settings.
    public init(_ config: BPRConfig = BPRConfig()) { self.config = config }

    /// Learns users' and items' factors.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0; `invalidSetting` when the steps are so long that the
    ///   factors grow without bound.
    public func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> BPRModel {
        let wants = try dataset.trainingMatrix(weighting: config.eventWeighting)
        let (users, items, biases) = learn(wants, context: context)
        guard users.isFinite, items.isFinite, biases.allSatisfy(\.isFinite) else {
            throw RecommenderError(
                .invalidSetting,
                "the factors grew without bound in \(config.epochs) epochs; lower “learningRate” "
                    + "(\(config.learningRate)), or raise “regularization”")
        }
        let turned = try FixedFactors(turning: items, unobservedWeight: 1, threads: context.threadCount)
        let turnedUsers = users.turned(by: turned.basis, threads: context.threadCount)
        let foldIn = FoldIn(
            fitting: turnedUsers, of: wants, items: turned, largestWeight: PairCells.largestWeight,
            threads: context.threadCount)
        return BPRModel(
            LearnedFactors(
                foldIn, biases: SharedArray(biases), users: turnedUsers, index: config.index,
                threads: context.threadCount))
    }

    /// The factors of users and items, and the items' biases if they have any.
    private func learn(
        _ wants: SparseMatrix, context: FitContext
    ) -> (users: DenseMatrix, items: DenseMatrix, biases: [Float]) {
        let state = BPRState(wants, config: config, seed: context.seed)
        for epoch in 0..<config.epochs {
            state.run(epoch: epoch, threads: context.threadCount)
            context.progress(Double(epoch + 1) / Double(config.epochs))
        }
        return (state.users.matrix(), state.items.matrix(), config.itemBiases ? Array(state.biases) : [])
    }

    /// Wants; the pairs in their cells; factors padded, then once more for the model; a thread's systems of the fold-in.
    public func peakByteCount(for size: DatasetSize, threads: Int) -> Int {
        let (rows, factors) = (size.users + size.items, config.factors)
        return size.matrixByteCount / 2 + 12 * size.interactions
            + 4 * rows * (FactorTable.stride(factors) + factors) + 24 * size.items
            + 4 * factors * (factors + max(factors, 256)) * threads
            + FactorRanking.byteCount(items: size.items, factors: factors + 1)
            + CosineRanking.byteCount(items: size.items, factors: factors, index: config.index, threads: threads)
    }
}

extension DenseMatrix {
    fileprivate var isFinite: Bool { elements.withUnsafeBuffer { $0.allSatisfy(\.isFinite) } }
}

/// What changes while factors are learned.
final class BPRState {
    let users: FactorTable
    let items: FactorTable
    let biases: UnsafeMutableBufferPointer<Float>
    private let config: BPRConfig
    private let popularity: [Double]  // users^samplingPower by item; empty for even draws
    private let cells: PairCells
    private var schedule: BPRSchedule
    private var generator: SeededGenerator

    init(_ wants: SparseMatrix, config: BPRConfig, seed: UInt64) {
        self.config = config
        generator = SeededGenerator(seed: seed)
        let byItem = wants.transposed()
        users = FactorTable(rowsOf: wants, factors: config.factors, scale: config.initialScale, using: &generator)
        items = FactorTable(rowsOf: byItem, factors: config.factors, scale: config.initialScale, using: &generator)
        biases = .allocate(capacity: wants.columnCount)
        biases.initialize(repeating: 0)
        schedule = BPRSchedule(wants, byteCountOfItem: 4 * items.stride, using: &generator)
        cells = PairCells(wants, partCount: schedule.partCount)
        popularity =
            config.samplingPower == 0
            ? []
            : (0..<byItem.rowCount).map { power(Double(byItem.range(ofRow: $0).count), config.samplingPower) }
    }

    deinit { biases.deallocate() }

    /// Every pair once: P turns of P cells that have no row in common.
    func run(epoch: Int, threads: Int) {
        schedule.deal(into: cells, threads: threads, using: &generator)
        let rate = config.learningRate * power(config.learningRateDecay, Double(epoch))
        let seed = generator.next()
        let plan = CellPlan(
            users: users, items: items, biases: config.itemBiases ? biases : nil, cells: cells, schedule: schedule,
            popularity: popularity, config: config, rate: Float(rate), seed: seed)
        let parts = schedule.partCount
        for turn in 0..<parts {
            _ = parallelMap(parts, threads: threads, chunk: 1, scratch: {}) { numbers, _ in
                for part in numbers { plan.learn(userPart: part, itemPart: (part + turn) % parts) }
            }
        }
    }
}

/// What a cell needs to be worked through by the kernel.
private struct CellPlan: @unchecked Sendable {  // cells of one turn share no row of users, items and biases
    let users: FactorTable
    let items: FactorTable
    let biases: UnsafeMutableBufferPointer<Float>?
    let cells: PairCells
    let schedule: BPRSchedule
    let popularity: [Double]
    let config: BPRConfig
    let rate: Float
    let seed: UInt64

    func learn(userPart: Int, itemPart: Int) {
        let candidates = schedule.candidates(of: itemPart)
        guard !popularity.isEmpty else { return learn(userPart, itemPart, candidates, nil, nil) }
        let table = AliasTable(candidates.map { popularity[Int($0)] })
        table.thresholds.withUnsafeBufferPointer { thresholds in
            table.aliases.withUnsafeBufferPointer { aliases in
                learn(userPart, itemPart, candidates, thresholds.baseAddress, aliases.baseAddress)
            }
        }
    }

    private func learn(
        _ userPart: Int, _ itemPart: Int, _ candidates: ArraySlice<UInt32>,
        _ thresholds: UnsafePointer<Float>?, _ aliases: UnsafePointer<UInt32>?
    ) {
        let range = cells.range(userPart: userPart, itemPart: itemPart)
        guard !range.isEmpty, let users = cells.users.baseAddress, let items = cells.items.baseAddress else { return }
        candidates.withUnsafeBufferPointer { candidates in
            var block = wicker_bpr_block(
                users: self.users.memory.baseAddress, items: self.items.memory.baseAddress,
                biases: biases?.baseAddress, stride: self.users.stride, candidates: candidates.baseAddress,
                thresholds: thresholds, aliases: aliases, candidate_count: UInt32(candidates.count),
                samples: UInt32(config.negativeSamples), learning_rate: rate,
                user_regularization: Float(config.userRegularization),
                positive_regularization: Float(config.positiveRegularization),
                negative_regularization: Float(config.negativeRegularization),
                seed: SeededGenerator.seed(seed, userPart, itemPart))
            let weights =
                cells.weights.isEmpty ? nil : cells.weights.baseAddress.map { UnsafePointer($0) + range.lowerBound }
            wicker_bpr_train(&block, users + range.lowerBound, items + range.lowerBound, weights, range.count)
        }
    }
}

extension SeededGenerator {
    /// A seed of its own for each cell of an epoch.
    fileprivate static func seed(_ seed: UInt64, _ userPart: Int, _ itemPart: Int) -> UInt64 {
        var mixer = SeededGenerator(seed: seed ^ UInt64(userPart << 32 | itemPart) &* 0xD134_2543_DE82_EF95)
        return mixer.next()
    }
}
