// SPDX-License-Identifier: Apache-2.0

import Foundation
import Recommenders
import Testing

@Suite struct SettingsTests {
    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch { return "\(error)" }
    }

    @Test func `words on the command line become typed settings`() throws {
        let settings = try Settings(assignments: [
            "factors=32", "solver=cg", "weights.view=2", "weights.cart=1", "x=true",
        ])
        #expect(settings.values["factors"] == 32)
        #expect(settings.values["solver"] == "cg")
        #expect(settings.values["weights"] == ["view": 2, "cart": 1])
        #expect(settings.values["x"] == true)
    }

    @Test(arguments: ["factors", "=3", ""]) func `a word that is no assignment is refused`(word: String) {
        #expect(message { _ = try Settings(assignments: [word]) }.contains("write name=value"))
    }

    @Test func `what is wrong with a setting is named`() {
        #expect(
            message { _ = try ALSConfig(Settings(["factor": 3])) }
                == "unknown setting “factor”; did you mean “factors”?")
        #expect(message { _ = try ALSConfig(Settings(["zzzzzzzzzz": 3])) }.contains("known are alpha, blockSize"))
        #expect(
            message { _ = try ALSConfig(Settings(["factors": 0])) } == "“factors” is 0; it must be from 1 to 1024")
        #expect(message { _ = try ALSConfig(Settings(["factors": 2.5])) }.contains("must be a whole number"))
        #expect(message { _ = try ALSConfig(Settings(["factors": "many"])) }.contains("the word “many”"))
        #expect(message { _ = try ALSConfig(Settings(["alpha": true])) }.contains("must be a number"))
        #expect(message { _ = try ALSConfig(Settings(["alpha": -1])) }.contains("must be from 0"))
        #expect(message { _ = try ALSConfig(Settings(["solver": "cholesk"])) }.contains("did you mean “cholesky”?"))
        #expect(message { _ = try ALSConfig(Settings(["weights": 3])) }.contains("must be a map of numbers"))
        #expect(message { _ = try ALSConfig(Settings(["weights": ["view": "x"]])) }.contains("“view”"))
        #expect(message { _ = try RecommenderKind(named: "item_knn") }.contains("did you mean “item-knn”?"))
    }

    @Test func `settings survive JSON`() throws {
        let value: Setting = ["a": 1.5, "b": "word", "c": true, "d": [1, "x", false], "e": ["f": 2]]
        #expect(try JSONDecoder().decode(Setting.self, from: JSONEncoder().encode(value)) == value)
    }
}
