using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Slo.Hosting.Tests.Policies;

/// <summary>One objective, its policies and its release gate on a clock that moves when told.</summary>
internal sealed class PolicyWorld : IDisposable
{
    private IReadOnlyList<SloPolicy> _declared;

    internal PolicyWorld(params SloPolicy[] declared)
        : this(new(new DateTimeOffset(2026, 1, 30, 0, 0, 0, TimeSpan.Zero)), o => o.Rolling(TimeSpan.FromDays(1)), declared)
    {
    }

    internal PolicyWorld(FakeTimeProvider time, Func<SloObjectiveBuilder, SloObjectiveBuilder> period, params SloPolicy[] declared)
    {
        (Time, _declared) = (time, declared);
        Registry = new(time);
        Checkout = Registry.Add(period(new SloObjectiveBuilder("checkout").Service("shop").Owner("team-a").TargetPercent(90).UnobservedTime(UnobservedTime.Exclude))
            .BurnRateRule(AlertSeverity.Page, 5, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1)).Build());
        Policies = new(Registry, declared);
        Gate = Release(Policies);
    }

    internal FakeTimeProvider Time { get; }

    internal SloRegistry Registry { get; }

    internal SloTracker Checkout { get; }

    internal SloPolicies Policies { get; private set; }

    internal SloReleaseGate Gate { get; private set; }

    internal IEnumerable<string> Noted => Registry.Ledger.Entries.Where(entry => entry.Kind == SloLedgerEntryKind.PolicyLevel)
        .Select(entry => $"{entry.Details[SloLedgerDetails.Outcome]} {entry.Details[SloLedgerDetails.Level]}");

    internal IEnumerable<string> InForce => Policies.Statuses.Where(status => status.IsInForce).Select(status => status.Level.ToString());

    public void Dispose() => Registry.Dispose();

    /// <summary>Events of one second, evaluated.</summary>
    internal void Count(long good, long bad, TimeSpan? later = null)
    {
        Checkout.Record(good, bad);
        Time.Advance(later ?? TimeSpan.FromSeconds(1));
        Registry.Evaluate();
        Policies.Evaluate();
    }

    /// <summary>What a restarted process knows: the ledger.</summary>
    internal void Restart(params SloPolicy[] declared)
    {
        _declared = declared.Length > 0 ? declared : _declared;
        Policies = new(Registry, _declared);
        Gate = Release(Policies);
        Policies.Evaluate();
    }

    private SloReleaseGate Release(SloPolicies policies) => new(
        Registry, policies, new SloLedgerReader("", Registry, null, TimeSpan.FromSeconds(1), Time), Time, NullLogger.Instance);
}
