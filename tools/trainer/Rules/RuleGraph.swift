// SPDX-License-Identifier: Apache-2.0

import Evaluation
import Foundation

/// Items as dots and rules as arrows between them, laid out so that what belongs together lies together.
///
/// Springs along the arrows, repulsion between all dots, cooling; it starts from a circle, so the same rules give the same
/// picture.
///
/// - Complexity: O(rounds · dots²).
/// - Source: Fruchterman, Reingold, "Graph Drawing by Force-directed Placement", 1991.
struct RuleGraph {
    /// From a dot to another; thicker for more lift.
    struct Arrow {
        var from: Int
        var to: Int
        var weight: Double
    }

    private static let rounds = 300
    /// Room for names at the sheet's edge.
    private static let margin = SIMD2(60.0, 20.0)
    let size: SIMD2<Double>
    let names: [String]
    let arrows: [Arrow]
    private(set) var places: [SIMD2<Double>]

    init(names: [String], arrows: [Arrow], width: Double = 1_100, height: Double = 700) {
        size = SIMD2(width, height)
        self.names = names
        self.arrows = arrows
        places = names.indices.map { number in
            let angle = 2 * Double.pi * Double(number) / Double(max(1, names.count))
            return SIMD2(width, height) / 2 + SIMD2(cos(angle) * width, sin(angle) * height) * 0.35
        }
        layOut()
    }

    private mutating func layOut() {
        guard names.count > 1 else { return }
        let ideal = 0.8 * (size.x * size.y / Double(names.count)).squareRoot()  // k
        for round in 0..<Self.rounds {
            let forces = forces(ideal)
            let step = size.x / 10 * (1 - Double(round) / Double(Self.rounds))  // the temperature
            for dot in places.indices {
                let length = max(1e-9, (forces[dot] * forces[dot]).sum().squareRoot())
                let moved = places[dot] + forces[dot] / length * min(length, step)
                places[dot] = moved.clamped(lowerBound: Self.margin, upperBound: size - Self.margin)
            }
        }
        fillSheet()
    }

    /// Stretches the picture to the whole sheet, which a star of many arrows leaves half empty.
    private mutating func fillSheet() {
        let (low, high) = places.reduce((places[0], places[0])) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
        let stretch = (size - 2 * Self.margin) / pointwiseMax(high - low, SIMD2(repeating: 1))
        places = places.map { ($0 - low) * stretch + Self.margin }
    }

    /// k² / d apart between all dots, d² / k together along arrows.
    private func forces(_ ideal: Double) -> [SIMD2<Double>] {
        var forces = [SIMD2<Double>](repeating: .zero, count: places.count)
        for dot in places.indices {
            for other in places.indices where other != dot {
                let apart = places[dot] - places[other]
                let square = max(1e-6, (apart * apart).sum())
                forces[dot] += apart * (ideal * ideal / square)
            }
        }
        for arrow in arrows {
            let apart = places[arrow.from] - places[arrow.to]
            let pull = apart * ((apart * apart).sum().squareRoot() / ideal)
            forces[arrow.from] -= pull
            forces[arrow.to] += pull
        }
        return forces
    }
}

extension RuleGraph {
    /// The picture, well-formed SVG; every dot and arrow says its name when it is pointed at.
    var svg: String {
        let strongest = max(1e-9, arrows.map(\.weight).max() ?? 1)
        let lines = arrows.map { arrow in
            let (start, end) = (places[arrow.from], places[arrow.to])
            let middle = (start + end) / 2 + SIMD2(end.y - start.y, start.x - end.x) * 0.12  // there and back part
            return "<path d=\"M\(text(start)) Q\(text(middle)) \(text(end))\" marker-end=\"url(#tip)\" stroke-width=\""
                + "\(Figures.rounded(0.6 + 2.4 * arrow.weight / strongest, 2))\"><title>"
                + "\(Markup.escaped(names[arrow.from])) → \(Markup.escaped(names[arrow.to]))</title></path>"
        }
        let dots = names.indices.map { dot in
            let (x, y) = (Figures.rounded(places[dot].x, 1), Figures.rounded(places[dot].y, 1))
            let name = Markup.escaped(names[dot])
            return "<g><circle cx=\"\(x)\" cy=\"\(y)\" r=\"5\"><title>\(name)</title></circle>"
                + "<text x=\"\(x)\" y=\"\(Figures.rounded(places[dot].y - 9, 1))\">\(shortened(names[dot]))</text></g>"
        }
        return "<svg viewBox=\"0 0 \(Int(size.x)) \(Int(size.y))\" role=\"img\" aria-label=\"Rules as a graph\">"
            + "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"14\" refY=\"4\" markerWidth=\"7\" "
            + "markerHeight=\"7\" orient=\"auto\" markerUnits=\"userSpaceOnUse\"><path d=\"M0 0 L8 4 L0 8 z\"/></marker>"
            + "</defs><g class=\"arrows\">\(lines.joined())</g><g class=\"dots\">\(dots.joined())</g></svg>"
    }

    private func text(_ place: SIMD2<Double>) -> String {
        "\(Figures.rounded(place.x, 1)) \(Figures.rounded(place.y, 1))"
    }

    private func shortened(_ name: String) -> String {
        Markup.escaped(name.count > 24 ? name.prefix(23) + "…" : name)
    }
}
