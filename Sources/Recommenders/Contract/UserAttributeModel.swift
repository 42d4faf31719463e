// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

/// A model that makes something of what is said of a user, with or without a history.
public protocol UserAttributeModel: RecommenderModel {
    /// Whether it does: a mix does if a member does.
    var looksAtAttributes: Bool { get }

    /// Adds scores for a user with those attributes and that history; either may be empty.
    func score(attributes: [String: AttributeValue], history: [WeightedItem], into board: inout Scoreboard)

    /// What is said of a user that adds most to the item's score, the largest contribution first, up to `limit`.
    func reasons(of attributes: [String: AttributeValue], for item: ItemIndex, limit: Int) -> [FeatureReason]
}

extension UserAttributeModel {
    /// Always.
    public var looksAtAttributes: Bool { true }
}

extension RecommenderModel {
    /// The model, if it makes something of what is said of a user.
    public var lookingAtAttributes: (any UserAttributeModel)? {
        let model = self as? any UserAttributeModel
        return model?.looksAtAttributes == true ? model : nil
    }
}
