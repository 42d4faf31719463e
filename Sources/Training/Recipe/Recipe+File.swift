// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Yams

extension Recipe {
    private static let byteLimit = 1 << 20

    /// Reads a recipe's file.
    ///
    /// - Throws: `unreadableFile`; `invalidRecipe` naming file, line, key and, for a mistyped key, the one meant.
    public init(contentsOf path: String) throws(TrainingError) {
        let data: Data
        do {
            data = try Data(contentsOf: URL(filePath: path))
        } catch {
            throw TrainingError(
                .unreadableFile, "there is no recipe \(path) that can be read; models/default.yaml shows how one looks",
                cause: nil)
        }
        guard data.count <= Self.byteLimit else {
            throw TrainingError(.invalidRecipe, "\(path) has more than \(Self.byteLimit) bytes; that is no recipe")
        }
        let file = path.split(separator: "/").last.map(String.init) ?? path
        let name = file.split(separator: ".").first.map(String.init) ?? file
        try self.init(yaml: String(decoding: data, as: UTF8.self), file: path, fallbackName: name)
    }

    /// Takes a recipe out of YAML text.
    ///
    /// - Parameters:
    ///   - file: the name that messages show.
    ///   - fallbackName: the recipe's name when it does not say.
    public init(yaml: String, file: String, fallbackName: String = "unnamed") throws(TrainingError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw TrainingError(.invalidRecipe, "\(file) is not YAML", cause: error)
        }
        guard let root else { throw TrainingError(.invalidRecipe, "\(file) is empty; a recipe names recommenders") }
        self = try RecipeReader().recipe(RecipeNode(node: root, file: file, path: ""), fallbackName: fallbackName)
    }
}
