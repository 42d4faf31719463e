// SPDX-License-Identifier: Apache-2.0

import Foundation
import Mining
import Testing

@testable import Import

/// Counts that independent miners found on published files.
@Suite(.enabled(if: PublishedFiles.areExpected, PublishedFiles.skipMessage)) struct KnownCountTests {
    @Test(arguments: [
        ("arules-groceries", 99, [333, 333, 243]), ("arules-groceries", 50, [1_001, 1_001, 708]),
        ("arules-groceries", 10, [13_492, 13_464, 7_794]), ("arules-adult", 2_443, [8_496, 8_009, 648]),
        ("fimi-retail", 882, [159, 159, 78]), ("fimi-t10i4d100k", 1_000, [385, 385, 370]),
    ]) func `item sets`(name: String, support: Int, counts: [Int]) throws {
        let file = try ItemLineFile(PublishedFiles.path("\(name)/baskets.tsv.zst"))
        for (kind, count) in zip(ItemSetConfig.Kind.allCases, counts) {
            var config = ItemSetConfig(minimumSupport: support)
            (config.kind, config.threadCount) = (kind, 2)
            #expect(ItemSetMiner(config).mine(Baskets(file.lines)).count == count, "\(kind) sets of \(name)")
        }
    }

    @Test(arguments: [(10, 0.5, false, 5_668), (10, 0.8, false, 410), (99, 0.2, true, 232)])
    func rules(support: Int, confidence: Double, allowsEmpty: Bool, count: Int) throws {
        let baskets = Baskets(try ItemLineFile(PublishedFiles.path("arules-groceries/baskets.tsv.zst")).lines)
        var config = RuleConfig()
        (config.minimumConfidence, config.allowsEmptyAntecedent) = (confidence, allowsEmpty)
        let sets = ItemSetMiner(ItemSetConfig(minimumSupport: support)).mine(baskets)
        #expect(RuleMiner(config).rules(from: sets, basketCount: baskets.count).count == count)
    }

    @Test(arguments: [(1_167, 101), (584, 651)]) func sequences(support: Int, count: Int) throws {
        let file = try ItemLineFile(PublishedFiles.path("seq-leviathan/sequences.tsv.zst"))
        var config = SequenceConfig(minimumSupport: support)
        config.threadCount = 2
        #expect(SequenceMiner(config).mine(Sequences(file.lines)).count == count)
    }
}

/// The real sets beside the project, or where `WICKER_DATA` says.
enum PublishedFiles {
    private static let directory: URL = {
        if let path = ProcessInfo.processInfo.environment["WICKER_DATA"] { return URL(fileURLWithPath: path) }
        var package = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { package.deleteLastPathComponent() }
        return package.appendingPathComponent("../shared/data").standardizedFileURL
    }()

    static let areExpected =
        FileManager.default.fileExists(atPath: directory.path) || ProcessInfo.processInfo.environment["CI"] != nil

    static let skipMessage: Comment = "no real data; set WICKER_DATA to their folder"

    static func path(_ name: String) -> String { directory.appendingPathComponent(name).path }
}
