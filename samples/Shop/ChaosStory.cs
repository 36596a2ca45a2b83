using System.Globalization;
using Slo;

namespace Shop;

/// <summary>A chaos experiment in two runs while customers order: without a retry it spends its allowance and stops itself; with one it runs to its end.</summary>
internal sealed class ChaosStory(Customers customers, SloRegistry registry, SloChaosExperiment experiment, PaymentRetries retries)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SloTracker _orders = registry.Get(experiment.Options.Objective);

    /// <summary>Whether the customers' share of failed orders is within the objective.</summary>
    internal bool IsWithinObjective => customers.ErrorRatio <= 1 - (double)_orders.Objective.TargetRatio;

    /// <param name="orders">How many orders are placed before the first run: the allowance is a share of what they allow.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="cancellation">Ends it earlier.</param>
    /// <returns>Whether both runs were made, and the customers' share of failed orders stayed within the objective.</returns>
    internal async Task<bool> TellAsync(int orders, TimeSpan limit, CancellationToken cancellation)
    {
        using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        late.CancelAfter(limit);
        try
        {
            return await TellAsync(orders, late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            Say($"  stopped before its end{(cancellation.IsCancellationRequested ? "" : $", after {SloDuration.Format(limit)}")}");
            return false;
        }
    }

    private async Task<bool> TellAsync(int orders, CancellationToken cancellation)
    {
        Say($"""

            Chaos within the error budget
              hypothesis   {experiment.Options.Hypothesis}
              objective    {_orders.Objective.Name}: {_orders.Objective.DisplayName}
              faults       HttpRequestException in {experiment.Options.InjectionRate * 100:0.##} % of the payment calls

            """);
        await customers.OrderAsync(orders, () => false, cancellation);
        Say($"  before       {customers}");
        return await RunAsync("Without a retry", cancellation)
            && await RunAsync("With a retry of payments that fail", cancellation, withRetry: true)
            && IsWithinObjective;
    }

    private async Task<bool> RunAsync(string title, CancellationToken cancellation, bool withRetry = false)
    {
        retries.AreOn = withRetry;
        await Evaluations.NextAsync(registry, cancellation);
        var failedBefore = customers.Failed;
        var placedBefore = customers.Placed;
        Say($"\n{title}");
        if (!experiment.TryStart(out var refusal, "the sample"))
        {
            Say($"  not started: {refusal}");
            return false;
        }

        SloChaosRecord record = experiment.Record!;
        Say($"  allowance    {record.AllowedBudgetRatio * 100:0.##} % of the error budget: {AllowedEvents(record):0} bad events");
        await Task.WhenAll(
            customers.OrderAsync(int.MaxValue, () => !experiment.IsRunning, cancellation), WatchAsync(cancellation));
        record = experiment.Record!;
        Say($"  it ended     {record.EndedBy} after {(record.EndedAt - record.StartedAt)!.Value.TotalSeconds:0.0} s: {record.Verdict}");
        Say($"  spent        {record.SpentBudgetRatio * 100:0.0} % of the error budget: {record.BadEvents} bad events, {record.Injected} faults in {record.Calls + record.HeldBack} payment calls");
        Say($"  customers    {customers.Failed - failedBefore} of {customers.Placed - placedBefore} orders failed");

        // It is over: no customer sees a fault any more.
        (failedBefore, placedBefore) = (customers.Failed, customers.Placed);
        await customers.OrderAsync(200, () => false, cancellation);
        Say($"  afterwards   {customers.Failed - failedBefore} of {customers.Placed - placedBefore} orders failed");
        Say($"  since start  {customers}; the objective allows {(1 - (double)_orders.Objective.TargetRatio) * 100:0.##} %: {(IsWithinObjective ? "kept" : "broken")}");
        return true;
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        for (var second = 1; ; second++)
        {
            await Task.Delay(Second, TimeProvider.System, cancellation);
            if (!experiment.IsRunning)
            {
                return;
            }

            SloChaosRecord record = experiment.Record!;
            Say($"  {second,3} s        {record.Injected,4} faults, {record.BadEvents,4} bad events, {record.HeldBack,5} calls held back");
        }
    }

    // The budget of the period as the experiment takes it: that of the traffic before its start.
    private double AllowedEvents(SloChaosRecord record) => _orders.Status is { ErrorBudgetRemainingRatio: > 0 and var left, ErrorBudgetRemainingEvents: { } events }
        ? Math.Floor(record.AllowedBudgetRatio * events / left) : 0;

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
