// SPDX-License-Identifier: Apache-2.0

import Foundation
import Shop
import Store
import Testing

/// The built `wicker-train rules` and `bundles` on orders with categories, times and customers.
struct RulesProgramTests {
    private let folder: TemporaryFolder
    private var store: String { "\(folder.path)/shop" }

    /// In 2024 cups come with saucers, from April on with spoons; in the north always with both.
    init() throws {
        folder = try TemporaryFolder()
        let shop = try ShopStore.open(at: "\(folder.path)/shop", as: .writer, creating: true)
        let categories = [
            "cup": ["Kitchen", "Crockery"], "saucer": ["Kitchen", "Crockery"], "spoon": ["Kitchen", "Cutlery"],
        ]
        _ = try shop.put(
            items: categories.map { id, path in
                var item = Item(id: id)
                item.category = path
                return item
            })
        _ = try shop.put(
            users: ["north", "south"].map { id in
                var user = User(id: id)
                user.attributes["region"] = .text(id)
                return user
            })
        _ = try shop.append((0..<120).flatMap(Self.order))
    }

    private static let noon: Int64 = 1_704_110_400_000  // of 2024-01-01

    private static func order(_ day: Int) -> [Event] {
        let isNorth = day.isMultiple(of: 4)
        let items =
            day.isMultiple(of: 3)
            ? ["pen"] : ["cup"] + (day < 60 || isNorth ? ["saucer"] : []) + (day >= 60 || isNorth ? ["spoon"] : [])
        return items.map {
            Event(
                user: isNorth ? "north" : "south", item: $0, type: "purchase",
                timestamp: Timestamp(milliseconds: noon + Int64(day) * 86_400_000),
                order: "order-\(day)")
        }
    }

