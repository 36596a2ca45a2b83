using Slo.Testing;

namespace Slo.Postgres.Tests.Processes;

/// <summary>Processes that are one fleet, under load while something is awaited.</summary>
internal sealed class ProcessFleet : IAsyncDisposable
{
    private readonly List<FleetProcess> _processes = [];

    /// <summary>Those that were not killed.</summary>
    internal IEnumerable<FleetProcess> Running => _processes.Where(process => process.IsRunning);

    internal FleetProcess this[string name] => _processes.Single(process => process.Name == name);

    internal void Add(FleetProcess process) => _processes.Add(process);

    internal async Task BreakAsync(int errorShare)
    {
        foreach (FleetProcess process in Running)
        {
            await process.BreakAsync(errorShare);
        }
    }

    /// <summary>The name of the leader.</summary>
    internal async Task<string> LeaderAsync()
    {
        FleetProcess? leader = null;
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (FleetProcess process in Running)
                {
                    leader ??= await process.IsLeadingAsync() ? process : null;
                }

                return leader is not null;
            },
            () => "one leads");
        return leader!.Name;
    }

    /// <summary>Waits, and sends requests to all meanwhile.</summary>
    internal Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan within) => Eventually.TrueAsync(
        async () =>
        {
            await Task.WhenAll(Running.SelectMany(process => Enumerable.Range(0, 3).Select(_ => process.BuyAsync())));
            return await condition();
        },
        () => what, within);

    public async ValueTask DisposeAsync()
    {
        foreach (FleetProcess process in _processes)
        {
            await process.DisposeAsync();
        }
    }
}
