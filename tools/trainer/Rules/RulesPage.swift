// SPDX-License-Identifier: Apache-2.0

import Evaluation
import FoundationEssentials
import Mining

/// Mined rules as one page that needs nothing else: a graph of the strongest, and a table to sort and to filter.
///
/// Nothing is loaded; the only script sorts and filters the table. Names are escaped.
struct RulesPage {
    /// Rules of the table: a browser stays quick with so many.
    static let rowLimit = 5_000
    private static let arrowLimit = 80

    let found: MinedBaskets
    let rules: RuleTable
    /// Places of the rules, best first.
    let order: [Int]

    var page: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>Association rules</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <main>
        <h1>Association rules</h1>
        <p>\(found.basketCount) baskets, \(found.setCount) item sets, \(rules.count) rules. An arrow leads from an item to one
        that goes with it; of a rule with several items in front, one from each. Thicker arrows: more lift.</p>
        <figure>\(graph.svg)</figure>
        <h2>Rules</h2>
        <p>\(note) Click a heading to sort.</p>
        <p><label>Show rules with <input id="filter" type="search" placeholder="part of a name"/></label>
        <output id="shown"></output></p>
        <div class="scroll"><table id="rules"><thead><tr>\(head)</tr></thead><tbody>
        \(order.prefix(Self.rowLimit).map(row).joined(separator: "\n"))
        </tbody></table></div>
        </main>
        <script>\(Self.script)</script>
        </body>
        </html>
        """
    }

    private static let figures = [
        RuleFigure.support, .confidence, .lift, .leverage, .conviction, .zhang,
    ]

    private var figures: [RuleFigure] { Self.figures + rules.comparison }

    private var head: String {
        let words = ["who has", "also has"] + (rules.hasSegments ? ["segment"] : [])
        return words.map { "<th scope=\"col\" class=\"word\" data-number=\"false\">\($0)</th>" }.joined()
            + (["baskets"] + figures.map(\.name)).map {
                "<th scope=\"col\" data-number=\"true\">\(Markup.escaped($0))</th>"
            }.joined()
    }

    private var note: String {
        rules.count > Self.rowLimit ? "The best \(Self.rowLimit) of them; --csv writes all." : "All of them."
    }

    private func row(_ rule: Int) -> String {
        let row = rules[rule]
        let words = [found.text(row.antecedent), found.text(row.consequent)] + (row.segment.map { [$0] } ?? [])
        return "<tr>" + words.map { "<td class=\"word\">\(Markup.escaped($0))</td>" }.joined()
            + "<td>\(row.counts.both)</td>" + figures.map { Self.cell($0.value(row)) }.joined() + "</tr>"
    }

    private static func cell(_ value: Double?) -> String {
        guard let value else { return "<td data-value=\"-1\"></td>" }
        return value.isFinite ? "<td>\(Figures.fixed(value, 4))</td>" : "<td data-value=\"1e300\">∞</td>"
    }

    /// The best rules' items and arrows.
    private var graph: RuleGraph {
        var (numbers, names, arrows) = ([UInt32: Int](), [String](), [RuleGraph.Arrow]())
        func number(of item: UInt32) -> Int {
            if let number = numbers[item] { return number }
            numbers[item] = names.count
            names.append(found.text([item]))
            return names.count - 1
        }
        for rule in order where arrows.count < Self.arrowLimit {
            let row = rules[rule]
            for item in row.antecedent {
                for other in row.consequent {
                    let (from, to) = (number(of: item), number(of: other))
                    guard !arrows.contains(where: { $0.from == from && $0.to == to }) else { continue }
                    arrows.append(RuleGraph.Arrow(from: from, to: to, weight: row.counts.lift))
                }
            }
        }
        return RuleGraph(names: names, arrows: arrows)
    }

    /// Writes the page in one step.
    func write(to path: String) throws { try Data(page.utf8).write(to: URL(filePath: path), options: .atomic) }
}

extension RulesPage {
    fileprivate static let style = """
        :root { color-scheme: light dark; --page: #fbfbfa; --card: #fff; --ink: #1d1f23; --soft: #5b616b;
          --edge: #dfe1e5; --mark: #2563c9; }
        @media (prefers-color-scheme: dark) { :root { --page: #15171a; --card: #1d2024; --ink: #e8eaed;
          --soft: #a2a9b4; --edge: #353a41; --mark: #7aa9ff; } }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 1240px; margin: 0 auto; padding: 24px 20px 64px; }
        h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; } p { color: var(--soft); max-width: 75ch; }
        figure { margin: 0; padding: 12px; background: var(--card); border: 1px solid var(--edge); border-radius: 8px; }
        svg { width: 100%; height: auto; display: block; } .arrows path { fill: none; stroke: var(--soft); opacity: .55; }
        marker path { fill: var(--soft); } circle { fill: var(--mark); }
        .dots text { fill: var(--ink); font-size: 10.5px; text-anchor: middle; }
        .scroll { overflow-x: auto; } input { font: inherit; padding: 4px 8px; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .9rem; }
        th, td { padding: 4px 14px 4px 0; text-align: right; border-bottom: 1px solid var(--edge); }
        th { cursor: pointer; white-space: nowrap; } .word { text-align: left; }
        """

    fileprivate static let script = """
        const body = document.querySelector('#rules tbody'), rows = Array.from(body.rows);
        const value = (row, column, isNumber) => isNumber
          ? Number(row.cells[column].dataset.value || row.cells[column].textContent) : row.cells[column].textContent;
        document.querySelectorAll('#rules th').forEach((head, column) => head.addEventListener('click', () => {
          const isNumber = head.dataset.number === 'true', up = head.dataset.up !== 'true' && !isNumber
            || head.dataset.up === 'false';
          head.dataset.up = up;
          rows.sort((a, b) => { const x = value(a, column, isNumber), y = value(b, column, isNumber);
            return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1); });
          body.append(...rows);
        }));
        const filter = document.getElementById('filter'), shown = document.getElementById('shown');
        const show = () => { const part = filter.value.toLowerCase(); let count = 0;
          for (const row of rows) { const fits = Array.from(row.querySelectorAll('.word'),
            cell => cell.textContent).join(' ').toLowerCase().includes(part); row.hidden = !fits; count += fits; }
          shown.textContent = count + ' rules'; };
        filter.addEventListener('input', show); show();
        """
}
