// SPDX-License-Identifier: Apache-2.0

/// How much memory a run may take, and who says so.
public struct MemoryLimit: Sendable, Equatable {
    /// Bytes that the whole process may have resident.
    public var size: MemorySize
    /// Where the limit comes from, as a message ends with it.
    public var origin: String

    /// The part of the machine's memory that is left to everything else: a sixteenth, at least 64 MiB.
    private static let margin = (divisor: 16, atLeast: 64 << 20)

    /// A limit that somebody named.
    public init(_ size: MemorySize, origin: String = "given by --memory-limit") {
        self.size = size
        self.origin = origin
    }

    /// What the machine or the control group has available now, minus a margin; nil where that cannot be told.
    public static var ofMachine: MemoryLimit? {
        guard let available = MachineMemory.available else { return nil }
        let rest = max(1, available - max(margin.atLeast, available / margin.divisor))
        return MemoryLimit(MemorySize(byteCount: rest), origin: "what is available here; --memory-limit sets another")
    }
}
