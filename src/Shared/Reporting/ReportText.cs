using System.Globalization;

namespace Slo.Shared.Reporting;

/// <summary>Numbers, times and names as a report shows them, the same in every culture.</summary>
internal static class ReportText
{
    internal const string None = "–";

    internal const string Incomplete = "Not all incidents and entries of the ledger were read: the store did not answer, or it has more of "
        + "them than a report reads. What follows leaves some out.";

    internal static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>How many of a thing: <c>1 event</c>, <c>4 events</c>.</summary>
    internal static string Count(long count, string thing) => $"{Number(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>A share, to a tenth of a percent: as many digits in all rows of a table.</summary>
    internal static string Percent(double? ratio) =>
        ratio is { } value && double.IsFinite(value) ? (value * 100).ToString("#,0.0", CultureInfo.InvariantCulture) + " %" : None;

    internal static string Left(double? ratio) => ratio is { } value && double.IsFinite(value) ? SloText.BudgetLeft(value) : None;

    /// <summary>A target: as many digits as it has.</summary>
    internal static string Target(decimal? ratio) =>
        ratio is { } value ? (value * 100).ToString("0.##########", CultureInfo.InvariantCulture) + " %" : None;

    internal static string Compliance(double? ratio, decimal target) => ratio is { } value ? SloText.Compliance(value, target) : None;

    /// <summary>A difference with its sign, to a hundredth.</summary>
    internal static string Change(double? change, string unit) => change is { } value && double.IsFinite(value)
        ? value.ToString("+#,0.##;-#,0.##;0", CultureInfo.InvariantCulture) + unit : "";

    internal static string Verdict(bool? isMet) => isMet switch
    {
        true => "met",
        false => "missed",
        _ => "no events",
    };

    internal static string Verdict(ReviewVerdict verdict) => verdict switch
    {
        ReviewVerdict.Yes => "yes",
        ReviewVerdict.No => "no",
        _ => "unclear",
    };

    internal static string Instant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    internal static string Length(TimeSpan length) => length.TotalMinutes < 1
        ? SloDuration.Format(TimeSpan.FromSeconds(Math.Max(0, Math.Round(length.TotalSeconds))))
        : SloDuration.Format(TimeSpan.FromMinutes(Math.Round(length.TotalMinutes)));

    /// <summary><c>March 2026</c>, <c>2026-03-01 to 2026-03-07</c> (both inclusive), or two instants.</summary>
    internal static string Range(ReportRange range) => (range.From, range.To) switch
    {
        ({ Day: 1, TimeOfDay.Ticks: 0 } from, { TimeOfDay.Ticks: 0 } to) when from.AddMonths(1) == to =>
            from.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        ({ TimeOfDay.Ticks: 0 } from, { TimeOfDay.Ticks: 0 } to) => $"{Date(from)} to {Date(to.AddDays(-1))}",
        var (from, to) => $"{Instant(from)} to {Instant(to)}",
    };

    /// <summary><c>met, 99.93 % of 99.9 %, 31 % of the budget left</c>.</summary>
    internal static string Result(RangeResult result) => result is { ComplianceRatio: { } compliance, RemainingRatio: { } remaining }
        ? $"{Verdict(result.IsMet)}, {Compliance(compliance, result.TargetRatio)} of {Target(result.TargetRatio)}, "
            + $"{Left(remaining)} of the budget left"
        : "no events";

    /// <summary>A text from outside: one line, cut, and harmless to the direction of what follows.</summary>
    internal static string Outside(string? text) => SloText.OneLine(text, ReportLimits.LongestText);

    internal static string Name(SloObjective objective) =>
        Outside(string.IsNullOrWhiteSpace(objective.DisplayName) ? objective.Name : objective.DisplayName);

    internal static string Date(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
