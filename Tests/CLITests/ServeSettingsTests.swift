// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Foundation
import Testing

@testable import CLI

@Suite struct ServeSettingsTests {
    private func settings(
        _ flags: [String] = [], environment: [String: String] = [:], file: String? = nil
    ) throws -> ServeSettings {
        var flags = flags
        if let file {
            let path = FileManager.default.temporaryDirectory.appending(path: "wicker-\(UUID().uuidString).yaml").path
            try file.write(toFile: path, atomically: true, encoding: .utf8)
            flags += ["--config", path]
        }
        return try ServeSettings(try ServeOptions.parse(flags), environment: environment)
    }

    @Test func `a flag wins over the environment, the environment over the file, the file over the default`() throws {
        let file = "store: from-file\nmodels: from-file\nmaxCalls: 1\nthreads: 1\nmaxConnections: 1\n"
        let environment = ["WICKER_STORE": "from-environment", "WICKER_MAX_CALLS": "2", "WICKER_THREADS": "2"]
        let settled = try settings(["--store", "from-flag", "--threads", "3"], environment: environment, file: file)
        #expect(settled.store == "from-flag")
        #expect(settled.models == "from-file")
        #expect(settled.threads == 3)
        #expect(settled.maxCalls == 2)
        #expect(settled.maxConnections == 1)
        #expect(settled.idleTimeout == 600)
        #expect(settled.listen == Address(host: "127.0.0.1", port: 7700))
    }

    @Test(
        arguments: [
            ([:], "models: m\n", "store"),
            (["WICKER_STORE": "s", "WICKER_MODELS": "m", "WICKER_MAX_CALLS": "many"], nil, "maxCalls"),
            (["WICKER_STORE": "s", "WICKER_MODELS": "m", "WICKER_LISTEN": "here"], nil, "listen"),
            (["WICKER_STORE": "s", "WICKER_MODELS": "m", "WICKER_LOG_LEVEL": "loud"], nil, "logLevel"),
            (["WICKER_STORE": "s", "WICKER_MODELS": "m", "WICKER_THREADS": "0"], nil, "threads"),
            (["WICKER_STORE": "s"], "modles: m\n", "modles"),
            (["WICKER_STORE": "s"], "- just\n- a list\n", "key: value"),
        ] as [([String: String], String?, String)])
    func `what is wrong is named`(_ environment: [String: String], _ file: String?, _ name: String) {
        let error = #expect(throws: CommandError.self) { try settings(environment: environment, file: file) }
        #expect(error?.message.contains(name) == true)
    }
}

@Suite struct AddressTests {
    @Test func `addresses are read as they are written`() {
        for text in ["127.0.0.1:7700", "shop.example:0", "[::1]:65535"] {
            #expect(Address(argument: text)?.description == text)
        }
    }

    @Test(arguments: ["", "7700", ":7700", "host:", "host:-1", "host:65536", "host:http"])
    func `what is no address is refused`(_ text: String) {
        #expect(Address(argument: text) == nil)
    }
}

@Suite struct TextTableTests {
    @Test func `numbers stand to the right, words to the left, and no line ends in blanks`() {
        var table = TextTable(["item", "score", "by"])
        table.append(["a", "9.5", "popularity"])
        table.append(["lotion", "10.25", ""])
        #expect(table.text == "item    score  by\na         9.5  popularity\nlotion  10.25\n")
    }
}
