using System.Diagnostics;
using System.Runtime.CompilerServices;
using Slo.AspNetCore.Shedding;

namespace Slo.AspNetCore.Requests;

/// <summary>
/// An objective as the middleware sees it. One that is tagged on endpoints without an HTTP indicator takes the default one.
/// </summary>
/// <param name="tracker">Where its requests are recorded.</param>
/// <param name="set">The name of its set; empty: the default set. Names of objectives are unique in their set only.</param>
/// <param name="userCode">Calls what the app declares.</param>
internal sealed class HttpObjective(SloTracker tracker, string set, UserCode userCode)
{
    /// <summary>What requests count as unless an objective says otherwise.</summary>
    internal static readonly HttpIndicator Default =
        (HttpIndicator)new SloObjectiveBuilder("default").TargetPercent(99).HttpServer().Build().Indicator;

    private readonly TimeSpan _threshold = tracker.Objective.LatencyThreshold ?? TimeSpan.MaxValue;

    // Up to where a latency is of no interest to the tracker, once it knows that there are latencies.
    private readonly TimeSpan _quarter = new((tracker.Objective.LatencyThreshold ?? TimeSpan.MaxValue).Ticks / 4);
    private volatile bool _hasGivenLatency = tracker.Objective.LatencyThreshold is null;

    private readonly Func<CompletedRequest, SloOutcome?>? _judge = OwnJudge(tracker.Objective.Indicator as HttpIndicator);

    private readonly Func<CompletedRequest, string?>? _group =
        HttpGrouping.For(tracker.Objective, tracker.Objective.Indicator as HttpIndicator ?? Default);

    // Null where requests have no cohort: they pay one null check.
    private readonly Func<CompletedRequest, string?>? _cohort =
        HttpCohort.For(tracker.Objective, tracker.Objective.Indicator as HttpIndicator ?? Default);

    private readonly Func<CompletedRequest, string?> _caller =
        HttpCaller.For(tracker.Objective.Indicator as HttpIndicator ?? Default);

    internal SloTracker Tracker => tracker;

    internal string Name => tracker.Objective.Name;

    internal bool NeedsTime { get; } = tracker.Objective.LatencyThreshold is not null;

    /// <summary>A shorter duration need not be known exactly: neither a decision nor a count of slow events depends on it.</summary>
    internal TimeSpan SurelyInTime => _judge is null ? _quarter : TimeSpan.Zero;

    /// <summary>Whether requests are only counted: code of the app, groups, cohorts and the first byte decide nothing.</summary>
    internal bool IsPlain => _judge is null && _group is null && _cohort is null && !NeedsFirstByte;

    /// <summary>Whether the tracker knows already that requests have a latency, or needs none.</summary>
    internal bool HasGivenLatency => _hasGivenLatency;

    internal bool NeedsFirstByte => NeedsTime && Indicator.MeasuresFirstByte;

    /// <summary>Whether the routes are groups of it.</summary>
    internal bool IsGroupedByRoute => HttpGrouping.IsByRoute(tracker.Objective, Indicator);

    internal bool HasIndicator => tracker.Objective.Indicator is HttpIndicator;

    /// <summary>Whether it takes every request that is not excluded.</summary>
    internal bool TakesAll => HasIndicator && Indicator.IsWholeService;

    internal HttpIndicator Indicator { get; } = tracker.Objective.Indicator as HttpIndicator ?? Default;

    /// <summary>Reserves a place for the requests of an endpoint.</summary>
    internal void AddGroup(string name) => tracker.AddGroups(name);

