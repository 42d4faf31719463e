// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import Training

/// Turns errors into a line on standard error and an exit code.
enum Failure {
    /// The models did not reach the recipe's gate.
    static let gateNotReached = ExitCode(3)

    /// A fit would take more memory than the limit.
    static let notEnoughMemory = ExitCode(4)

    /// Runs a command's work; an error is printed once, in its own words.
    static func reporting(_ work: () throws -> Void) throws {
        do {
            try work()
        } catch let code as ExitCode {
            throw code
        } catch let error as TrainingError where error.code == .gateNotReached {
            warn("\(error)")
            throw gateNotReached
        } catch let error as TrainingError where error.code == .notEnoughMemory {
            warn("\(error)")
            throw notEnoughMemory
        } catch {
            warn("\(error)")
            throw ExitCode.failure
        }
    }

    /// A line on standard error.
    static func warn(_ message: String) { StandardError.write("wicker-train: \(message)\n") }
}
