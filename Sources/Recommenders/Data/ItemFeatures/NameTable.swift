// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Strings in ascending order of their bytes, searched where they lie.
///
/// String n lies at `offsets[n] ..< offsets[n + 1]` of `bytes`, in UTF-8.
struct NameTable: Sendable {
    let bytes: SharedArray<UInt8>
    let offsets: SharedArray<UInt64>

    var count: Int { offsets.count - 1 }

    /// A table of names that are ascending already.
    init(ascending names: [String]) {
        var (bytes, offsets) = ([UInt8](), [UInt64(0)])
        for name in names {
            bytes.append(contentsOf: name.utf8)
            offsets.append(UInt64(bytes.count))
        }
        self.bytes = SharedArray(bytes)
        self.offsets = SharedArray(offsets)
    }

    /// Names that lie there already.
    init(bytes: SharedArray<UInt8>, offsets: SharedArray<UInt64>) { (self.bytes, self.offsets) = (bytes, offsets) }

    /// Takes up what `write` wrote.
    init(_ name: String, sections: some SectionReader) throws(RecommenderError) {
        bytes = try sections.read(name, as: UInt8.self)
        offsets = try sections.read("\(name)Offsets", as: UInt64.self)
        let isAscending = offsets.withUnsafeBuffer { offsets in
            !offsets.isEmpty && zip(offsets, offsets.dropFirst()).allSatisfy { $0 <= $1 }
        }
        guard isAscending, offsets[0] == 0, offsets[offsets.count - 1] == UInt64(bytes.count) else {
            throw RecommenderError(.malformedSection, "the offsets of section “\(name)” do not fit its bytes")
        }
    }

    func write(_ name: String, to sections: inout some SectionWriter) {
        sections.write(bytes, as: name)
        sections.write(offsets, as: "\(name)Offsets")
    }

    /// The string at a place.
    subscript(place: Int) -> String {
        bytes.withUnsafeBuffer { String(decoding: $0[Int(offsets[place])..<Int(offsets[place + 1])], as: UTF8.self) }
    }

    /// The place of a string; nil when it is none of the table's.
    ///
    /// - Complexity: O(log count) comparisons.
    func place(of name: String) -> Int? {
        var name = name
        return name.withUTF8 { place(ofUTF8: $0) }
    }

    /// The same for a string's bytes.
    func place(ofUTF8 wanted: UnsafeBufferPointer<UInt8>) -> Int? {
        bytes.withUnsafeBuffer { bytes in
            var (low, high) = (0, count)
            while low < high {
                let middle = (low + high) / 2
                let found = UnsafeBufferPointer(rebasing: bytes[Int(offsets[middle])..<Int(offsets[middle + 1])])
                if found.lexicographicallyPrecedes(wanted) { low = middle + 1 } else { high = middle }
            }
            guard low < count else { return nil }
            return bytes[Int(offsets[low])..<Int(offsets[low + 1])].elementsEqual(wanted) ? low : nil
        }
    }
}

extension String {
    /// The order of the table: by bytes, which does not depend on Unicode's tables.
    func precedesByBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}
