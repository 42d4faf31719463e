// SPDX-License-Identifier: Apache-2.0

import COpenBLAS
import Matrix
import Testing

@Suite struct BLASThreadTests {
    @Test func `OpenBLAS works on the thread that calls it alone`() {
        #expect(openblas_get_num_threads() == 1)
    }
}
