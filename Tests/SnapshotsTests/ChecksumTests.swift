// SPDX-License-Identifier: Apache-2.0

import Snapshots
import Testing

struct ChecksumTests {
    @Test(arguments: [
        ("", "ef46db3751d8e999"), ("a", "d24ec4f1a98c6e5b"), ("abc", "44bc2cf5ad770999"),
        ("Nobody inspects the spammish repetition", "fbcea83c8a378bf1"),
    ])
    func `the published test vectors come out`(text: String, expected: String) {
        #expect(Checksum.text(Array(text.utf8).withUnsafeBytes { Checksum.of($0) }) == expected)
    }

    @Test func `changing any byte changes the sum, at every length`() {
        for length in 1...80 {
            let bytes = (0..<length).map { UInt8($0 * 7 % 251) }
            let sum = bytes.withUnsafeBytes { Checksum.of($0) }
            for position in 0..<length {
                var changed = bytes
                changed[position] ^= 1
                #expect(changed.withUnsafeBytes { Checksum.of($0) } != sum)
            }
        }
    }

    @Test func `the seed chains runs, and short sums keep their leading zeros`() {
        let bytes: [UInt8] = [1, 2, 3]
        #expect(bytes.withUnsafeBytes { Checksum.of($0, seed: 1) != Checksum.of($0, seed: 2) })
        #expect(Checksum.text(0xAB) == "00000000000000ab")
    }
}
