// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Finds the sequences of items that enough sequences hold in this order, with anything in between.
///
/// The counts are exact. Which patterns are listed, and in which order, does not depend on the number of threads, unless
/// a bound ends the search.
public struct SequenceMiner: Sendable {
    /// What is wanted.
    public let config: SequenceConfig

    /// A miner with those settings.
    public init(_ config: SequenceConfig) { self.config = config }

    /// The wanted patterns.
    ///
    /// - Complexity: as ``SequenceSearch`` says.
    public func mine(_ sequences: Sequences) -> FrequentSequences {
        let meter = MiningMeter(config.bounds)
        let entries = FrequentEntries(sequences, minimumSupport: config.minimumSupport)
        let parts = parallelMap(
            entries.items.count, threads: config.threadCount, chunk: 1,
            scratch: { SequenceSearch(entries, config: config, meter: meter) }
        ) { ranks, search in
            meter.isStopped ? SequenceList() : search.patterns(from: ranks.lowerBound)
        }
        return FrequentSequences(parts, stop: meter.stop)
    }
}
