// SPDX-License-Identifier: Apache-2.0

public import Matrix
public import Shop

extension BlendModel: LiveItemModel {
    /// The same mix of members that have taken the items up; those that cannot stay as they are.
    public func takingUp(_ items: [LiveItem]) -> BlendModel {
        let members = members.map { member in
            guard let live = member.model as? any LiveItemModel else { return member }
            return Member(name: member.name, model: live.takingUp(items), weight: member.weight)
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
        add(to: &board, history: history) { model, spare in
            if let described = model.lookingAtAttributes {
                described.score(attributes: attributes, history: history, into: &spare)
            } else {
                model.score(history, into: &spare)
            }
        }
    }
}
