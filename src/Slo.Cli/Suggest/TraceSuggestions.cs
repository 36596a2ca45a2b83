using Slo.Cli.Infrastructure;
using Slo.Cli.Replay;
using Slo.Shared.Reporting;

namespace Slo.Cli.Suggest;

/// <summary>Suggestions from recorded histories. They have no requests without an objective.</summary>
internal static class TraceSuggestions
{
    /// <param name="histories">The objectives with their histories.</param>
    /// <param name="names">Those that suggestions are made for; none: all. The thresholds of the others are compared.</param>
    /// <param name="configuration">Where notes go.</param>
    /// <param name="cancel">Ctrl-C.</param>
    /// <exception cref="ToolException">A history has times of the first periods after 1970.</exception>
    internal static SuggestionReport Build(
        IReadOnlyList<(SloObjective Objective, Trace Trace)> histories, string[] names, ToolConfiguration configuration,
        CancellationToken cancel)
    {
        foreach ((_, Trace trace) in histories)
        {
            trace.NoteGaps(configuration);
        }

        ReportSubject[] all = [.. histories.Select(one => new ReportSubject(one.Objective, one.Trace.Steps(), [], []))];
        DateTimeOffset asOf = all.Max(one => one.Steps[^1].To);
        ReportSubject[] wanted =
        [
            .. all.Where(one => names.Length == 0 || names.Any(name => TraceInputs.Is(one.Objective, name)))
                .Select(one => one with { Siblings = SiblingsOf(one, all) }),
        ];
        return wanted.FirstOrDefault(one => IsTooEarly(one.Objective, asOf)) is { } early
            ? throw new ToolException(
                ExitCode.Failed, $"'{early.Objective.Name}': its history ends at {Display.Of(asOf)} UTC, less than two periods after 1970; "
                + "look for a wrong timestamp")
            : SuggestionReport.Build(wanted, 0, null, all.Select(one => one.Objective.Name), asOf, cancel);
    }

    private static bool IsTooEarly(SloObjective objective, DateTimeOffset asOf) =>
        SuggestionReport.RangeOf(objective, asOf).Before.From < DateTimeOffset.UnixEpoch;

    private static IReadOnlyList<ReportSubject> SiblingsOf(ReportSubject one, ReportSubject[] all) =>
    [
        .. SiblingObjectives.Of(one.Objective, all.Select(other => other.Objective))
            .Select(sibling => all.First(other => ReferenceEquals(other.Objective, sibling))),
    ];
}
