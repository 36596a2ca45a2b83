using System.Globalization;
using Microsoft.Extensions.Logging;
using Polly.Simmy;
using Slo.Polly.Chaos;

namespace Slo;

/// <summary>
/// A chaos experiment within an error budget (docs/chaos.md). The chaos strategies of Polly that it guards inject faults only after
/// <see cref="TryStart"/>, and only until the allowance is spent, an alert rule holds, too little budget is left, or the duration is over.
/// </summary>
/// <remarks>Thread-safe. <c>AddChaosExperiment</c> registers it as a service, keyed by its name.</remarks>
public sealed class SloChaosExperiment
{
    private readonly SloRegistry _registry;
    private readonly SloFleet? _fleet;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly List<string> _chaos = [];
    private volatile ChaosRun? _run;

    internal SloChaosExperiment(
        string name, SloChaosOptions options, SloRegistry registry, SloFleet? fleet, TimeProvider time, ILogger logger)
    {
        Name = name;
        Options = options;
        _registry = registry;
        _fleet = options.Scope == SloScope.Instance ? null : fleet;
        _time = time;
        _logger = logger;
    }

    /// <summary>The name of the experiment.</summary>
    public string Name { get; }

    /// <summary>The hypothesis, the faults and the limits of the experiment.</summary>
    public SloChaosOptions Options { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => _run is { IsOver: false };

    /// <summary>The record of the current or last run; null if it was never started. The record of a run in progress is up to
    /// date.</summary>
    public SloChaosRecord? Record => _run?.Record;

    /// <summary>
    /// Makes a chaos strategy of Polly inject only while the experiment runs: sets <c>EnabledGenerator</c> and
    /// <c>InjectionRateGenerator</c>. Can be called for several strategies; each of them then counts every call.
    /// </summary>
    /// <example><code>pipeline.AddChaosFault(experiment.Guard(new ChaosFaultStrategyOptions { FaultGenerator = … }, "TimeoutException"));
    /// </code></example>
    /// <typeparam name="TOptions">The type of the options.</typeparam>
    /// <param name="options">The options of the strategy. Their <c>EnabledGenerator</c> and <c>InjectionRateGenerator</c> are
    /// replaced.</param>
    /// <param name="chaos">A description of the fault, for the record. Default: the name or the type of the options.</param>
    /// <returns>The same options.</returns>
    public TOptions Guard<TOptions>(TOptions options, string? chaos = null) where TOptions : ChaosStrategyOptions
    {
        ArgumentNullException.ThrowIfNull(options);
        lock (_gate)
        {
            var told = chaos ?? options.Name ?? options.GetType().Name;
            if (!_chaos.Contains(told))
            {
                _chaos.Add(told);
            }
        }

        // The random number is drawn here, and not by Polly, so that a replay injects faults into the same calls.
        options.EnabledGenerator = _ => ValueTask.FromResult(_run is not null);
        options.InjectionRateGenerator = _ => ValueTask.FromResult(Next() ? 1.0 : 0.0);
        return options;
    }

    /// <summary>Starts the experiment if its conditions hold. Adds an entry to the ledger.</summary>
    /// <param name="refusal">Why it was not started; null if it was started.</param>
    /// <param name="actor">The person who starts it, for the ledger; null if not known.</param>
    /// <returns>Whether it was started. False if it runs already, an alert fires or a rule holds, too little budget is left, the objective
    /// has no events, the allowance is less than one event, or the scope is <see cref="SloScope.Fleet"/> and the fleet is stale or does not
    /// evaluate the objective.</returns>
    public bool TryStart(out string? refusal, string? actor = null)
    {
        SloChaosRecord record;
        lock (_gate)
        {
            refusal = Prepare(actor, out ChaosRun? run);
            if (run is null)
            {
                return false;
            }

            _run = run;
            record = run.Record;
        }

        ChaosLedger.Add(_registry, record);
        _logger.ChaosStarted(
            Name, Percent(record.InjectionRate), SloDuration.Format(Options.Duration), Percent(record.AllowedBudgetRatio),
            record.Objective);
        return true;
    }

    /// <summary>Stops the experiment: no more faults are injected. Does nothing if it does not run.</summary>
    public void Stop() => End(SloChaosEnd.Stopped);

    /// <summary>Ends the experiment if one of its conditions is met. Called once a second.</summary>
    internal void Look() => Ended(_run?.Look());

    internal void End(SloChaosEnd end) => Ended(_run?.End(end));

    private bool Next()
    {
        if (_run is not { } run)
        {
            return false;
        }

        var injects = run.Next(out SloChaosRecord? ended);
        Ended(ended);
        return injects;
    }

    private string? Prepare(string? actor, out ChaosRun? run)
    {
        run = null;
        if (IsRunning)
        {
            return "it runs already";
        }

        if (!_registry.TryGet(Options.Objective, out SloTracker? own))
        {
            return $"the objective '{SloText.OneLine(Options.Objective, 63)}' is not declared";
        }

        if (Source(out SloRegistry source) is { } unknown)
        {
            return unknown;
        }

        SloTracker tracker = source.Get(Options.Objective);
        SloStatus status = tracker.Status;
        BudgetMeter meter = new(tracker, own, status);
        if ((Refusal(status, meter) ?? Refusal(own.Status)) is { } refusal)
        {
            return refusal;
        }

        run = new(Options, RecordOf(status.Objective, actor), (tracker, own), meter, () => Gone(source), _time);
        return null;
    }

    private SloChaosRecord RecordOf(SloObjective objective, string? actor) => new()
    {
        Experiment = Name,
        Objective = objective.Name,
        Hypothesis = Options.Hypothesis,
        Actor = actor,
        StartedAt = _time.GetUtcNow(),
        AllowedBudgetRatio = Options.AllowedBudgetRatio,
        InjectionRate = Options.InjectionRate,
        Seed = Options.Seed ?? Random.Shared.Next(),
        Chaos = SloText.OneLine(string.Join(", ", _chaos), 1_000),
    };

    // With the scope Fleet, the budget of one instance does not take the place of the fleet's.
    private string? Source(out SloRegistry source)
    {
        var isEvaluated = _fleet?.Registry.TryGet(Options.Objective, out _) == true;
        source = isEvaluated && _fleet!.StaleSince is null ? _fleet.Registry : _registry;
        return Options.Scope != SloScope.Fleet || !ReferenceEquals(source, _registry) ? null
            : isEvaluated ? "the fleet is stale, so its budget is not known"
            : $"the scope is Fleet, and no fleet evaluates '{SloText.OneLine(Options.Objective, 63)}'";
    }

    // The status of a stale fleet is out of date.
    private SloChaosEnd? Gone(SloRegistry source) =>
        !source.TryGet(Options.Objective, out _) || !_registry.TryGet(Options.Objective, out _) ? SloChaosEnd.ObjectiveGone
        : !ReferenceEquals(source, _registry) && _fleet?.StaleSince is not null ? SloChaosEnd.FleetStale
        : null;

    private string? Refusal(SloStatus status, BudgetMeter meter) =>
        status.ErrorBudgetRemainingRatio is not { } remaining ? "the objective has no events yet, so its budget is not known"
        : status.Alert.Severity >= Options.Severity ? $"an alert fires ({status.Alert.Severity.Value.Word()})"
        : status.Severity >= Options.Severity ? $"a rule holds ({status.Severity.Value.Word()})"
        : remaining < Options.MinimumBudgetRatio
            ? $"{SloText.BudgetLeft(remaining)} of the error budget is left, and {Percent(Options.MinimumBudgetRatio)} are needed"
        : meter.CountsEvents && Options.AllowedBudgetRatio * meter.WholeBudgetEvents < 1
            ? string.Create(CultureInfo.InvariantCulture, $"{Percent(Options.AllowedBudgetRatio)} of the error budget is ")
                + string.Create(CultureInfo.InvariantCulture, $"{Options.AllowedBudgetRatio * meter.WholeBudgetEvents:0.##} events at ")
                + "the traffic seen; allow more, or wait for more traffic"
        : null;

    private string? Refusal(SloStatus own) =>
        own.Alert.Severity >= Options.Severity ? $"an alert of this instance fires ({own.Alert.Severity.Value.Word()})"
        : own.Severity >= Options.Severity ? $"a rule of this instance holds ({own.Severity.Value.Word()})"
        : null;

    private void Ended(SloChaosRecord? record)
    {
        if (record is not null)
        {
            ChaosLedger.Add(_registry, record);
            _logger.ChaosEnded(
                Name, record.EndedBy!.Value, record.Verdict!.Value, record.Injected, record.Calls, record.BadEvents,
                Percent(record.SpentBudgetRatio), Percent(record.AllowedBudgetRatio), record.Objective);
        }
    }

    private static string Percent(double ratio) => (ratio * 100).ToString("0.##", CultureInfo.InvariantCulture) + " %";
}
