using System.Globalization;
using Microsoft.Extensions.Logging;
using Polly.Simmy;
using Slo.Polly.Chaos;

namespace Slo;

/// <summary>
/// A chaos experiment that an error budget guards. The chaos strategies of Polly that it guards inject nothing until it is started, and
/// nothing from the moment on at which it has spent its allowance, an alert rule holds, too little budget is left, or its time is over.
/// </summary>
/// <remarks>Thread-safe. A service, keyed by its name, that <c>AddChaosExperiment</c> registers.</remarks>
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

    /// <summary>What it is to show, and what it may cost.</summary>
    public SloChaosOptions Options { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsRunning => _run is { IsOver: false };

    /// <summary>The run that lasts, as of now, or the last one; null: it was never started.</summary>
    public SloChaosRecord? Record => _run?.Record;

    /// <summary>
    /// Lets chaos strategies of Polly inject only while the experiment runs: sets <c>EnabledGenerator</c> and
    /// <c>InjectionRateGenerator</c>. Of several strategies each call of each one counts.
    /// </summary>
    /// <example><code>pipeline.AddChaosFault(experiment.Guard(new ChaosFaultStrategyOptions { FaultGenerator = … }, "TimeoutException"));
    /// </code></example>
    /// <typeparam name="TOptions">The kind of chaos.</typeparam>
    /// <param name="options">The options of the strategy. What they say about the rate and about when they are enabled is replaced.</param>
    /// <param name="chaos">What is injected, in a few words, for the record.</param>
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

        // The draw is made here, so that it is known which calls get a fault, and a replay chooses the same ones.
        options.EnabledGenerator = _ => ValueTask.FromResult(_run is not null);
        options.InjectionRateGenerator = _ => ValueTask.FromResult(Next() ? 1.0 : 0.0);
        return options;
    }

    /// <summary>Starts it, if its conditions hold.</summary>
    /// <param name="refusal">Why it was not started; null if it was.</param>
    /// <param name="actor">Who starts it, for the ledger.</param>
    /// <returns>Whether it was started.</returns>
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

    /// <summary>Stops it. Nothing is injected from now on. Does nothing if it does not run.</summary>
    public void Stop() => End(SloChaosEnd.Stopped);

    /// <summary>Ends it if a condition says so. Called once a second.</summary>
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

        SloRegistry source = _fleet is { StaleSince: null } fleet && fleet.Registry.TryGet(Options.Objective, out _)
            ? fleet.Registry : _registry;
        SloTracker tracker = source.Get(Options.Objective);
        SloStatus status = tracker.Status;
        BudgetMeter meter = new(tracker, own, status);
        if ((Refusal(status, meter) ?? Refusal(own.Status)) is { } refusal)
        {
            return refusal;
        }

        SloChaosRecord record = new()
        {
            Experiment = Name,
            Objective = status.Objective.Name,
            Hypothesis = Options.Hypothesis,
            Actor = actor,
            StartedAt = _time.GetUtcNow(),
            AllowedBudgetRatio = Options.AllowedBudgetRatio,
            InjectionRate = Options.InjectionRate,
            Seed = Options.Seed ?? Random.Shared.Next(),
            Chaos = SloText.OneLine(string.Join(", ", _chaos), 1_000),
        };
        run = new(Options, record, (tracker, own), meter, () => Gone(source), _time);
        return null;
    }

    // What a stale fleet says is of the time before.
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