    private func run(_ arguments: [String]) throws -> (code: Int32, output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            .appending(path: "wicker-train")
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        (process.standardOutput, process.standardError) = (output, errors)
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text, complaint)
    }

    private func rules(_ more: String...) throws -> (code: Int32, output: String, errors: String) {
        try run(["rules", "--store", store, "--min-support", "5", "--min-confidence", "0.5"] + more)
    }

    /// The best rules of the JSON, by their sides and segment.
    private func best(_ more: String...) throws -> [String: [String: Any]] {
        let outcome = try run(
            ["rules", "--store", store, "--min-support", "5", "--min-confidence", "0.5", "--json", "--limit", "1000"]
                + more)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
        let rules = try #require(object["best"] as? [[String: Any]])
        #expect(rules.count == object["rules"] as? Int)
        return Dictionary(
            uniqueKeysWithValues: rules.map { rule in
                let sides = ["antecedent", "consequent"].map { (rule[$0] as? [String] ?? []).joined(separator: "+") }
                return (sides.joined(separator: " → ") + ((rule["segment"] as? String).map { " in \($0)" } ?? ""), rule)
            })
    }

    @Test func `rules lead between products and categories, never from an item to its own category`() throws {
        let all = try best("--levels", "all")
        let cutlery = try #require(all["spoon → Kitchen > Crockery > *"])
        #expect(cutlery["confidence"] as? Double == 1)
        #expect(all["cup → Kitchen > Crockery > *"] == nil && all["cup → Kitchen > *"] == nil)
        #expect(all["cup → saucer"] != nil)
        let levels = try best("--levels", "2")
        #expect(
            Set(levels.keys) == [
                "Kitchen > Cutlery > * → Kitchen > Crockery > *", "Kitchen > Crockery > * → Kitchen > Cutlery > *",
            ])
        #expect(try best("--levels", "all", "--interest", "1.3").count < all.count)
    }

    @Test func `windows count every rule in each of them`() throws {
        let rule = try #require(try best("--every", "60")["cup → saucer"])
        let windows = try #require(rule["windows"] as? [[String: Any]])
        #expect(windows.map { $0["from"] as? String } == ["2024-01-01", "2024-03-01"])
        // 40 cups and as many saucers in the first; 40 cups, of which 10 with a saucer, in the second.
        #expect(windows.map { $0["baskets"] as? Int } == [40, 10])
        #expect(windows.map { $0["confidence"] as? Double } == [1, 0.25])
        #expect(rule["baskets"] as? Int == 50)
        #expect(try best("--from", "2024-03-01")["cup → saucer"] == nil)
        #expect(try best("--until", "2024-03-01")["cup → saucer"]?["confidence"] as? Double == 1)
    }

    @Test func `a segment's rules stand beside what holds overall`() throws {
        let found = try best("--segment", "region")
        let spoons = try #require(found["cup → spoon in north"])
        let overall = try #require(spoons["overall"] as? [String: Any])
        #expect(spoons["confidence"] as? Double == 1 && overall["confidence"] as? Double == 50.0 / 80)
        #expect(spoons["lift"] as? Double == 30.0 / 20)
        #expect(overall["lift"] as? Double == 50.0 / 80 / (50.0 / 120))
        let csv = "\(folder.path)/rules.csv"
        let page = "\(folder.path)/rules.html"
        #expect(try rules("--segment", "region", "--every", "60", "--csv", csv, "--report", page).code == 0)
        let lines = try String(contentsOfFile: csv, encoding: .utf8).split(separator: "\n")
        #expect(lines.first?.hasPrefix("antecedent,consequent,segment,baskets,support") == true)
        #expect(
            lines.first?.hasSuffix(
                "overall_lift,support_2024-01-01,confidence_2024-01-01,support_2024-03-01,confidence_2024-03-01,fisher_p"
            ) == true)
        #expect(lines.contains { $0.hasPrefix("cup,spoon,north,20,") })
        let html = try String(contentsOfFile: page, encoding: .utf8)
        for text in ["overall lift", "confidence 2024-03-01", "<td class=\"word\">north</td>"] {
            #expect(html.contains(text))
        }
    }

    @Test func `a file's segments are the lines of another`() throws {
        let baskets = (0..<120).map { Self.order($0).map(\.item).joined(separator: " ") }
        let file = try folder.write(baskets.joined(separator: "\n"), "baskets.txt")
        let names = (0..<120).map { $0.isMultiple(of: 4) ? "far north\tcold" : $0 == 1 ? "" : "south" }
        let segments = try folder.write(names.joined(separator: "\n") + "\n", "segments.txt")
        let outcome = try run([
            "rules", "--baskets", file, "--segments", segments, "--min-support", "5", "--min-confidence", "0.5",
            "--json",
            "--limit", "1000",
        ])
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        let rules = try #require(object?["best"] as? [[String: Any]])
        func rule(_ segment: String) throws -> [String: Any] {
            try #require(
                rules.first {
                    $0["antecedent"] as? [String] == ["cup"] && $0["consequent"] as? [String] == ["spoon"]
                        && $0["segment"] as? String == segment
                })
        }
        for segment in ["far north", "cold"] {
            let own = try rule(segment)
            let overall = try #require(own["overall"] as? [String: Any])
            #expect(own["confidence"] as? Double == 1 && overall["confidence"] as? Double == 50.0 / 80)
            #expect(own["lift"] as? Double == 30.0 / 20)
        }
        #expect(Set(rules.compactMap { $0["segment"] as? String }) == ["far north", "cold", "south"])
    }

    @Test func `what cannot be grouped is named with its remedy`() throws {
        let file = try folder.write("cup saucer\ncup\n", "baskets.txt")
        let others = try folder.write("item\tcategory\nplate\tKitchen\n", "items.tsv")
        let cases: [([String], String)] = [
            (["--store", store, "--segment", "regoin"], "did you mean “region”"),
            (["--store", store, "--levels", "3"], "the categories have 2 levels; there is no 3"),
            (["--store", store, "--from", "2030-01-01"], "there are baskets from 2024-01-01T12:00:00Z"),
            (["--store", store, "--every", "0.001"], "at most 1000"),
            (["--baskets", file, "--levels", "all"], "wicker import --items"),
            (["--baskets", file, "--items", others, "--levels", "all"], "no item of"),
            (["--baskets", file, "--every", "7"], "wicker import --orders"),
            (["--baskets", file, "--segments", others + "x"], "items.tsvx"),
            (["--baskets", file, "--segments", try folder.write("a\n", "one.txt")], "1 lines for 2 baskets"),
        ]
        for (arguments, text) in cases {
            let outcome = try run(["rules", "--min-support", "1", "--min-confidence", "0.1"] + arguments)
            #expect(outcome.code == 1 && outcome.output.isEmpty, "\(arguments): \(outcome)")
            #expect(outcome.errors.contains(text), "\(arguments): \(outcome.errors)")
        }
        let mistyped: [[String]] = [
            [], ["--baskets", file, "--store", store], ["--store", store, "--items", others],
            ["--store", store, "--from", "yesterday"], ["--store", store, "--every", "0"],
            ["--store", store, "--every", "7"], ["--store", store, "--interest", "1.1"],
            ["--store", store, "--levels", "all", "--kind", "closed"], ["--store", store, "--levels", "top"],
        ]
        for arguments in mistyped {
            #expect(try run(["rules", "--min-support", "1"] + arguments).code == 64, "\(arguments)")
        }
    }

    @Test func `without a support, bundles are of as many orders as leave enough of them`() throws {
        let outcome = try run(["bundles", "--store", store, "--limit", "1"])
        // Few items: the support goes down to its least, and two of the pairs and the three are there.
        #expect(outcome.code == 0 && outcome.output.contains("in 10 of 120 orders or more"), "\(outcome)")
        #expect(outcome.output.contains("of them not shown (--limit)"))
        let all = try run(["bundles", "--store", store, "--min-support", "40", "--json"])
        #expect(all.output.contains("\"minimum_support\":40"))
    }

    @Test func `bundles have no price where nobody named one`() throws {
        let arguments = ["bundles", "--store", store, "--min-support", "5", "--json"]
        let free = try run(arguments)
        #expect(free.code == 0 && free.output.contains("\"anchor\":\"cup\"") && !free.output.contains("price"))
        let shop = try ShopStore.open(at: store, as: .writer)
        let line = Event(
            user: "south", item: "cup", type: "return", timestamp: Timestamp(milliseconds: 1_720_000_000_000), price: 9,
            order: "back")
        _ = try shop.append([line])
        #expect(try !run(arguments).output.contains("price"), "what was sent back was not paid")
    }
}
