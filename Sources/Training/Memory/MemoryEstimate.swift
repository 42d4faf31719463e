// SPDX-License-Identifier: Apache-2.0

public import Recommenders

/// What a fit is going to take, before it starts.
public struct MemoryEstimate: Sendable, Equatable {
    /// The program, and everything that has been read.
    public var dataset: Int
    /// The fit at its peak, beside the data.
    public var fit: Int

    /// Both together.
    public var total: Int { dataset.addingReportingOverflow(fit).overflow ? .max : dataset + fit }

    /// What the program takes before it has read anything; 28 to 30 MiB were measured.
    static let program = 30 << 20

    /// The estimate for one recommender on data that has been read.
    ///
    /// - Parameter held: bytes of the data, copies that are held beside it included.
    public init(
        _ kind: RecommenderKind, _ settings: Settings, on size: DatasetSize, held: Int, threads: Int
    ) throws(RecommenderError) {
        dataset = Self.program + held
        fit = try kind.peakByteCount(for: size, settings: settings, threads: threads)
    }
}