    internal void Record(in CompletedRequest request)
    {
        Verdict verdict = request.Traits.Shed is { } shed ? JudgeShed(request, shed) : Judge(request);
        if (verdict is { Outcome: SloOutcome.Good, Latency: null } && _group is null && _cohort is null && request.Observed.Calls is null)
        {
            // By far the most frequent one: an event with all its properties would cost more than all the rest.
            tracker.Record(good: true);
            return;
        }

        RecordEvent(request, verdict);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void RecordEvent(in CompletedRequest request, Verdict verdict)
    {
        var group = _group is null || verdict.Outcome == SloOutcome.Ignored ? null : userCode.Call(_group, request, Name);
        var cohort = _cohort is null || verdict.Outcome == SloOutcome.Ignored ? null : userCode.Call(_cohort, request, Name);
        tracker.Record(verdict.Outcome == SloOutcome.Bad
            ? Describe(request, verdict, group, cohort)
            : new SloEvent(verdict.Outcome)
            {
                Group = group,
                Reason = verdict.Reason,
                Cohort = cohort,
                Calls = request.Observed.Calls,
                Elapsed = verdict.Latency,
            });
    }

    // Only bad requests pay for it. One that is only too slow is given as a good one with its latency: the tracker compares it with the
    // same threshold, and counts it among the slow ones.
    private SloEvent Describe(in CompletedRequest request, Verdict verdict, string? group, string? cohort) =>
        new(verdict.Latency is null ? SloOutcome.Bad : SloOutcome.Good)
        {
            Group = group,
            Reason = verdict.Reason,
            Cohort = cohort,
            Operation = request.Traits.OperationOf(request.Method),
            Dependency = request.FailedDependency,
            Calls = request.Observed.Calls,
            Caller = userCode.Call(_caller, request, Name),
            Elapsed = verdict.Latency ?? (request.Elapsed > TimeSpan.Zero ? request.Elapsed : null),
            RequestId = Activity.Current is { IdFormat: ActivityIdFormat.W3C } ? null : request.Context.TraceIdentifier,
        };

    private static Func<CompletedRequest, SloOutcome?>? OwnJudge(HttpIndicator? indicator) =>
        indicator?.Metadata.OfType<HttpJudge>().FirstOrDefault() is { Judge: var judge }
            ? request => judge(new SloHttpEvent(request.Context, request.Exception, request.Elapsed, request.IsAbortedByClient))
            : null;

    /// <summary>
    /// What a request counts as that was shed. Not for the objective that this protects: as bad events its refusals would burn the very
    /// budget that they are to save, and keep the gate closed.
    /// </summary>
    private Verdict JudgeShed(in CompletedRequest request, ShedMetadata shed) =>
        shed.Protects(set, Name) ? Verdict.Ignored
        : Judge(request) is { Outcome: not SloOutcome.Bad } verdict ? verdict
        : Verdict.Bad(Verdict.Shed);

    /// <summary>What a request counts as. Decided once, in this order; docs/aspnetcore.md shows it as a table.</summary>
    private Verdict Judge(in CompletedRequest request)
    {
        if (request.MarkedOutcome is { } marked)
        {
            return new(marked, request.BadReason);
        }

        if (_judge is not null && userCode.Call(_judge, request, Name) is { } judged)
        {
            return new(judged, Verdict.ByJudge);
        }

        if (request.IsUpgrade)
        {
            return Verdict.Ignored;
        }

        // Only where it matters: it reads a header.
        if ((NeedsTime || request.End == RequestEnd.Shutdown) && request.IsStream && OfStream(request) is { } streamed)
        {
            return streamed;
        }

        TimeSpan latency = Indicator.MeasuresFirstByte || request.IsGrpcOfUnknownKind
            ? request.ToFirstByte ?? request.Elapsed : request.Elapsed;
        if (Indicator.ClientAborts != ClientAbortPolicy.AsCompleted && request.IsAbortedByClient)
        {
            return Indicator.ClientAborts == ClientAbortPolicy.Bad
                || (Indicator.ClientAborts == ClientAbortPolicy.BadWhenLate && latency > _threshold)
                ? Verdict.Bad(Verdict.ClientAbort)
                : Verdict.Ignored;
        }

        Verdict verdict = EndVerdicts.Of(request, Indicator);
        return verdict.Outcome == SloOutcome.Good && (latency > _quarter || !_hasGivenLatency) ? ByLatency(latency) : verdict;
    }

    private Verdict ByLatency(TimeSpan latency)
    {
        if (!_hasGivenLatency)
        {
            _hasGivenLatency = true;
        }

        return (latency > _threshold ? Verdict.Bad(SloEvent.TooSlow) : Verdict.Good) with { Latency = latency };
    }

    /// <summary>
    /// A stream lasts as long as its client listens or the server runs, so neither of them fails it by its end, and its duration is not a
    /// latency. The time to its first byte may be one. Null: judged as any other request.
    /// </summary>
    private Verdict? OfStream(in CompletedRequest request)
    {
        if (request.End == RequestEnd.Shutdown)
        {
            return Verdict.Ignored;
        }

        if (!NeedsTime)
        {
            return null;
        }

        if (!request.IsAbortedByClient && EndVerdicts.Of(request, Indicator) is { Outcome: not SloOutcome.Good } failed)
        {
            return failed;
        }

        return !Indicator.MeasuresFirstByte ? Verdict.Ignored
            : request.ToFirstByte is not { } latency ? null
            : latency > _threshold ? Verdict.Bad(SloEvent.TooSlow)
            : Verdict.Good;
    }
}
