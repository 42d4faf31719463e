// SPDX-License-Identifier: Apache-2.0

/// What a training run is doing at the moment.
public enum TrainingStage: Sendable, Equatable {
    /// Copying events out of the store, or reading files.
    case reading
    /// Fitting that recommender on part of the data, then ranking for everybody held back.
    case judging(String)
    /// Comparing what was judged, user by user.
    case comparing
    /// Fitting that recommender on everything.
    case fitting(String)
    /// Writing the snapshot.
    case publishing
}

/// Told what is going on, and what part of it is done, from 0 to 1; may be called from any thread.
public typealias TrainingProgress = @Sendable (TrainingStage, Double) -> Void
