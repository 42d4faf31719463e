// SPDX-License-Identifier: Apache-2.0

/// How arrays lie in `model.mdb`, so that they can be used in place.
///
/// One LMDB file, one table, one value an array, its key `recommender/array`:
///
///     overflow page   0        16                  64                            page end
///                     | header | 48 bytes of zeros | the array's bytes … | zeros |  …  |
///
/// LMDB gives a value pages of its own as soon as it is too large for half a page, and then starts it 16 bytes into the
/// first, the rest following without a gap. Every value is therefore padded to at least half a page, and led by 48
/// bytes, so that each array starts on a cache line: aligned for any element, whatever its size.
enum ModelFileLayout {
    /// The model's file within a snapshot's folder.
    static let fileName = "model.mdb"
    /// Bytes between the start of a value and the array in it.
    static let prologueByteCount = 48
    /// Where an array starts is a multiple of this.
    static let alignment = 64
    /// LMDB keeps a value's size in 32 bits.
    static let valueByteLimit = Int(UInt32.max)
    /// LMDB's bound on a key.
    static let keyByteLimit = 511
    /// More arrays than any recipe makes; a file with more is not ours.
    static let sectionLimit = 100_000

    /// The key of a recommender's array.
    static func key(_ section: String, of recommender: String) -> String { "\(recommender)/\(section)" }
}
