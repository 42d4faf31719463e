// SPDX-License-Identifier: Apache-2.0

public import NIOCore

/// The first 8 bytes of a client, by which a server knows whom it talks to.
///
///      0     1     2     3     4     5     6        8
///     | 'W' | 'I' | 'C' | 'K' | 'E' | 'R' | version |
///                                            u16
public enum Preface {
    /// Bytes of the preface.
    public static let byteCount = 8
    /// The version of the protocol spoken here.
    public static let version: UInt16 = 1
    /// The magic word as the number it makes with a version of 0.
    private static let magic: UInt64 = 0x5749_434B_4552_0000

    /// Appends the preface.
    public static func write(to buffer: inout ByteBuffer) {
        buffer.writeInteger(magic | UInt64(version))
    }

    /// Takes the preface off the front; false while bytes are missing.
    ///
    /// - Throws: `invalidArgument` when it is another protocol's, `unimplemented` when it is another version's.
    static func read(from buffer: inout ByteBuffer) throws(WireError) -> Bool {
        guard let word = buffer.readInteger(as: UInt64.self) else { return false }
        guard word & ~0xFFFF == magic else {
            throw WireError(.invalidArgument, "not a Wicker client: the connection does not begin with WICKER")
        }
        guard word & 0xFFFF == version else {
            throw WireError(.unimplemented, "version \(word & 0xFFFF) is not spoken here; use version \(version)")
        }
        return true
    }
}
