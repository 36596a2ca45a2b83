using Slo.Tests.Alerting;
using Xunit;

namespace Slo.Tests.Crossing;

/// <summary>The oracle of one alert: which rules hold and fire, its severity, and the transitions that tell of it.</summary>
internal sealed class NaiveAlert(CrossingCase declared, NaiveStream stream, IReadOnlyList<CrossingRule> rules)
{
    private readonly NaiveRule[] _rules = [.. rules.Select(rule => new NaiveRule(rule.Settings))];
    private readonly bool[] _held = new bool[rules.Count];
    private TimeSpan _lastEvent;
    private SloEventCounts _counted;

    internal AlertSeverity? Severity { get; private set; }

    /// <summary>How many conditions were compared, and how many could not be told.</summary>
    internal (int Told, int Untold) Compared { get; private set; }

    /// <summary>Takes the rules to an evaluation, and compares them with the status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="observed">How much time was observed so far.</param>
    internal void AssertSame(SloStatus status, TimeSpan observed)
    {
        if (stream.Total != _counted)
        {
            (_lastEvent, _counted) = (observed, stream.Total);
        }

        for (var i = 0; i < rules.Count; i++)
        {
            AlertRuleStatus actual = status.Alert.Rules[i];
            var holds = new NaiveConditions(declared, stream).Holds(rules[i], status, _held[i], observed - _lastEvent);
            Compared = holds is null ? (Compared.Told, Compared.Untold + 1) : (Compared.Told + 1, Compared.Untold);
            Assert.True(holds is null || holds == actual.Holds, $"holds: {actual.Holds} of {rules[i]}, silent {observed - _lastEvent}");
            _held[i] = actual.Holds;
            AlertState state = _rules[i].Observe(observed, _held[i], status.AsOf - DateTimeOffset.UnixEpoch);
            Assert.True(state == actual.State, $"state: {actual.State}, not {state}, of {rules[i]}");
        }

        AssertAlert(status.Alert);
    }

    /// <summary>The transitions of an evaluation: one if the severity changed, else none.</summary>
    internal void AssertTransitions(AlertSeverity? before, IReadOnlyList<SloAlertTransition> transitions)
    {
        Assert.Equal(before == Severity ? 0 : 1, transitions.Count);
        foreach (SloAlertTransition transition in transitions)
        {
            Assert.Equal((before, Severity), (transition.Before, transition.After));
            Assert.Equal(before is null ? SloAlertTransitionKind.Fired : Severity is null ? SloAlertTransitionKind.Resolved
                : Severity > before ? SloAlertTransitionKind.Escalated : SloAlertTransitionKind.Deescalated, transition.Kind);
        }
    }

    private void AssertAlert(SloAlert alert)
    {
        AlertSeverity? worst = null;
        AlertState state = AlertState.Inactive;
        for (var i = 0; i < rules.Count; i++)
        {
            if (_rules[i].State == AlertState.Firing && (worst is null || rules[i].Severity > worst))
            {
                worst = rules[i].Severity;
            }

            state = Urgency(_rules[i].State) > Urgency(state) ? _rules[i].State : state;
        }

        Severity = worst;
        Assert.Equal((worst, state), (alert.Severity, alert.State));
    }

    private static int Urgency(AlertState state) => state switch
    {
        AlertState.Firing => 3,
        AlertState.Pending => 2,
        AlertState.Resolved => 1,
        _ => 0,
    };
}
