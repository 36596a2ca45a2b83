using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Sources;

/// <summary>
/// Warns, once for each objective, of an instrument that does not exist and of tag conditions that no measurement meets. Many instruments
/// are created on first use, so it waits some minutes.
/// </summary>
internal sealed class SourceWatch(SloRegistry registry, InstrumentSource instruments, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Dictionary<SloTracker, long> _silentSince = [];
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
            if (tracker.Objective.Indicator is InstrumentIndicator indicator && !IsHeard(tracker, indicator, known))
            {
                silent.Add(tracker);
            }
        }

        foreach (SloTracker tracker in _silentSince.Keys.Except(silent).ToList())
        {
            _silentSince.Remove(tracker);
            tracker.SetSourceWarning(null);
        }
    }

    private bool IsHeard(SloTracker tracker, InstrumentIndicator indicator, Lazy<ILookup<string, string>> known)
    {
        var missing = instruments.Missing(indicator);
        var tags = missing is null ? instruments.UnmatchedTags(tracker) : null;
        if (missing is null && tags is null)
        {
            return true;
        }

        _silentSince.TryAdd(tracker, _looked);
        if (time.GetElapsedTime(_silentSince[tracker]) >= Patience && tracker.Status.SourceWarning is null)
        {
            SloFinding warning = (missing is null ? Unmatched(indicator, tags!) : Missing(indicator, missing, known.Value)) with
            {
                Objective = tracker.Objective.Name,
            };
            tracker.SetSourceWarning(warning);
            logger.SourceWarning(warning.Code, warning.Text);
        }

        return false;
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
}
