// SPDX-License-Identifier: Apache-2.0

internal import Matrix

/// Sections that every model has.
extension SectionWriter {
    mutating func write(itemCount: Int) {
        write(SharedArray([UInt64(itemCount)]), as: "itemCount")
    }
}

extension SectionReader {
    func readItemCount() throws(RecommenderError) -> Int {
        let section = try read("itemCount", as: UInt64.self)
        guard section.count == 1, section[0] <= UInt64(UInt32.max) else {
            throw RecommenderError(.malformedSection, "section “itemCount” is not one number below 2^32")
        }
        return Int(section[0])
    }
}
