using System.Diagnostics.Metrics;
using Slo.Hosting.Alerting;

namespace Slo.Hosting.Reactions;

/// <summary>The instruments of reactions on the meter (docs/metrics.md lists them).</summary>
internal sealed class ReactionInstruments
{
    private readonly OutcomeCounter _calls;
    private readonly Histogram<double>? _duration;

    internal ReactionInstruments(IMeterFactory? meters, Func<IEnumerable<SloReactionStatus>> statuses)
    {
        Meter? meter = meters?.Create(SloTelemetry.MeterName);
        _calls = new(
            meter, "slo.reaction.steps", "{step}", "Steps of reactions and what became of them.", "slo.reaction.name",
            "slo.reaction.outcome");
        _duration = meter?.CreateHistogram<double>(
            "slo.reaction.duration", "s", "Duration of the steps of reactions, with repeated calls.");
        meter?.CreateObservableGauge(
            "slo.reaction.active",
            () => statuses().Where(status => status.State is not null).Select(status => new Measurement<int>(
                status.State is SloReactionState.Active or SloReactionState.Recovering or SloReactionState.Undoing ? 1 : 0,
                new KeyValuePair<string, object?>("slo.reaction.name", status.Name))),
            "{reaction}", "Whether the steps of a reaction are in force: 0 or 1.");
    }

    internal void Called(string reaction, string outcome, TimeSpan duration, bool isDryRun)
    {
        var word = isDryRun ? "dry_run" : outcome.Replace(' ', '_');
        _calls.Add(reaction, word);

        // On the thread pool, because a listener of the meter is code of the app and may block.
        ThreadPool.UnsafeQueueUserWorkItem(
            _ => _duration?.Record(
                duration.TotalSeconds, new KeyValuePair<string, object?>("slo.reaction.name", reaction),
                new KeyValuePair<string, object?>("slo.reaction.outcome", word)),
            null);
    }
}
