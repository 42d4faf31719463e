// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0

import PackageDescription

/// Every Swift target is built to the same rules: Swift 6 mode, explicit imports, warnings are errors.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

func module(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .target(name: name, dependencies: dependencies, path: path, swiftSettings: house)
}

func program(_ name: String, _ dependencies: [Target.Dependency], path: String? = nil) -> Target {
    .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: house)
}

func tests(_ module: String, _ dependencies: [Target.Dependency] = [], path: String? = nil) -> Target {
    .testTarget(
        name: "\(module)Tests", dependencies: [.byName(name: module)] + dependencies, path: path, swiftSettings: house)
}

func system(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, path: "Sources/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let nioTestUtils = Target.Dependency.product(name: "NIOTestUtils", package: "swift-nio")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nio = [
    nioCore,
    .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
]

let package = Package(
    name: "wicker",
    products: [
        .executable(name: "wicker", targets: ["CLI"]),
        .executable(name: "wicker-train", targets: ["Trainer"]),
        .executable(name: "wicker-load", targets: ["LoadGenerator"]),
        .executable(name: "wicker-demo", targets: ["DemoShop"]),
        .executable(name: "wicker-text", targets: ["TextBench"]),
        .executable(name: "wicker-top-k", targets: ["TopKBench"]),
        .executable(name: "wicker-find-bench", targets: ["FindBench"]),
        .library(name: "WickerClient", targets: ["WickerClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
    ],
    targets: [
        system("CLMDB", pkgConfig: "lmdb", apt: "liblmdb-dev"),
        system("CProtobufC", pkgConfig: "libprotobuf-c", apt: "libprotobuf-c-dev"),
        system("COpenBLAS", pkgConfig: "openblas", apt: "libopenblas-dev"),
        system("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        system("CZstd", pkgConfig: "libzstd", apt: "libzstd-dev"),
        .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc")]),
        .systemLibrary(name: "CStemmer", path: "Sources/CStemmer", providers: [.apt(["libstemmer-dev"])]),
        .systemLibrary(name: "CEpoll", path: "Sources/CEpoll"),
        .systemLibrary(name: "CPrefetch", path: "Sources/CPrefetch"),
        .systemLibrary(name: "CProcessors", path: "Sources/CProcessors"),
        .target(name: "CMessages", dependencies: ["CProtobufC"]),
        .target(name: "CKernels"),

        module("Matrix", ["CKernels", "COpenBLAS", "CPrefetch"]),
        module("Mining", ["CKernels", "Matrix"]),
        module("Text", ["CICU", "CStemmer"]),
        module("Shop", ["Matrix"]),
        module("Knowledge", ["CKernels", "Mining", "Shop", yams]),
        module("Store", ["CLMDB", "Shop"]),
        module("Import", ["CZlib", "CZstd", "Matrix", "Mining", "Shop", "Store"]),
        module("Recommenders", ["CKernels", "Matrix", "Mining", "Shop", "Text"]),
        module("Evaluation", ["Matrix", "Recommenders", "Shop"]),
        module("Snapshots", ["CLMDB", "Matrix", "Shop", "Recommenders"]),
        module(
            "Training", ["Evaluation", "Import", "Matrix", "Recommenders", "Shop", "Snapshots", "Store", yams]),
        module("Placements", ["Knowledge", "Matrix", "Mining", "Recommenders", "Shop", "Snapshots", "Store"]),
        module("Wire", ["CMessages", "CProtobufC", "Shop"] + nio),
        module("Sockets", ["CEpoll"] + nio),
        module("Server", ["Knowledge", "Placements", "Shop", "Snapshots", "Sockets", "Store", "Wire", logging] + nio),
        module("WickerClient", ["Shop", "Wire"] + nio, path: "Sources/Client"),

        program(
            "CLI",
            [
                "CProcessors", "Import", "Knowledge", "Server", "Shop", "Store", "Wire", "WickerClient", nioCore,
                argumentParser, logging, yams,
            ]),
        program(
            "Trainer",
            [
                "Evaluation", "Import", "Matrix", "Mining", "Recommenders", "Shop", "Snapshots", "Training",
                argumentParser,
            ],
            path: "tools/trainer"),
        program("LoadGenerator", ["Sockets", argumentParser, histogram], path: "tools/loadgen"),
        program("DemoShop", ["Matrix", argumentParser], path: "tools/demo/generator"),
        program("TextBench", ["Matrix", "Recommenders", "Shop", argumentParser], path: "tools/bench/text"),
        program("TopKBench", ["Matrix", argumentParser], path: "tools/bench/topk"),
        program(
            "FindBench", ["Knowledge", "Matrix", "Recommenders", "Shop", argumentParser], path: "tools/bench/matching"),

        tests("Matrix", ["CKernels", "COpenBLAS"]),
        tests("Mining", ["Matrix"]),
        tests("Text", ["Matrix"]),
        tests("Shop"),
        tests("Knowledge", ["Matrix", "Shop"]),
        tests("Store", ["CLMDB", "Matrix", "Shop", "StoreProbe"]),
        program("StoreProbe", ["Shop", "Store"], path: "Tests/StoreProbe"),
        tests("Import", ["CZlib", "CZstd", "Matrix", "Mining", "Shop", "Store"]),
        tests("Recommenders", ["CKernels", "CZstd", "Evaluation", "Matrix", "Mining", "Shop"]),
        tests("Evaluation", ["Matrix", "Recommenders", "Shop"]),
        tests("Snapshots", ["Matrix", "Recommenders", "Shop"]),
        tests("Training", ["Evaluation", "Import", "Matrix", "Recommenders", "Shop", "Snapshots", "Store", "Trainer"]),
        tests("Placements", ["Matrix", "Mining", "Recommenders", "Shop", "Snapshots", "Store"]),
        tests("Sockets", nio),
        tests("Server", ["Recommenders", "Shop", "Snapshots", "Store", "WickerClient", "Wire", logging] + nio),
        tests("Wire", ["CMessages", "CProtobufC", "Matrix", "Shop", nioTestUtils] + nio),
        tests("WickerClient", ["Shop", "Wire"] + nio, path: "Tests/ClientTests"),
        tests("CLI", ["Shop", argumentParser]),
        tests("LoadGenerator", [histogram]),
        tests("DemoShop", ["Matrix"]),
    ]
)
