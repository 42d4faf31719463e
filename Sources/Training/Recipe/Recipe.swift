// SPDX-License-Identifier: Apache-2.0

public import Recommenders
public import Snapshots

/// What to fit, with which settings, how to judge it, and where it is served: a YAML file in `models/`.
public struct Recipe: Sendable, Equatable {
    /// Its name in lists of snapshots; the file's name when it does not say.
    public var name: String
    /// Where random numbers start.
    public var seed: UInt64
    /// How events are weighed by every recommender that does not say otherwise.
    public var events: Settings
    /// What to fit, in this order.
    public var recommenders: [RecommenderPlan]
    /// The slots to serve; `Recipe.standardPlacements` when the file names none.
    public var placements: [PlacementPlan]
    /// How to judge the models before they are published.
    public var judge: JudgePlan
    /// What `tune` searches for; nil when the recipe does not say.
    public var tune: TunePlan?

    /// Where random numbers start when a recipe does not say.
    public static let standardSeed: UInt64 = 42

    /// A recipe; placements left out are the standard ones.
    public init(
        name: String, seed: UInt64 = standardSeed, events: Settings = Settings(), recommenders: [RecommenderPlan],
        placements: [PlacementPlan]? = nil, judge: JudgePlan = JudgePlan()
    ) {
        self.name = name
        self.seed = seed
        self.events = events
        self.recommenders = recommenders
        self.placements = placements ?? Self.standardPlacements(for: recommenders)
        self.judge = judge
    }

    /// All settings of one of its recommenders: its own, then its own view of events, then everybody's.
    public func settings(of plan: RecommenderPlan) -> Settings {
        Settings(events.values.merging(plan.events.values) { $1 }.merging(plan.settings.values) { $1 })
    }

    /// What its recommenders, those that may take their places, and its judgement look at beside interactions.
    public var needs: DatasetParts {
        recommenders.flatMap { [$0.kind, $0.whenTooLarge?.kind] }
            .reduce(into: judge.splitPlan(seed: seed)?.needs ?? []) { needs, kind in
                needs.formUnion(kind?.needs ?? [])
            }
    }

    /// Whether one of its recommenders is made of the one of that name.
    func hasMember(_ name: String) -> Bool {
        recommenders.contains { plan in
            do throws(RecommenderError) {
                return try plan.kind.requiredMembers(settings: settings(of: plan)).contains(name)
            } catch {
                return false  // its own fit says what is wrong with it
            }
        }
    }
}

/// One recommender of a recipe.
public struct RecommenderPlan: Sendable, Equatable {
    /// Its name in placements and metrics.
    public var name: String
    /// The algorithm.
    public var kind: RecommenderKind
    /// The algorithm's settings.
    public var settings: Settings
    /// How it weighs events, where it differs from the recipe.
    public var events: Settings
    /// What is fitted in its place, under its name, when its fit would not stay below the memory limit.
    public var whenTooLarge: Replacement?

    /// Another kind with settings of its own.
    public struct Replacement: Sendable, Equatable {
        /// The algorithm.
        public var kind: RecommenderKind
        /// Its settings.
        public var settings: Settings

        /// A kind; its defaults where no settings are given.
        public init(_ kind: RecommenderKind, settings: Settings = Settings()) {
            self.kind = kind
            self.settings = settings
        }
    }

    /// The recommender that takes its place when it is too large; nil when the recipe names none.
    public var replacement: RecommenderPlan? {
        whenTooLarge.map { RecommenderPlan($0.kind, name: name, settings: $0.settings, events: events) }
    }

    /// A recommender; its name is the kind's when none is given.
    public init(
        _ kind: RecommenderKind, name: String? = nil, settings: Settings = Settings(), events: Settings = Settings()
    ) {
        self.name = name ?? kind.rawValue
        self.kind = kind
        self.settings = settings
        self.events = events
    }
}
