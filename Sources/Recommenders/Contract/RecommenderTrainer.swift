// SPDX-License-Identifier: Apache-2.0

internal import Shop

/// The settings of one algorithm, taken out of a recipe by name, kind and range.
public protocol RecommenderConfig: Sendable {
    /// Every setting the algorithm knows, those of its event weighting included.
    static var settingNames: [String] { get }

    /// What the algorithm learns from beside interactions.
    static var needs: DatasetParts { get }

    /// Takes the config out of a recipe's settings; what is not set has its default.
    ///
    /// - Throws: `invalidSetting` naming the setting and the remedy.
    init(_ settings: Settings) throws(RecommenderError)

    /// How the algorithm weighs events, in training and at serving alike.
    var eventWeighting: EventWeighting { get }

    /// Names of the recipe's recommenders that must be fitted before this one, because it is made of them.
    ///
    /// - Throws: `invalidSetting` when it is made of others and the settings name none.
    func requiredMembers() throws(RecommenderError) -> [String]
}

extension RecommenderConfig {
    /// Nothing: most learn from interactions alone.
    public static var needs: DatasetParts { [] }

    /// None: most recommenders stand alone.
    public func requiredMembers() throws(RecommenderError) -> [String] { [] }
}

/// Learns a model from a dataset: a pure function of data, config and seed.
public protocol RecommenderTrainer: Sendable {
    /// The algorithm's settings.
    associatedtype Config: RecommenderConfig
    /// What it leaves behind.
    associatedtype Model: RecommenderModel

    /// A trainer with those settings.
    init(_ config: Config)

    /// Learns a model; the same bytes with any number of threads.
    ///
    /// - Throws: `emptyDataset` when nothing weighs more than 0; `notPositiveDefinite`; `invalidSetting` for settings
    ///   that do not go with this dataset.
    func fit(_ dataset: Dataset, context: FitContext) throws(RecommenderError) -> Model

    /// About how much memory a fit takes at its peak, beside the dataset itself, model included.
    ///
    /// The estimate is meant to be right within a quarter on real data, and too high rather than too low.
    ///
    /// - Units: bytes.
    func peakByteCount(for size: DatasetSize, threads: Int) -> Int
}

/// How large a dataset is: what memory is estimated from before anything is read or fitted.
public struct DatasetSize: Sendable, Equatable {
    /// Users known.
    public var users: Int
    /// Items known.
    public var items: Int
    /// Interactions, repeats included.
    public var interactions: Int

    /// A size.
    public init(users: Int, items: Int, interactions: Int) {
        self.users = users
        self.items = items
        self.interactions = interactions
    }

    /// Bytes of a matrix users × items in compressed rows, and of its transpose.
    var matrixByteCount: Int { 2 * (8 * interactions) + 8 * (users + items) }
}

extension Dataset {
    /// How large it is.
    public var size: DatasetSize {
        DatasetSize(users: userCount, items: itemCount, interactions: interactions.count)
    }
}
