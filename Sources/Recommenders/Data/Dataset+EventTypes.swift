// SPDX-License-Identifier: Apache-2.0

internal import Shop

extension Dataset {
    /// The event type of that name, known or the shop's own.
    ///
    /// - Throws: `invalidSetting` naming the setting, and the type that was probably meant.
    func eventType(named name: String, setting: String) throws(RecommenderError) -> EventType {
        if let known = EventType(knownName: name) { return known }
        guard let own = ownTypes.firstIndex(of: name), own + Int(EventType.firstOwn) <= Int(UInt8.max) else {
            throw RecommenderError(
                .invalidSetting,
                "“\(setting)” is “\(name)”, which no event is"
                    + suggestion(for: name, among: EventType.knownNames + ownTypes))
        }
        return EventType(rawValue: EventType.firstOwn + UInt8(own))
    }
}
