namespace Slo.Hosting.Reactions;

/// <summary>What is kept of the reactions of one scope: their states, and the alerts from elsewhere that start them.</summary>
internal sealed class ReactionStore : IDisposable
{
    private readonly SloAlertDispatcher _dispatcher;
    private readonly ReactionAudit _audit;
    private readonly HashSet<string> _declared;
    private readonly TimeProvider _time;

    /// <param name="states">The store.</param>
    /// <param name="plans">The reactions of the scope.</param>
    /// <param name="dispatcher">Where alerts from elsewhere come in.</param>
    /// <param name="audit">Where failures are logged.</param>
    /// <param name="time">The clock.</param>
    internal ReactionStore(
        ReactionStates states, IReadOnlyList<ReactionPlan> plans, SloAlertDispatcher dispatcher, ReactionAudit audit, TimeProvider time)
    {
        States = states;
        _declared = [.. plans.Select(plan => plan.Name)];
        _dispatcher = dispatcher;
        _audit = audit;
        _time = time;
        HashSet<string> names = new(plans.SelectMany(plan => plan.Alerts), StringComparer.Ordinal);
        Elsewhere = new(new(names, time), states, audit, time);
        dispatcher.Posted += Receive;
        dispatcher.Confirmed += Elsewhere.Confirm;
    }

    internal ReactionStates States { get; }

    internal ElsewhereStore Elsewhere { get; }

    /// <summary>Whether there are reactions and no store that keeps them.</summary>
    internal bool IsLost => _declared.Count > 0 && !States.IsKept;

    /// <summary>Called after an alert from elsewhere has changed, by any thread; must not block.</summary>
    internal Action? Changed { get; set; }

    /// <summary>Logs what reactions left that are no longer declared, and writes alerts as they come, until it is stopped.</summary>
    internal Task RunAsync(CancellationToken stopping) =>
        Task.WhenAll(RemovedReactions.LogAsync(States, _declared, _audit, _time, stopping), Elsewhere.RunAsync(stopping));

    public void Dispose()
    {
        _dispatcher.Posted -= Receive;
        _dispatcher.Confirmed -= Elsewhere.Confirm;
        Elsewhere.Dispose();
        States.Dispose();
    }

    private void Receive(SloAlertTransition transition)
    {
        if (Elsewhere.Update(transition))
        {
            Changed?.Invoke();
        }
    }
}
