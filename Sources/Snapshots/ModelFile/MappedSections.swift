// SPDX-License-Identifier: Apache-2.0

internal import Matrix
internal import Recommenders

/// One recommender's arrays where they lie in a mapped file.
struct MappedSections: SectionReader {
    let file: ModelFile
    let entry: RecommenderEntry
    /// Models of the same snapshot that stand before this one.
    var earlier: [String: any RecommenderModel] = [:]

    func recommender(named name: String) -> (any RecommenderModel)? { earlier[name] }

    func read<Element: BitwiseCopyable & Sendable>(
        _ name: String, as type: Element.Type
    ) throws(RecommenderError) -> SharedArray<Element> {
        guard let section = entry.sections.first(where: { $0.name == name }) else {
            throw RecommenderError(.missingSection, "recommender “\(entry.name)” has no array “\(name)”")
        }
        let bytes = try bytes(of: section)
        let stride = MemoryLayout<Element>.stride
        guard bytes.count.isMultiple(of: stride) else {
            throw RecommenderError(
                .malformedSection,
                "array “\(name)” of “\(entry.name)” has \(bytes.count) bytes, no multiple of \(stride)")
        }
        return SharedArray(unsafeMemory: bytes.assumingMemoryBound(to: Element.self), owner: file)
    }

    /// An array's bytes, without prologue and padding.
    func bytes(of section: SectionEntry) throws(RecommenderError) -> UnsafeRawBufferPointer {
        guard let value = file.value(ModelFileLayout.key(section.name, of: entry.name)) else {
            throw RecommenderError(.missingSection, "recommender “\(entry.name)” has no array “\(section.name)”")
        }
        let start = ModelFileLayout.prologueByteCount
        let address = Int(bitPattern: value.baseAddress) + start
        guard section.byteCount <= value.count - start, address.isMultiple(of: ModelFileLayout.alignment) else {
            throw RecommenderError(
                .malformedSection,
                "array “\(section.name)” of “\(entry.name)” is not where \(section.byteCount) bytes should lie")
        }
        return UnsafeRawBufferPointer(rebasing: value[start..<start + section.byteCount])
    }
}
