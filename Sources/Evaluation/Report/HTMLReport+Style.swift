// SPDX-License-Identifier: Apache-2.0

extension HTMLReport {
    /// Colours first, light and dark; the rest names them only.
    static let style = """
        :root { color-scheme: light dark; --page: #fbfbfa; --card: #ffffff; --ink: #1d1f23; --soft: #5b616b;
          --edge: #dfe1e5; --c0: #2563c9; --c1: #c2540a; --c2: #14803c; --c3: #8b3fd1; --c4: #c01f5b; --c5: #0b7285;
          --c6: #8a6100; --c7: #4b5563; }
        @media (prefers-color-scheme: dark) { :root { --page: #15171a; --card: #1d2024; --ink: #e8eaed;
          --soft: #a2a9b4; --edge: #353a41; --c0: #7aa9ff; --c1: #ff9f5c; --c2: #54d07f; --c3: #c99bff; --c4: #ff86ae;
          --c5: #4dd0e1; --c6: #e8bf3a; --c7: #b8c0cc; } }
        body { margin: 0; background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
        main { max-width: 1240px; margin: 0 auto; padding: 24px 20px 64px; }
        h1 { font-size: 1.6rem; margin: 0 0 4px; overflow-wrap: anywhere; }
        h2 { font-size: 1.1rem; margin: 40px 0 8px; padding-top: 16px; border-top: 1px solid var(--edge); }
        p { max-width: 75ch; color: var(--soft); margin: 4px 0 12px; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: 0.9rem; }
        th, td { padding: 4px 14px 4px 0; text-align: right; white-space: nowrap;
          border-bottom: 1px solid var(--edge); }
        th { font-weight: 600; } tbody th { text-align: left; font-weight: 500; } td:first-of-type { text-align: right; }
        small { color: var(--soft); font-size: 0.85em; }
        .plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); gap: 16px; }
        figure { margin: 0; padding: 12px 14px; background: var(--card); border: 1px solid var(--edge);
          border-radius: 8px; }
        figcaption { font-weight: 600; font-size: 0.9rem; margin-bottom: 6px; }
        svg { width: 100%; height: auto; display: block; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; list-style: none; margin: 0 0 12px; padding: 0; }
        .legend li { display: flex; align-items: center; gap: 6px; } .key { width: 12px; flex: none; }
        text { fill: var(--ink); font-size: 11.5px; } .tick { fill: var(--soft); font-size: 10.5px; }
        .middle { text-anchor: middle; } .end { text-anchor: end; }
        line.grid { stroke: var(--edge); stroke-width: 1; }
        .line { fill: none; stroke-width: 2; stroke-linejoin: round; } .dashed { stroke-dasharray: 5 4; }
        .whisker { stroke-width: 1.5; stroke-linecap: round; } .dot { stroke: var(--card); }
        \((0..<Plot.colourCount).map(colour).joined(separator: "\n"))
        @media print { body { background: #ffffff; } figure { break-inside: avoid; } }
        """

    private static func colour(_ number: Int) -> String {
        ".dot.s\(number) { fill: var(--c\(number)); } .line.s\(number), .whisker.s\(number) "
            + "{ stroke: var(--c\(number)); }"
    }
}
