// SPDX-License-Identifier: Apache-2.0

/// What one attribute of users tells of what they want, found on users that were not learned from.
///
/// Figures are parts of the deviance Σ (y − p)², p being what everybody wants, beyond what everybody of whom anything is said
/// wants: 0.01 means that predictions come one hundredth nearer. Below 0 they were made worse.
public struct AttributeContribution: Sendable, Equatable, Codable {
    /// The attribute's name; empty for all together.
    public var attribute: String
    /// Segments made of it.
    public var segments: Int
    /// With this attribute alone.
    public var alone: Double
    /// What is lost without it when all others are used.
    public var beyondOthers: Double

    /// An attribute's figures.
    public init(attribute: String, segments: Int, alone: Double, beyondOthers: Double) {
        self.attribute = attribute
        self.segments = segments
        self.alone = alone
        self.beyondOthers = beyondOthers
    }
}

/// A model that can say what each attribute of users is worth to it.
public protocol AttributeReportingModel: RecommenderModel {
    /// All attributes together, then each by itself in the order of names.
    var attributeContributions: [AttributeContribution] { get }
}
