using System.Globalization;
using Slo.Shared.Reporting;

namespace Slo.Shared.Incidents;

/// <summary>What the bad events of an incident have in common, as text.</summary>
internal static class ContributorWords
{
    /// <summary>A line of the section: share, values, numbers, since when, traces.</summary>
    internal static string Line(ContributorDocument one)
    {
        string[] traces = [.. one.Exemplars.Select(exemplar => exemplar.TraceId).OfType<string>().Distinct()];
        string[] requests = [.. one.Exemplars.Select(exemplar => exemplar.RequestId).OfType<string>().Distinct()];
        return $"{Head(one)}; {Number(one.BadEvents)} bad events, {Number(one.ExpectedBadEvents)} expected; "
            + $"since {IncidentWords.Instant(one.FirstSeenAt)}{Version(one)}"
            + Listed("trace", traces) + Listed("request", requests);
    }

    /// <summary>The first one, for the draft summary.</summary>
    internal static string First(IReadOnlyList<ContributorDocument> all)
    {
        var reference = all[0].Exemplars.OrderBy(exemplar => exemplar.TraceId is null).FirstOrDefault()?.Reference;
        return $"{Head(all[0])}, since {IncidentWords.Instant(all[0].FirstSeenAt)} UTC{Version(all[0])}"
            + (reference is null ? "" : $", {reference}")
            + (all.Count == 1 ? "." : $"; and {ReportText.Count(all.Count - 1, "other")}.");
    }

    /// <summary>Share and values of the first ones, for a table.</summary>
    internal static string Short(SloIncident incident, int most) => string.Join(
        "; ", incident.Contributors.Take(most).Select(one => $"{Share(one.ExcessRatio)}: {one.Name}"));

    private static string Listed(string kind, string[] ids) =>
        ids.Length == 0 ? "" : $"; {kind}{(ids.Length == 1 ? "" : "s")} {string.Join(", ", ids)}";

    private static string Version(ContributorDocument one) =>
        one.FirstVersion is null ? "" : $", first seen with version {one.FirstVersion}";

    private static string Head(ContributorDocument one) => $"{Share(one.ExcessRatio)} of the bad events beyond normal: {one.Name}";

    // Down, as everywhere: not all of them are explained before it is all.
    private static string Share(double ratio) =>
        Math.Floor((Math.Clamp(ratio, 0, 1) * 100) + 1e-9).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Number(double events) => ReportText.Number((long)Math.Round(Math.Clamp(events, 0, 1e15)));
}
