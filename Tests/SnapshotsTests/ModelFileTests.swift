// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders
import Testing

@testable import Snapshots

struct ModelFileTests {
    /// Around every boundary of a page: empty, tiny, half a page, a page, several.
    private static let lengths = [0, 1, 3, 255, 499, 500, 501, 1000, 1008, 1009, 1024, 5_000, 100_003]

    private func collect<Element: BitwiseCopyable & Sendable>(
        _ lengths: [Int], _ make: (Int) -> Element
    ) -> [ModelSection] {
        var collector = SectionCollector()
        for length in lengths { collector.write(SharedArray((0..<length).map(make)), as: "array-\(length)") }
        return collector.sections
    }

    private func write(_ sections: [ModelSection], to path: String) throws -> MappedSections {
        let writer = try ModelFileWriter(
            path: path, byteCount: sections.reduce(0) { $0 + $1.bytes.count }, sectionCount: sections.count)
        for section in sections { try writer.write(section.bytes, key: "tiny/\(section.name)") }
        try writer.synchronise()
        let entry = RecommenderEntry(
            name: "tiny", kind: .popularity, weighting: EventWeighting(), itemCount: 0,
            sections: sections.map(\.entry))
        let file = try ModelFile(path: path, byteCount: FileSystem.byteCount(of: path) ?? 0)
        return MappedSections(file: file, entry: entry)
    }

    private func expectRoundTrip<Element: BitwiseCopyable & Sendable & Equatable>(
        _ make: (Int) -> Element
    ) throws {
        let folder = try TemporaryFolder()
        let mapped = try write(collect(Self.lengths, make), to: "\(folder.path)/model.mdb")
        for length in Self.lengths {
            let array = try mapped.read("array-\(length)", as: Element.self)
            #expect(array.array == (0..<length).map(make))
            array.withUnsafeBuffer { buffer in
                #expect(Int(bitPattern: buffer.baseAddress).isMultiple(of: ModelFileLayout.alignment))
            }
        }
    }

    @Test func `arrays of every element size come back equal and aligned`() throws {
        try expectRoundTrip { UInt8(truncatingIfNeeded: $0) }
        try expectRoundTrip { UInt16(truncatingIfNeeded: $0 * 3) }
        try expectRoundTrip { Float($0) * 0.5 }
        try expectRoundTrip { $0 * 1_000_003 }
    }

    @Test func `the same arrays give the same file`() throws {
        let folder = try TemporaryFolder()
        _ = try write(collect(Self.lengths) { Float($0) }, to: "\(folder.path)/first.mdb")
        let noise = (0..<200).map { [UInt8](repeating: UInt8($0), count: 4096) }  // a heap that looks different
        _ = try write(collect(Self.lengths) { Float($0) }, to: "\(folder.path)/second.mdb")
        #expect(noise.count == 200)
        #expect(try folder.bytes("first.mdb") == folder.bytes("second.mdb"))
    }

    @Test func `an absent array, and one of another element size, are named`() throws {
        let folder = try TemporaryFolder()
        let mapped = try write(collect([3]) { UInt8($0) }, to: "\(folder.path)/model.mdb")
        #expect(throws: RecommenderError.self) { try mapped.read("nowhere", as: UInt8.self) }
        let error = #expect(throws: RecommenderError.self) { try mapped.read("array-3", as: Float.self) }
        #expect(error?.code == .malformedSection && error?.message.contains("array-3") == true)
    }

    @Test func `a size the manifest overstates is refused, not read`() throws {
        let folder = try TemporaryFolder()
        var mapped = try write(collect([3]) { UInt8($0) }, to: "\(folder.path)/model.mdb")
        var sections = mapped.entry.sections
        sections[0].byteCount = 1 << 40
        var entry = mapped.entry
        entry.sections = sections
        mapped = MappedSections(file: mapped.file, entry: entry)
        let error = #expect(throws: RecommenderError.self) { try mapped.read("array-3", as: UInt8.self) }
        #expect(error?.code == .malformedSection)
    }

    @Test func `arrays outlive the reader they came from`() throws {
        let folder = try TemporaryFolder()
        func readOnly() throws -> SharedArray<Float> {
            let mapped = try write(collect([5_000]) { Float($0) }, to: "\(folder.path)/model.mdb")
            return try mapped.read("array-5000", as: Float.self)
        }
        let array = try readOnly()
        #expect(array[4_999] == 4_999)
    }

    @Test func `a file that is no model is refused`() throws {
        let folder = try TemporaryFolder()
        try folder.write([UInt8](repeating: 7, count: 8_192), "model.mdb")
        let error = #expect(throws: SnapshotError.self) {
            try ModelFile(path: "\(folder.path)/model.mdb", byteCount: 8_192)
        }
        #expect(error?.code == .damaged)
    }

    @Test func `an array's name is used once`() throws {
        let folder = try TemporaryFolder()
        let sections = collect([3]) { UInt8($0) }
        #expect(throws: SnapshotError.self) { try write(sections + sections, to: "\(folder.path)/model.mdb") }
    }
}
