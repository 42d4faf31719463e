// SPDX-License-Identifier: Apache-2.0

import Recommenders

/// What `choices` prints.
struct ChoiceReport: Encodable {
    var groups: [ChoiceGroupReport]

    var text: String {
        var parts = groups.count > 8 ? [] : groups.map(\.text)
        if groups.count > 1 { parts.append(overview) }
        return parts.joined(separator: "\n\n")
    }

    /// A line a group, and how many of them beat the market shares.
    private var overview: String {
        var table = TextTable(["group", "choices", "pseudo R²", "held out", "a choice", "market share", ""])
        for group in groups {
            guard let fit = group.fits.first, group.problem == nil else { continue }
            let held = group.held
            let figures = [held?.logLikelihood, held?.shareLogLikelihood].map { figure in
                figure.flatMap { sum in held.map { Figures.fixed(sum / $0.choices, 4) } } ?? ""
            }
            table.add(
                [group.name, "\(Int(fit.choices))", Figures.fixed(fit.pseudoRSquared, 4)]
                    + [held.map { "\(Int($0.choices))" } ?? ""] + figures
                    + [held?.beatsShares == true ? "better" : ""])
        }
        let failures = groups.compactMap { group in group.problem.map { "\(group.name): not fitted: \($0)" } }
        return ([table.text] + failures + [verdict]).joined(separator: "\n")
    }

    private var verdict: String {
        let judged = groups.compactMap(\.held).filter { $0.shareLogLikelihood != nil }
        let choices = judged.reduce(0) { $0 + $1.choices }
        guard choices > 0 else { return "\(groups.count) groups" }
        let own = judged.reduce(0) { $0 + $1.logLikelihood } / choices
        let shares = judged.reduce(0) { $0 + ($1.shareLogLikelihood ?? 0) } / choices
        return "held out: likelier than by market share in \(judged.count(where: \.beatsShares)) of \(judged.count) "
            + "groups; all \(Int(choices)) choices: \(Figures.fixed(own, 4)) a choice against \(Figures.fixed(shares, 4))"
    }
}

/// What was learned of one group.
struct ChoiceGroupReport: Encodable {
    struct Weight: Encodable {
        var attribute: String
        var weight: Double
        var standardError: Double
        var z: Double
        var willingnessToPay: Double?
        var willingnessToPayError: Double?
    }

    struct Fit: Encodable {
        /// Empty for all.
        var segment: String
        var choices: Double
        var logLikelihood: Double
        var nullLogLikelihood: Double
        var pseudoRSquared: Double
        var weights: [Weight]
    }

    /// What items are beyond their attributes.
    struct Intercepts: Encodable {
        var items: Int
        var deviation: Double
    }

    struct Held: Encodable {
        var choices: Double
        var logLikelihood: Double
        var nullLogLikelihood: Double
        var shareLogLikelihood: Double?

        var beatsShares: Bool { shareLogLikelihood.map { logLikelihood > $0 } ?? false }
    }

    var name: String
    var fits: [Fit] = []
    var intercepts: Intercepts?
    var held: Held?
    var problem: String?

    init(name: String) { self.name = name }

    mutating func add(_ fit: ChoiceFit, segment: String, worths: [ChoiceFit.Estimate?]) {
        let weights = fit.attributes.indices.map { place in
            Weight(
                attribute: fit.attributes[place], weight: fit.coefficients[place],
                standardError: fit.standardErrors[place], z: fit.zScores[place],
                willingnessToPay: worths[place]?.value, willingnessToPayError: worths[place]?.standardError)
        }
        fits.append(
            Fit(
                segment: segment, choices: fit.choiceCount, logLikelihood: fit.logLikelihood,
                nullLogLikelihood: fit.nullLogLikelihood, pseudoRSquared: fit.pseudoRSquared, weights: weights))
    }

    var text: String {
        if let problem { return "\(name.isEmpty ? "" : "\(name): ")not fitted: \(problem)" }
        var lines: [String] = []
        for fit in fits {
            let segment = fit.segment.isEmpty ? "" : "segment \(fit.segment): "
            lines.append(
                "\(name.isEmpty ? "" : "\(name), ")\(segment)\(Int(fit.choices)) choices, log-likelihood "
                    + "\(Figures.fixed(fit.logLikelihood, 2)), pseudo R² \(Figures.fixed(fit.pseudoRSquared, 4))")
            lines.append(Self.table(fit.weights).text)
        }
        if let intercepts {
            lines.append(
                "\(intercepts.items) items with intercepts of deviation \(Figures.fixed(intercepts.deviation, 3))")
        }
        if let held {
            let shares = held.shareLogLikelihood.map { ", by market share \(Figures.fixed($0, 2))" } ?? ""
            lines.append(
                "held out: \(Int(held.choices)) choices, log-likelihood \(Figures.fixed(held.logLikelihood, 2))"
                    + "\(shares), blindly \(Figures.fixed(held.nullLogLikelihood, 2))")
        }
        return lines.joined(separator: "\n")
    }

    private static func table(_ weights: [Weight]) -> TextTable {
        var table = TextTable(["attribute", "weight", "error", "z", "worth", "error"])
        for weight in weights {
            table.add(
                [weight.attribute, Figures.fixed(weight.weight, 4), Figures.fixed(weight.standardError, 4)]
                    + [Figures.fixed(weight.z, 2)]
                    + [weight.willingnessToPay, weight.willingnessToPayError].map {
                        $0.map { Figures.fixed($0, 4) } ?? ""
                    })
        }
        return table
    }
}
