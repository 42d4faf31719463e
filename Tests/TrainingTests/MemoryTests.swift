// SPDX-License-Identifier: Apache-2.0

import Recommenders
import Snapshots
import Synchronization
import Testing

@testable import Training

struct MemoryTests {
    @Test func `sizes are read in binary and decimal units`() {
        let sizes: [(String, Int)] = [
            ("4GiB", 4 << 30), ("512 MiB", 512 << 20), ("1.5KiB", 1_536), ("2GB", 2_000_000_000), ("8g", 8 << 30),
            ("100b", 100),
        ]
        for (text, bytes) in sizes { #expect(MemorySize(text)?.byteCount == bytes, "\(text)") }
        for text in ["", "4", "GiB", "-1GiB", "0MiB", "4XiB", "1e400GiB", "9999999TiB", "4 GiB or so", "1.2.3GiB"] {
            #expect(MemorySize(text) == nil, "\(text)")
        }
        #expect(
            MemorySize(byteCount: 3 << 29).description == "1.5 GiB" && MemorySize(byteCount: 7).description == "7 B")
    }

    @Test func `the machine has memory, and a part of it is left alone`() throws {
        let limit = try #require(MemoryLimit.ofMachine)
        let available = try #require(MachineMemory.available)
        #expect(limit.size.byteCount > 0 && limit.size.byteCount < available + 1 << 30)
    }

    private static let size = DatasetSize(users: 100_000, items: 20_000, interactions: 5_000_000)

    private func refusal(_ yaml: String, _ limit: String, threads: Int = 1) throws -> TrainingError {
        let recipe = try Recipe(yaml: "recommenders: [\(yaml)]", file: "test.yaml")
        let memory = MemoryGuard(limit: MemorySize(limit).map { MemoryLimit($0) }, threadCount: threads)
        return try #require(
            #expect(throws: TrainingError.self) { try memory.admitted(recipe, for: Self.size, held: 40 << 20) })
    }

    @Test func `too large a fit is refused with both figures and the remedy`() throws {
        let error = try refusal("{kind: ials, settings: {factors: 512}}", "300MiB")
        #expect(error.code == .notEnoughMemory)
        let needed = MemorySize(
            byteCount: try MemoryEstimate(.ials, Settings(["factors": 512]), on: Self.size, held: 40 << 20, threads: 1)
                .total)
        for part in ["“ials”", "\(needed)", "300.0 MiB", "--memory-limit", "set factors to", "whenTooLarge"] {
            #expect(error.message.contains(part), "\(error.message)")
        }
    }

    @Test func `the recipe may name another kind for that case, and it is said`() throws {
        let recipe = try Recipe(
            yaml: """
                recommenders:
                - kind: ials
                  name: home
                  settings: {factors: 512}
                  whenTooLarge: {kind: item-knn, settings: {neighbours: 20}}
                """, file: "test.yaml")
        let said = Mutex<[String]>([])
        let memory = MemoryGuard(limit: MemorySize("350MiB").map { MemoryLimit($0) }) { message in
            said.withLock { $0.append(message) }
        }
        let admitted = try memory.admitted(recipe, for: Self.size, held: 40 << 20).recommenders[0]
        #expect(admitted == RecommenderPlan(.itemKNN, name: "home", settings: Settings(["neighbours": 20])))
        #expect(said.withLock { $0.count == 1 && $0[0].contains("item-knn") && $0[0].contains("350.0 MiB") })
        let roomy = MemoryGuard(limit: MemorySize("8GiB").map { MemoryLimit($0) })
        #expect(try roomy.admitted(recipe, for: Self.size, held: 40 << 20) == recipe)
        #expect(try MemoryGuard(limit: nil).admitted(recipe, for: Self.size, held: 40 << 20) == recipe)
    }

    @Test func `a replacement that is too large as well is refused`() throws {
        let error = try refusal("{kind: ials, whenTooLarge: item-knn}", "30MiB")
        #expect(error.code == .notEnoughMemory && error.message.contains("so would “item-knn”"))
    }

    @Test func `a pipeline above the limit publishes nothing`() throws {
        let folder = try TemporaryFolder()
        var options = TrainingPipeline.Options()
        options.memoryLimit = MemorySize("1MiB").map { MemoryLimit($0) }
        let recipe = Recipe(name: "test", recommenders: [RecommenderPlan(.itemKNN)])
        let catalog = SnapshotCatalog(directory: "\(folder.path)/models")
        let error = #expect(throws: TrainingError.self) {
            try TrainingPipeline(recipe, options: options).run(checkerboardData(), into: catalog)
        }
        #expect(error?.code == .notEnoughMemory)
        #expect(try catalog.list().isEmpty)
    }
}
