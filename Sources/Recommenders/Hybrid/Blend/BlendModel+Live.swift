// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

extension BlendModel: LiveItemModel {
    /// The same mix of members that have taken the items up; those that cannot stay as they are.
    public func takingUp(_ items: [LiveItem]) -> BlendModel {
        let members = members.map { member in
            guard let live = member.model as? any LiveItemModel else { return member }
            var member = member
            member.model = live.takingUp(items)
            return member
        }
        return BlendModel(members: members, normalisation: normalisation)
    }
}

extension BlendModel: UserAttributeModel {
    /// Whether any member does.
    public var looksAtAttributes: Bool { members.contains { $0.model.lookingAtAttributes != nil } }

    /// Adds every member's scores, those of members that look at attributes with them.
    public func score(
        attributes: [String: AttributeValue], history: [WeightedItem], into board: inout Scoreboard
    ) {
        add(to: &board, history: history, seenCount: history.count) { model, spare in
            if let described = model.lookingAtAttributes {
                described.score(attributes: attributes, history: history, into: &spare)
            } else {
                model.score(history, into: &spare)
            }
        }
    }

    /// What the members say, each in its own measure.
    public func reasons(of attributes: [String: AttributeValue], for item: ItemIndex, limit: Int) -> [FeatureReason] {
        let all = members.flatMap {
            $0.model.lookingAtAttributes?.reasons(of: attributes, for: item, limit: limit) ?? []
        }
        return Array(all.sorted { $0.weight > $1.weight }.prefix(limit))
    }
}
