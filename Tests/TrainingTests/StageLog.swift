// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Training

/// Collects the stages a run reports, each change once.
final class StageLog: Sendable {
    private let stages = Mutex<[TrainingStage]>([])

    var all: [TrainingStage] { stages.withLock { $0 } }

    func add(_ stage: TrainingStage) {
        stages.withLock { if $0.last != stage { $0.append(stage) } }
    }
}
