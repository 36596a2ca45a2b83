using System.Security.Cryptography;
using System.Text;

namespace Slo.Shared.Reporting;

/// <summary>The style of the HTML report, and the content security policy that allows it and nothing else.</summary>
internal static class ReportStyle
{
    // Sizes 12, 14, 18 and 26; distances 4, 8, 16 and 32; ink, grey, and two colours that people with any colour vision tell apart.
    internal const string Css = """
        :root { --ink: #1b1f24; --grey: #5a6270; --rule: #d5d9df; --good: #0b5c9e; --bad: #b3470a; --wash: #f4f5f7 }
        @page { size: A4; margin: 16mm 14mm }
        * { box-sizing: border-box }
        body { margin: 32px auto; max-width: 800px; padding: 0 16px; color: var(--ink); background: #fff;
          font: 14px/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums }
        h1 { font-size: 26px; line-height: 1.2; margin: 0 0 4px }
        h2 { font-size: 18px; line-height: 1.3; margin: 0 0 4px; overflow-wrap: anywhere }
        h3 { font-size: 14px; margin: 16px 0 4px }
        p { margin: 0 0 8px }
        .note, .facts, figcaption { font-size: 12px; color: var(--grey); overflow-wrap: anywhere }
        section { margin-top: 32px; padding-top: 16px; border-top: 2px solid var(--ink) }
        table { width: 100%; border-collapse: collapse; margin: 4px 0 8px; font-size: 12px }
        th { text-align: left; font-weight: 600; color: var(--grey); border-bottom: 1px solid var(--grey); white-space: nowrap }
        th, td { padding: 4px 8px }
        td { overflow-wrap: anywhere; border-bottom: 1px solid var(--rule); vertical-align: top }
        th:first-child, td:first-child { padding-left: 0 }
        th:last-child, td:last-child { padding-right: 0 }
        td:first-child { min-width: 72px }
        .n { text-align: right; white-space: nowrap; overflow-wrap: normal }
        .w { white-space: nowrap; overflow-wrap: normal }
        .t { min-width: 120px }
        .miss { color: var(--bad); font-weight: 600 }
        .hit { color: var(--good) }
        dl { display: flex; gap: 8px; margin: 16px 0 }
        dl > div { flex: 1; padding: 8px; background: var(--wash) }
        dt, dd small { font-size: 12px; color: var(--grey) }
        dd { margin: 0; font-size: 18px; font-weight: 600; white-space: nowrap }
        dd small { display: block; font-weight: 400; white-space: normal }
        figure { margin: 16px 0 0 }
        .proposal { margin: 16px 0; padding: 8px; border-left: 4px solid var(--good); background: var(--wash) }
        .chart { display: block; width: 100%; height: auto }
        .chart text { font-size: 11px; fill: var(--grey) }
        .chart .y { text-anchor: end }
        .chart .x { text-anchor: middle }
        .grid { stroke: var(--rule) }
        .zero { stroke: var(--ink) }
        .budget { fill: none; stroke: var(--good); stroke-width: 2; stroke-linejoin: round }
        .incident { fill: var(--bad); fill-opacity: .25 }
        .unseen { fill: var(--rule); fill-opacity: .6 }
        .deployment { stroke: var(--grey); stroke-dasharray: 3 3 }
        .bad { fill: var(--bad) }
        .bar { width: 60px; height: 8px; margin-left: 8px }
        .track { fill: var(--rule) }
        .left { fill: var(--good) }
        .over { fill: var(--bad) }
        @media print {
          body { margin: 0; padding: 0; max-width: none; print-color-adjust: exact; -webkit-print-color-adjust: exact }
          section { break-before: page; border-top: 0; margin: 0; padding: 0 }
          .shares { break-before: auto; border-top: 2px solid var(--ink); margin-top: 16px; padding-top: 16px }
          h1, h2, h3 { break-after: avoid }
          tr, figure, dl, .proposal { break-inside: avoid }
          thead { display: table-header-group }
        }
        """;

    /// <summary>Nothing is loaded or run; the one style is known by its hash.</summary>
    internal static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))}'";
}
