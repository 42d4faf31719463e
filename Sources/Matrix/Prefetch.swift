// SPDX-License-Identifier: Apache-2.0

internal import CPrefetch

/// Asks for memory to be brought into the cache, because it will be read in a moment.
///
/// - Complexity: one instruction a cache line of 64 bytes; does not wait.
public func prefetch(_ memory: UnsafeRawBufferPointer) {
    guard let start = memory.baseAddress else { return }
    var offset = 0
    while offset < memory.count {
        wicker_prefetch(start + offset)
        offset += 64
    }
}
