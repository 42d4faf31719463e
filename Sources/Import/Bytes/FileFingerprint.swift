// SPDX-License-Identifier: Apache-2.0

/// Tells whether a file is one that was imported before, by what is in it and how it is read, not by its name.
///
/// Its size, its first and last 64 KiB and 64 samples of 4 KiB between go into a 64-bit FNV-1a hash, so that a file of
/// any size costs a few hundred KiB of reading. Two files of the same size that differ only between the samples would
/// be taken for the same; `importsAgain` is the way out.
enum FileFingerprint {
    /// The fingerprint; nil for a pipe, which has none.
    ///
    /// - Parameter reading: How the rows are understood: other columns make it another import.
    static func make(path: String, reading: String) throws(ImportError) -> String? {
        guard let size = FileSource.regularByteCount(path) else { return nil }
        let file = try FileSource(path: path)
        var hash = Hash()
        hash.add(reading.utf8)
        for offset in offsets(size) { hash.add(try file.bytes(at: offset.at, count: offset.count)) }
        let digits = String(hash.value, radix: 16)
        return "\(size)-\(String(repeating: "0", count: 16 - digits.count))\(digits)"
    }

    private static func offsets(_ size: Int64) -> [(at: Int64, count: Int)] {
        let (edge, sample, samples): (Int64, Int64, Int64) = (64 << 10, 4 << 10, 64)
        guard size > 2 * edge + samples * sample else { return [(0, Int(size))] }
        let step = (size - 2 * edge) / samples
        let between = (0..<samples).map { (at: edge + $0 * step, count: Int(sample)) }
        return [(0, Int(edge))] + between + [(size - edge, Int(edge))]
    }

    /// FNV-1a, 64 bits.
    ///
    /// - Source: Fowler, Noll, Vo, draft-eastlake-fnv.
    private struct Hash {
        var value: UInt64 = 0xcbf2_9ce4_8422_2325

        mutating func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
        }
    }
}
