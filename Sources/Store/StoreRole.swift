// SPDX-License-Identifier: Apache-2.0

/// What a program opens the store for.
public enum StoreRole: Sendable {
    /// Serves and writes; one at a time, held by a lock that ends with the process.
    case server
    /// Writes beside a server, such as an import.
    case writer
    /// Reads only, such as a trainer.
    case reader
}

/// How the store's file is mapped.
public struct StoreOptions: Sendable {
    /// Address space to reserve, in bytes.
    ///
    /// It is no memory and no disk; the file grows as it fills, and when it outgrows this, the map is doubled while
    /// readers wait for a moment.
    public var mapByteCount = 256 << 30
    /// Read transactions at once, over all processes; the first to open the store decides.
    public var readerLimit: UInt32 = 510

    /// The usual choices.
    public init() {}
}
