using Slo.Cli.Status;

namespace Slo.Cli.Canary;

/// <summary>
/// Two processes that count one cohort each. The tool compares the events of both while it waits, from <c>GET v1/slos/{name}/cohorts</c>.
/// </summary>
internal sealed class TwoApps(
    CanaryApp stable, CanaryApp tried, string name, string baseline, string canary, TimeSpan within) : ICanarySource
{
    private SloCanary? _comparison;
    private SloEventCounts _baseline;
    private SloEventCounts _canary;

    public async Task<CanaryAnswer> ReadAsync(TimeSpan elapsed, CancellationToken cancel)
    {
        var changes = stable.Changes + tried.Changes;
        CohortsAnswer one;
        CohortsAnswer other;
        try
        {
            one = await stable.GetCohortsAsync(cancel).ConfigureAwait(false);
            other = await tried.GetCohortsAsync(cancel).ConfigureAwait(false);
        }
        finally
        {
            // What another process counted is not compared.
            _comparison = changes == stable.Changes + tried.Changes ? _comparison : null;
        }

        (string baselineName, string canaryName) = (one.Find("--baseline", baseline), other.Find("--canary", canary));
        (SloEventCounts? ofBaseline, SloEventCounts? ofCanary) = (one.EventsOf(baselineName), other.EventsOf(canaryName));
        Compare(other, ofBaseline ?? default, ofCanary ?? default, elapsed);
        SloCanaryReport report = _comparison!.GetReport();
        return new(name, baselineName, canaryName, report with
        {
            Reason = report.Reason + Missing(stable, one, baselineName, ofBaseline) + Missing(tried, other, canaryName, ofCanary),
        });
    }

    private void Compare(CohortsAnswer terms, SloEventCounts baselineEvents, SloEventCounts canaryEvents, TimeSpan elapsed)
    {
        if (_comparison is not null)
        {
            ThrowIfAnew(stable, baseline, _baseline, baselineEvents);
            ThrowIfAnew(tried, canary, _canary, canaryEvents);
        }
        else
        {
            // What was counted before is not of the same time.
            _comparison = Begin(terms);
            (_baseline, _canary) = (baselineEvents, canaryEvents);
        }

        // The last read comes a moment after the time is over, and its events count.
        _comparison.Add(baselineEvents - _baseline, canaryEvents - _canary, elapsed < within ? elapsed : within);
        if (elapsed > within)
        {
            _comparison.Add(default, default, elapsed);
        }

        (_baseline, _canary) = (baselineEvents, canaryEvents);
    }

    private SloCanary Begin(CohortsAnswer terms)
    {
        try
        {
            return new(terms.AllowedBadRatio, terms.Options with { Within = within });
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or SloDefinitionException)
        {
            throw JsonRequest.NoJson(tried.Shown);
        }
    }

    // After an hour without events, or in a process of an earlier version that was restarted.
    private void ThrowIfAnew(CanaryApp app, string cohort, SloEventCounts earlier, SloEventCounts later)
    {
        if (later.Good >= earlier.Good && later.Bad >= earlier.Bad)
        {
            return;
        }

        _comparison = null;
        throw new UnansweredException(
            SloFinding.Warning(SloFindingCodes.CanaryProcess,
                $"{app.Shown}: the cohort '{SloText.OneLine(cohort, 64)}' has fewer events than before, because it was idle for an hour or "
                    + "another process answers: the comparison begins anew; if the address leads to several replicas, name one of them")
                .ToString(), isThere: false);
    }

    private static string Missing(CanaryApp app, CohortsAnswer answer, string cohort, SloEventCounts? events) =>
        events is not null ? ""
        : $"; no event of '{SloText.OneLine(cohort, 64)}' at {app.Shown} in the last hour, there are: {answer.Names}";
}
