// SPDX-License-Identifier: Apache-2.0

extension Settings {
    /// A word of the shop's own, such as an event type's name; the default when it is not set.
    func word(_ name: String, default standard: String) throws(RecommenderError) -> String {
        guard let value = values[name] else { return standard }
        guard case .text(let word) = value, !word.isEmpty else {
            throw RecommenderError(.invalidSetting, "“\(name)” is \(value.description); it must be a word")
        }
        return word
    }
}
