// SPDX-License-Identifier: Apache-2.0

import Testing
import Wire

struct MethodTests {
    @Test(arguments: Method.allCases)
    func `a method is found by its name and by no other`(method: Wire.Method) {
        let name = Array(method.rawValue.utf8)
        #expect(Method(name: name) == method)
        #expect(Method(name: name.dropLast()) == nil)
        #expect(Method(name: name + [0]) == nil)
    }

    @Test func `status codes have gRPC's numbers and names`() {
        #expect(StatusCode.allCases.map(\.rawValue) == Array(0...16))
        #expect(StatusCode.resourceExhausted.name == "RESOURCE_EXHAUSTED")
        #expect(StatusCode.unauthenticated.name == "UNAUTHENTICATED")
    }
}
