// SPDX-License-Identifier: Apache-2.0

/// The program's version, as `wicker --version` and the server's settings tell it.
public let serverVersion = "0.1.0"
