using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Sources;

/// <summary>
/// Warns, once for each objective, of an instrument that does not exist, of tag conditions that no measurement meets, and of those on a tag
/// that no measurement has. Many instruments are created on first use, so it waits some minutes.
/// </summary>
internal sealed class SourceWatch(SloRegistry registry, InstrumentSource instruments, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Dictionary<SloTracker, (string Problem, long Since)> _silent = [];
    private long _looked = time.GetTimestamp();

    internal void Look()
    {
        if (time.GetElapsedTime(_looked) < Interval)
        {
            return;
        }

        _looked = time.GetTimestamp();
        Lazy<ILookup<string, string>> known = new(instruments.Known);
        HashSet<SloTracker> silent = [];
        foreach (SloTracker tracker in registry.Trackers)
        {
            if (tracker.Objective.Indicator is InstrumentIndicator indicator && Problem(tracker, indicator, known) is { } problem)
            {
                silent.Add(tracker);
                Follow(tracker, problem.Name, problem.Warning);
            }
        }

        foreach (SloTracker tracker in _silent.Keys.Except(silent).ToList())
        {
            _silent.Remove(tracker);
            tracker.SetSourceWarning(null);
        }
    }

    private (string Name, Func<SloFinding> Warning)? Problem(
        SloTracker tracker, InstrumentIndicator indicator, Lazy<ILookup<string, string>> known)
    {
        if (instruments.Missing(indicator) is { } name)
        {
            return ($"missing {name}", () => Missing(indicator, name, known.Value));
        }

        if (instruments.UnmatchedTags(tracker) is { } tags)
        {
            return ("unmatched", () => Unmatched(indicator, tags));
        }

        return instruments.FindAbsentTag(tracker) is { } absent
            ? ($"absent {absent.List} {absent.Filter.Key}", () => Absent(indicator, absent))
            : null;
    }

    private void Follow(SloTracker tracker, string problem, Func<SloFinding> describe)
    {
        // One problem after another: the first is over, and the next has its own time.
        if (!_silent.TryGetValue(tracker, out (string Problem, long Since) known) || known.Problem != problem)
        {
            _silent[tracker] = known = (problem, _looked);
            tracker.SetSourceWarning(null);
        }

        if (time.GetElapsedTime(known.Since) >= Patience && tracker.Status.SourceWarning is null)
        {
            SloFinding warning = describe() with { Objective = tracker.Objective.Name };
            tracker.SetSourceWarning(warning);
            logger.SourceWarning(warning.Code, warning.Text);
        }
    }

    private static SloFinding Missing(InstrumentIndicator indicator, string name, ILookup<string, string> known)
    {
        var hint = known.Contains(indicator.MeterName)
            ? SloText.NearestHint(name, known[indicator.MeterName])
            : SloText.NearestHint(indicator.MeterName, known.Select(meter => meter.Key));
        return SloFinding.Warning(SloFindingCodes.MissingInstrument,
            $"instrument '{indicator.MeterName}'/'{name}': does not exist so far, so nothing is counted from it (some are created on first "
            + $"use){hint}", "instrument");
    }

    private static SloFinding Unmatched(InstrumentIndicator indicator, string tags) =>
        SloFinding.Warning(SloFindingCodes.UnmatchedConditions,
            $"instrument '{indicator.MeterName}'/'{indicator.InstrumentName}': no measurement so far meets the conditions "
            + $"{string.Join(", ", indicator.Where.Select(filter => $"{filter.Key} = {filter.Pattern}"))}; the tags measured are: {tags}",
            "instrument");

    private static SloFinding Absent(InstrumentIndicator indicator, AbsentTag absent) =>
        SloFinding.Warning(SloFindingCodes.UnmatchedConditions,
            $"instrument '{indicator.MeterName}'/'{indicator.InstrumentName}': no measurement so far has the tag of the condition "
            + $"{absent.List} {absent.Filter.Key} = {absent.Filter.Pattern}{absent.Hint}", "instrument");
}
