// SPDX-License-Identifier: Apache-2.0

/// How a call ended: gRPC's codes, with gRPC's meanings.
public enum StatusCode: UInt32, Sendable, CaseIterable, CustomStringConvertible {
    /// The call did what it was asked.
    case ok = 0
    /// The caller took the call back.
    case cancelled = 1
    /// A failure that fits no other code.
    case unknown = 2
    /// The request is wrong, whatever the state of the server.
    case invalidArgument = 3
    /// The call's time was up.
    case deadlineExceeded = 4
    /// What was asked for does not exist.
    case notFound = 5
    /// What was to be made exists.
    case alreadyExists = 6
    /// The caller may not do this.
    case permissionDenied = 7
    /// A limit was reached; the message says which.
    case resourceExhausted = 8
    /// The server is not in a state in which this can be done.
    case failedPrecondition = 9
    /// Another call was in the way; the whole may be tried again.
    case aborted = 10
    /// Past the end of what can be asked for.
    case outOfRange = 11
    /// The server has no such method or version.
    case unimplemented = 12
    /// The server broke a promise of its own.
    case `internal` = 13
    /// The server cannot answer now; trying again later may help.
    case unavailable = 14
    /// Data is lost or damaged.
    case dataLoss = 15
    /// The caller has not said who they are.
    case unauthenticated = 16

    /// gRPC's name, such as `INVALID_ARGUMENT`.
    public var name: String { Self.names[Int(rawValue)] }

    /// gRPC's name.
    public var description: String { name }

    private static let names = [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
        "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
        "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
    ]
}
