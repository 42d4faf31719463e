// SPDX-License-Identifier: Apache-2.0

import Matrix
import Recommenders

/// A snapshot's sections as bytes in memory.
struct MemorySections: SectionWriter, SectionReader, Equatable {
    var bytes: [String: [UInt8]] = [:]
    /// Models that were taken up before.
    var earlier: [String: any RecommenderModel] = [:]

    init() {}

    static func == (one: Self, other: Self) -> Bool { one.bytes == other.bytes }

    func recommender(named name: String) -> (any RecommenderModel)? { earlier[name] }

    init(of model: any RecommenderModel) { model.write(to: &self) }

    mutating func write<Element: BitwiseCopyable & Sendable>(_ elements: SharedArray<Element>, as name: String) {
        precondition(bytes[name] == nil, "section “\(name)” is written twice")
        bytes[name] = elements.withUnsafeBuffer { Array(UnsafeRawBufferPointer($0)) }
    }

    func read<Element: BitwiseCopyable & Sendable>(
        _ name: String, as type: Element.Type
    ) throws(RecommenderError) -> SharedArray<Element> {
        guard let section = bytes[name] else { throw RecommenderError(.missingSection, "no section “\(name)”") }
        guard section.count.isMultiple(of: MemoryLayout<Element>.stride) else {
            throw RecommenderError(.malformedSection, "section “\(name)”")
        }
        return section.withUnsafeBytes { SharedArray($0.bindMemory(to: Element.self)) }
    }
}
