using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Slo.Hosting.Evaluation;

namespace Slo.Hosting.Gates;

/// <summary>
/// One gate. Its verdict belongs to one published status: the first read after an evaluation computes it, usually on the thread of the
/// evaluation, and later reads return it. Thread-safe.
/// </summary>
internal sealed class Gate
{
    private readonly GateKey _key;
    private readonly SloRegistry _instance;
    private readonly SloFleet? _fleet;
    private readonly ConcurrentDictionary<string, bool> _unknown;
    private readonly ILogger _logger;
    private readonly Lock _judging = new();
    private volatile View _view;

    /// <param name="key">The objective, and when it is closed.</param>
    /// <param name="instance">The objectives of this instance.</param>
    /// <param name="fleet">The fleet, if there is one.</param>
    /// <param name="unknown">The objectives of which it is logged that they are not declared; shared by the gates of a set.</param>
    /// <param name="logger">It must not block a request.</param>
    internal Gate(
        GateKey key, SloRegistry instance, SloFleet? fleet, ConcurrentDictionary<string, bool> unknown, ILogger logger)
    {
        _key = key;
        _instance = instance;
        _fleet = key.Options.Scope == SloScope.Instance ? null : fleet;
        _unknown = unknown;
        _logger = logger;

        // No registry has this version, so the first read computes a verdict.
        _view = new(instance, int.MinValue, null, null, default, new(true, SloGateCause.None, default));
    }

    internal SloGateVerdict Verdict
    {
        get
        {
            View view = _view;
            SloRegistry source = Source();
            return view.IsOf(source) ? view.Verdict : Judge(source);
        }
    }

    private SloRegistry Source() =>
        _fleet is { } fleet && (fleet.StaleSince is null || _key.Options.Scope == SloScope.Fleet)
            && fleet.Registry.TryGet(_key.Objective, out _) ? fleet.Registry : _instance;

    // A read while another thread computes the verdict returns the previous one instead of waiting.
    private SloGateVerdict Judge(SloRegistry source)
    {
        if (!_judging.TryEnter())
        {
            return _view.Verdict;
        }

        View before;
        View view;
        try
        {
            before = _view;
            _view = view = Next(source, before);
        }
        finally
        {
            _judging.Exit();
        }

        Log(before, view);
        return view.Verdict;
    }

    private View Next(SloRegistry source, View before)
    {
        var version = source.Version;
        if (!source.TryGet(_key.Objective, out SloTracker? tracker))
        {
            return new(source, version, null, null, default, new(true, SloGateCause.UnknownObjective, before.Verdict.Since));
        }

        SloStatus status = tracker.Status;
        GateMemory memory = GateRules.Next(_key.Options, GateReading.Of(status, _key.Options.Severity), before.Memory);
        var isOpen = memory.Cause == SloGateCause.None;
        DateTimeOffset since = isOpen == before.Verdict.IsOpen && before.Status is not null ? before.Verdict.Since : status.AsOf;
        return new(
            source, version, tracker, status, memory, new(isOpen, memory.Cause, since) { Scope = source.Scope, Status = status });
    }

    private void Log(View before, View view)
    {
        SloGateVerdict verdict = view.Verdict;
        if (verdict.Cause == SloGateCause.UnknownObjective)
        {
            if (before.Verdict.Cause != SloGateCause.UnknownObjective && _logger.IsEnabled(LogLevel.Warning)
                && _unknown.TryAdd(_key.Objective, true))
            {
                _logger.GateOfUnknownObjective(SloText.OneLine(_key.Objective, 200));
            }
        }
        else if (!verdict.IsOpen && before.Verdict.IsOpen)
        {
            _logger.GateCloses(
                verdict.Status!.Objective.Name, verdict.Scope, verdict.Cause,
                verdict.Status.ErrorBudgetRemainingRatio is { } left ? SloText.BudgetLeft(left) : "unknown");
        }
        else if (verdict.IsOpen && !before.Verdict.IsOpen)
        {
            _logger.GateOpens(
                verdict.Status!.Objective.Name, verdict.Scope, SloDuration.Format(verdict.Status.AsOf - before.Verdict.Since));
        }
    }

    private sealed record View(
        SloRegistry Source, int Version, SloTracker? Tracker, SloStatus? Status, GateMemory Memory, SloGateVerdict Verdict)
    {
        internal bool IsOf(SloRegistry source) => ReferenceEquals(source, Source) && source.Version == Version
            && (Tracker is null || ReferenceEquals(Tracker.Status, Status));
    }
}
