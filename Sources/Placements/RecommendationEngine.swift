// SPDX-License-Identifier: Apache-2.0

public import Knowledge
import Recommenders
public import Shop
import Synchronization

/// Answers questions for lists from the models and the catalogue published last.
///
/// Publishing swaps one reference. A thread that asks keeps what it saw last in its workspace and looks at one atomic
/// number to learn that there is something newer, so that the request path takes no lock.
public final class RecommendationEngine: Sendable {
    /// What a request answers from, all of one moment.
    struct Published: Sendable {
        var models: ServingModels?
        var items = LiveItems()
        var rules = KnowledgeRules()
        var sessions: LiveSessions?

        var catalogue: Catalogue { items.catalogue }
    }

    private let published = Mutex(Published())
    private let generation = Atomic<UInt64>(1)

    /// An engine with nothing published: every list is empty until models and a catalogue are.
    public init() {}

    /// Takes these recorded sessions for the newest from now on.
    func publish(_ sessions: LiveSessions) {
        published.withLock { $0.sessions = sessions }
        generation.add(1, ordering: .releasing)
    }

    /// Answers from these models from now on; nil answers from none.
    public func publish(_ models: ServingModels?) {
        published.withLock { $0.models = models }
        generation.add(1, ordering: .releasing)
    }

    /// Answers from `models` in the place of `others`, unless something else has been published meanwhile.
    func publish(_ models: ServingModels, insteadOf others: ServingModels) {
        published.withLock { state in
            if state.models === others { state.models = models }
        }
        generation.add(1, ordering: .releasing)
    }

    /// Answers by these rules from now on.
    public func publish(_ rules: KnowledgeRules) {
        published.withLock { $0.rules = rules }
        generation.add(1, ordering: .releasing)
    }

    /// Changes the items; the next request sees the change.
    public func updateItems<Result: Sendable>(
        _ change: (inout LiveItems) throws -> Result
    ) rethrows -> Result {
        let result = try published.withLock { state in
            var items = state.items
            let result = try change(&items)
            state.items = items
            return result
        }
        generation.add(1, ordering: .releasing)
        return result
    }

    /// Version of the snapshot that answers now; 0 while none is published.
    public var snapshot: UInt64 { published.withLock { $0.models?.version ?? 0 } }

    /// The models that answer now.
    var models: ServingModels? { published.withLock { $0.models } }

    /// The catalogue as it is now.
    public var catalogue: Catalogue { published.withLock { $0.items.catalogue } }

    /// The items' attributes as they are now.
    public var attributes: AttributeTable { published.withLock { $0.items.attributes } }

    /// Brings a workspace up to date; one atomic load when it already is.
    func refresh(_ workspace: Workspace) {
        let now = generation.load(ordering: .acquiring)
        if workspace.generation == now { return }
        workspace.published = published.withLock { $0 }
        workspace.generation = now
    }
}
