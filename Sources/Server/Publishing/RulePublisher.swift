// SPDX-License-Identifier: Apache-2.0

import Foundation
import Knowledge
import Logging
import Placements
import Synchronization

/// Puts the rules of a file before the engine, and again whenever the file changes.
///
/// A file that cannot be used while the server runs is logged once, and the rules before go on counting.
final class RulePublisher: Sendable {
    /// What tells one state of the file from another.
    private struct Version: Equatable {
        var modified: Date
        var byteCount: Int
        var inode: Int
    }

    private let path: String
    private let engine: RecommendationEngine
    private let logger: Logger
    private let seen = Mutex<Version?>(nil)

    /// Reads the file.
    ///
    /// - Throws: ``KnowledgeError``, naming file, line and remedy.
    init(path: String, engine: RecommendationEngine, logger: Logger) throws {
        (self.path, self.engine, self.logger) = (path, engine, logger)
        let version = try? version()
        seen.withLock { $0 = version }
        try publish()
    }

    /// Takes the file up if it changed; one look at the folder when it did not.
    func poll() {
        let version = try? version()  // nil for a file that is gone
        let isNew = seen.withLock { seen in
            defer { seen = version }
            return seen != version
        }
        guard isNew else { return }
        do {
            try publish()
        } catch {
            logger.warning(
                "cannot take up the rules; those before go on counting",
                metadata: ["knowledge": "\(path)", "reason": "\(error)"])
        }
    }

    private func publish() throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw KnowledgeError(.invalidRules, "--knowledge: cannot read \(path)")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw KnowledgeError(.invalidRules, "\(path): is not UTF-8")
        }
        let rules = try KnowledgeRules(parsing: text, file: path)
        engine.publish(rules)
        logger.info("answering by rules", metadata: ["knowledge": "\(path)", "rules": "\(rules.count)"])
        for flaw in rules.flaws(in: engine.attributes) {
            logger.warning("a rule names no items yet", metadata: ["knowledge": "\(path)", "reason": "\(flaw)"])
        }
    }

    private func version() throws -> Version {
        let facts = try FileManager.default.attributesOfItem(atPath: path)
        return Version(
            modified: facts[.modificationDate] as? Date ?? .distantPast, byteCount: facts[.size] as? Int ?? 0,
            inode: facts[.systemFileNumber] as? Int ?? 0)
    }
}
