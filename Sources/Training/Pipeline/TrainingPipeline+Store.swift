// SPDX-License-Identifier: Apache-2.0

public import Snapshots
public import Store

extension TrainingPipeline {
    /// Fits the recipe on a store's events and publishes the models.
    ///
    /// The store may have a server at work on it: it is read in one short transaction, then let go.
    ///
    /// - Throws: `storeFailed`, `nothingToLearn`, `fitFailed`, `gateNotReached`, `publishFailed`; nothing is published
    ///   then, and what was active stays so.
    public func run(_ store: ShopStore, into catalog: SnapshotCatalog) throws(TrainingError) -> TrainingSummary {
        let watch = Stopwatch()
        progress(.reading, 0)
        return try run(TrainingData(store, needing: needs), into: catalog, watch: watch)
    }

    /// The same for the store in a folder, opened read-only and closed before the fit, which then has the memory that
    /// the store's pages took.
    public func run(storeAt directory: String, into catalog: SnapshotCatalog) throws(TrainingError) -> TrainingSummary {
        let watch = Stopwatch()
        progress(.reading, 0)
        return try run(TrainingData(storeAt: directory, needing: needs), into: catalog, watch: watch)
    }
}
