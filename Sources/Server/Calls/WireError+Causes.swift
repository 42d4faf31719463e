// SPDX-License-Identifier: Apache-2.0

import Placements
import Snapshots
import Store
import Wire

// Where a lower layer's error becomes a status on the wire: once, here.

extension WireError {
    init(_ error: PlacementError) {
        switch error.code {
        case .unknownItem, .unknownUser: self.init(.notFound, error.message, cause: error)
        case .unsupported: self.init(.failedPrecondition, error.message, cause: error)
        case .unknownPlacement, .unknownRecommender, .invalidQuestion:
            self.init(.invalidArgument, error.message, cause: error)
        case .outdatedPage: self.init(.outOfRange, error.message, cause: error)
        case .storeFailure, .unusableSnapshot: self.init(.internal, error.message, cause: error)
        }
    }

    init(_ error: StoreError) {
        switch error.code {
        case .busy, .full, .tooManyReaders: self.init(.resourceExhausted, error.message, cause: error)
        case .closed, .inUse: self.init(.unavailable, error.message, cause: error)
        case .invalidArgument: self.init(.invalidArgument, error.message, cause: error)
        case .notFound, .notAStore, .newerSchema, .readOnly, .alreadyExists, .failed:
            self.init(.internal, error.message, cause: error)
        case .corrupted: self.init(.dataLoss, error.message, cause: error)
        }
    }

    init(_ error: SnapshotError) {
        switch error.code {
        case .missing, .nothingToRollBackTo: self.init(.notFound, error.description, cause: error)
        case .foreignStore, .newerFormat: self.init(.failedPrecondition, error.description, cause: error)
        case .damaged: self.init(.dataLoss, error.description, cause: error)
        case .unpublishable, .inputOutput: self.init(.internal, error.description, cause: error)
        }
    }

    /// The status for any error of a layer below.
    init(below error: any Error) {
        switch error {
        case let error as WireError: self = error
        case let error as PlacementError: self.init(error)
        case let error as StoreError: self.init(error)
        case let error as SnapshotError: self.init(error)
        default: self.init(.internal, "\(error)", cause: error)
        }
    }
}
