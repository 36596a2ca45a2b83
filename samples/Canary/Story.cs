using Slo;

namespace Canary;

/// <summary>Runs the scenario: the canary starts to fail under load, and a reaction takes it out of the traffic.</summary>
internal static class Story
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <returns>The exit code: 0 if the canary was drained in each run.</returns>
    internal static async Task<int> TellAsync(StoryArguments arguments, CancellationToken cancellation)
    {
        if (arguments.Proxy == ProxyKind.HaProxy)
        {
            ServerProgram.Require([HaProxy.Program], ". To run without HAProxy: --proxy yarp");
        }

        if (arguments.Ways.Contains(Way.Alertmanager))
        {
            ServerProgram.Require([Monitoring.PrometheusProgram, Monitoring.AlertmanagerProgram]);
        }

        Way[] all = [.. Enumerable.Repeat(arguments.Ways, arguments.Runs).SelectMany(ways => ways)];
        List<RunResult> results = [];
        for (var i = 0; i < all.Length; i++)
        {
            Console.WriteLine($"Run {i + 1} of {all.Length}, {Report.NameOf(all[i])}");
            await using Stage stage = await Stage.StartAsync(all[i], arguments, cancellation);
            RunResult result = await RunAsync(stage, arguments, cancellation);
            results.Add(result);
            Console.WriteLine(Report.Of(result, stage, arguments));
            if (i == all.Length - 1)
            {
                Console.Write(results.Count > 1 ? Report.Table(results, arguments) : "");
                await StayAsync(stage, arguments.Stay, cancellation);
            }
        }

        return results.TrueForAll(result => result.Drained is not null) ? 0 : 1;
    }

    private static async Task<RunResult> RunAsync(Stage stage, StoryArguments arguments, CancellationToken cancellation)
    {
        using ShopApi api = new(stage.Stable, stage.Canary);
        if (stage.Monitoring is { } monitoring)
        {
            await UntilAsync(async () => await monitoring.HasScrapedAsync(cancellation), "Prometheus has scraped both versions", cancellation);
        }

        Console.WriteLine(
            $"  {arguments.Load.TotalSeconds * arguments.Rate:0} requests within {SloDuration.Format(arguments.Load)}, sent by {Load.Sender}, "
            + $"{TrafficSplit.CanaryWeight} % of them to the canary");
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task<LoadResult> load = Load.SendAsync(new Uri(stage.Proxy.Address, "/buy"), arguments.Rate, arguments.Load, ended.Token);
        try
        {
            await Task.Delay(arguments.WarmUp, TimeProvider.System, cancellation);
            DateTimeOffset firstError = await BreakAsync(api, arguments.Errors, cancellation);
            DateTimeOffset? drained = await DrainedAsync(stage.Proxy, load, cancellation);
            LoadResult users = await load;
            return new RunResult(
                stage.Way, firstError, drained, await api.AuditAsync(stage.Reacting, cancellation), users, await api.BudgetSpentAsync(cancellation));
        }
        finally
        {
            await ended.CancelAsync();
            await ((Task)load).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<DateTimeOffset> BreakAsync(ShopApi api, double errors, CancellationToken cancellation)
    {
        await api.BreakCanaryAsync(errors, cancellation);
        DateTimeOffset firstError = default;
        await UntilAsync(async () => (firstError = await api.FirstErrorAsync(cancellation) ?? default) != default, "the canary fails", cancellation);
        Console.WriteLine($"  {firstError:HH:mm:ss.fff} the canary's first error: from now on {errors:0 %} of its requests fail");
        return firstError;
    }

    private static async Task<DateTimeOffset?> DrainedAsync(IProxy proxy, Task load, CancellationToken cancellation)
    {
        while (!load.IsCompleted)
        {
            if (await proxy.CanaryWeightAsync(cancellation) == 0)
            {
                return TimeProvider.System.GetUtcNow();
            }

            await Task.Delay(Look, TimeProvider.System, cancellation);
        }

        return null;
    }

    private static async Task StayAsync(Stage stage, TimeSpan stay, CancellationToken cancellation)
    {
        if (stay <= TimeSpan.Zero)
        {
            return;
        }

        Console.WriteLine($"""

            Where to look, for the next {SloDuration.Format(stay)} (Ctrl+C stops):
              {stage.Dashboard}   the app that has the reaction
              {string.Join("\n  ", stage.Others.Select(other => $"{other.Address}slo/   the {other.Name}"))}
              curl '{stage.Reacting}slo/api/v1/ledger?kind=reaction'
              curl {stage.Reacting}slo/api/v1/reactions
              curl {stage.Proxy.Address}buy
              {stage.Proxy.WeightCommand}
            """);
        await Task.Delay(stay, TimeProvider.System, cancellation);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"not within {SloDuration.Format(Patience)}: {what}");
            }

            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }
}
