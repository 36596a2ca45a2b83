using System.Threading.Channels;
using Slo.Hosting.Notifications;
using Slo.Testing;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>A registry on a clock of its own whose changes go to targets, as the evaluation of a host posts them.</summary>
internal sealed class AlertingRegistry : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly SloRegistry _registry;
    private readonly NotificationTargets _targets;
    private readonly ChannelReader<SloAlertTransition> _changes;

    internal AlertingRegistry(NotificationTargets targets, params string[] objectives)
    {
        _registry = new SloRegistry(_time);
        _targets = targets;
        _changes = _registry.SubscribeToAlerts();
        foreach (var name in objectives)
        {
            _registry.Add(new SloObjectiveBuilder(name).TargetPercent(99).UnobservedTime(UnobservedTime.Exclude)
                .BurnRateRule(AlertSeverity.Page, 14.4m, TimeSpan.FromHours(1)).BurnRateRule(AlertSeverity.Ticket, 6, TimeSpan.FromHours(1)).Build());
        }

        targets.Follow(_registry);
    }

    public void Dispose() => _registry.Dispose();

    /// <summary>Events of an objective, and an evaluation: from 6 % bad on it is a ticket, from 14.4 % on a page.</summary>
    internal void Burn(string name, int bad, int good = 0, bool isPosted = true)
    {
        _registry.Get(name).Record(good, bad);
        _time.Advance(TimeSpan.FromSeconds(10));
        _registry.Evaluate();
        if (isPosted)
        {
            Post();
        }
    }

    internal void End(string name)
    {
        _registry.Remove(name);
        Post();
    }

    internal void Post()
    {
        while (_changes.TryRead(out SloAlertTransition? change))
        {
            _targets.Post(change);
        }
    }
}
