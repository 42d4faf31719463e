// SPDX-License-Identifier: Apache-2.0

import Testing
import Wire

struct MethodTests {
    @Test(arguments: Method.allCases)
    func `a method is found by its name and by no other`(method: Wire.Method) {
        #expect(Method(name: method.rawValue) == method)
        #expect(Method(name: String(method.rawValue.dropLast())) == nil)
        #expect(Method(name: method.rawValue + "\0") == nil)
        #expect(Method(name: method.rawValue.lowercased()) == nil)
    }

    @Test func `status codes have gRPC's numbers and names`() {
        #expect(StatusCode.allCases.map(\.rawValue) == Array(0...16))
        #expect(StatusCode.resourceExhausted.name == "RESOURCE_EXHAUSTED")
        #expect(StatusCode.unauthenticated.name == "UNAUTHENTICATED")
    }
}
