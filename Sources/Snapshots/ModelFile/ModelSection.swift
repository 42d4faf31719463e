// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Recommenders

/// One array on its way into a model file: its name and its bytes where the trainer left them.
struct ModelSection {
    /// Name within the recommender.
    var name: String
    /// The elements' bytes, not copied.
    var bytes: SharedArray<UInt8>

    /// What the manifest says about it.
    var entry: SectionEntry {
        let sum = bytes.withUnsafeBuffer { Checksum.of(UnsafeRawBufferPointer($0)) }
        return SectionEntry(name: name, byteCount: bytes.count, checksum: Checksum.text(sum))
    }
}

/// Gathers a model's arrays without copying them.
struct SectionCollector: SectionWriter {
    private final class Keeper<Element: BitwiseCopyable & Sendable>: Sendable {
        let elements: SharedArray<Element>
        init(_ elements: SharedArray<Element>) { self.elements = elements }
    }

    private(set) var sections: [ModelSection] = []

    mutating func write<Element: BitwiseCopyable & Sendable>(_ elements: SharedArray<Element>, as name: String) {
        precondition(
            MemoryLayout<Element>.size == MemoryLayout<Element>.stride,
            "\(Element.self) has padding, whose bytes would differ from fit to fit")
        let keeper = Keeper(elements)
        let bytes = elements.withUnsafeBuffer { buffer in
            let raw = UnsafeRawBufferPointer(buffer)
            return SharedArray(unsafeMemory: raw.assumingMemoryBound(to: UInt8.self), owner: keeper)
        }
        sections.append(ModelSection(name: name, bytes: bytes))
    }
}
