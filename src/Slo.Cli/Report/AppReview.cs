using Slo.Cli.Status;
using Slo.Shared.Reporting;

namespace Slo.Cli.Report;

/// <summary>The review that a running app makes: <c>GET v1/report</c>.</summary>
internal static class AppReview
{
    /// <param name="client">With the headers.</param>
    /// <param name="api">The prefix given to MapSloApi.</param>
    /// <param name="scope">Whose events count; null: those of the instance.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="texts">The ends as they are written on the command line.</param>
    /// <param name="names">Which objectives; none: all.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <exception cref="UnansweredException">The app does not answer, or with something else.</exception>
    internal static Task<string> ReadAsync(
        HttpClient client, Uri api, string? scope, ReportFormat format, (string? From, string? To) texts, string[] names,
        CancellationToken cancel)
    {
        var shown = api.GetLeftPart(UriPartial.Path);
        var isHtml = format == ReportFormat.Html;
        List<string> query = [isHtml ? "format=html" : "format=markdown"];
        Add("scope", scope);
        Add("from", texts.From);
        Add("to", texts.To);
        Array.ForEach(names, name => Add("slo", name));
        Uri address = new($"{shown.TrimEnd('/')}/v1/report?{string.Join('&', query)}");
        return new JsonRequest(client, address, shown).GetTextAsync(isHtml ? HtmlReport.Start : MarkdownReport.Start, cancel);

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                query.Add($"{key}={Uri.EscapeDataString(value)}");
            }
        }
    }
}
