using Slo;

namespace Fleet;

/// <summary>Three instances under traffic: one is killed and returns, an alert of the fleet begins, its leader is killed, and the alert ends.</summary>
internal sealed class Story : IDisposable
{
    private static readonly TimeSpan Act = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly IReadOnlyList<InstanceProcess> _shops;
    private readonly Customers _customers;
    private readonly FleetView _view;
    private readonly CancellationToken _cancellation;

    private Story(IReadOnlyList<InstanceProcess> shops, CancellationToken cancellation)
    {
        _shops = shops;
        _customers = new Customers(shops);
        _view = new FleetView(shops);
        _cancellation = cancellation;
    }

    /// <returns>The exit code: 0 if the alert was told once when it began, and once when it ended.</returns>
    internal static async Task<int> TellAsync(StoryArguments arguments, CancellationToken cancellation)
    {
        TimeSpan stay = arguments.Stay ?? TimeSpan.FromHours(1);
        await using Database? database = arguments.Database is null ? await Database.StartAsync(cancellation) : null;
        InstanceProcess[] shops =
        [
            .. Enumerable.Range(1, 3).Select(i => new InstanceProcess(
                $"shop-{i}", arguments.Database ?? database!.ConnectionString, TimeSpan.FromMinutes(10) + stay)),
        ];
        try
        {
            using Story story = new(shops, cancellation);
            var code = await story.TellAsync();
            if (stay > TimeSpan.Zero)
            {
                await story.StayAsync(arguments.Stay, stay);
            }

            return code;
        }
        finally
        {
            foreach (InstanceProcess shop in shops)
            {
                await shop.DisposeAsync();
            }
        }
    }

    public void Dispose()
    {
        _customers.Dispose();
        _view.Dispose();
    }

    private async Task<int> TellAsync()
    {
        foreach (InstanceProcess shop in _shops)
        {
            await shop.StartAsync(_cancellation);
            Console.WriteLine($"{shop.Name} on {shop.Address}");
        }

        await UntilAsync(
            async () => await _view.ReportingAsync(_cancellation) == _shops.Count && await _view.LeaderAsync(_cancellation) is not null,
            "all report, and one of them leads");
        await _customers.BuyAsync(2 * Act, _cancellation);
        await _view.PrintAsync("All is well (the fleet is seconds behind)", _cancellation);
        await LoseOneAsync();
        await BreakAsync();
        await LoseLeaderAsync();
        return Verdict();
    }

    private async Task LoseOneAsync()
    {
        InstanceProcess? leader = await _view.LeaderAsync(_cancellation);
        InstanceProcess shop = _shops.Last(one => one != leader);
        await shop.KillAsync();
        await _customers.BuyAsync(Act, _cancellation);
        await _view.PrintAsync($"{shop.Name} was killed; the fleet keeps what it had published", _cancellation);
        await shop.StartAsync(_cancellation);
        await _customers.BuyAsync(Act, _cancellation);
        await _view.PrintAsync($"{shop.Name} is back: it counts from zero, the fleet goes on", _cancellation);
    }

    private async Task BreakAsync()
    {
        await _customers.BreakAsync("0.4", _cancellation);
        await UntilAsync(
            async () =>
            {
                await _customers.BuyAsync(TimeSpan.FromSeconds(1), _cancellation);
                return Notified(SloAlertTransitionKind.Fired).Any();
            },
            "the alert of the fleet begins");
        // The leader notes in the database whom it told; killed before that, the next one would tell it again.
        await _customers.BuyAsync(Act, _cancellation);
        await _view.PrintAsync("40 % of the requests fail: the alert of the fleet began", _cancellation);
    }

    private async Task LoseLeaderAsync()
    {
        InstanceProcess leader = await _view.LeaderAsync(_cancellation) ?? throw new InvalidOperationException("No instance leads.");
        await leader.KillAsync();
        var killed = TimeProvider.System.GetTimestamp();
        await UntilAsync(async () => await _view.LeaderAsync(_cancellation) is not null, "another instance leads");
        Console.WriteLine($"\n{leader.Name}, which led, was killed; another one leads after {TimeProvider.System.GetElapsedTime(killed).TotalSeconds:0.0} s");
        await _customers.BreakAsync("0", _cancellation);
        await UntilAsync(
            async () =>
            {
                await _customers.BuyAsync(TimeSpan.FromSeconds(1), _cancellation);
                return Notified(SloAlertTransitionKind.Resolved).Any();
            },
            "the alert of the fleet ends");
        await leader.StartAsync(_cancellation);
        await _customers.BuyAsync(Act, _cancellation);
        await _view.PrintAsync($"Repaired, and {leader.Name} is back: the alert of the fleet ended", _cancellation);
    }

    private int Verdict()
    {
        string[] began = [.. Notified(SloAlertTransitionKind.Fired)];
        string[] ended = [.. Notified(SloAlertTransitionKind.Resolved)];
        Console.WriteLine($"\nNotified of the start: {string.Join(", ", began)}. Notified of the end: {string.Join(", ", ended)}.");
        return began.Length == 1 && ended.Length == 1 ? 0 : 1;
    }

    // By name, once for each time that an instance told it.
    private IEnumerable<string> Notified(SloAlertTransitionKind kind) => _shops.SelectMany(shop =>
        shop.Alerts.Where(line => line.StartsWith($"{AlertPrinter.Mark}{kind}: {ShopInstance.Availability}", StringComparison.Ordinal)).Select(_ => shop.Name));

    private async Task StayAsync(TimeSpan? asked, TimeSpan stay)
    {
        Uri address = _shops[0].Address!;
        Console.WriteLine($"""

            Where to look{(asked is null ? " (Ctrl+C stops)" : $", for the next {SloDuration.Format(stay)}")}:
              {address}slo/?scope=fleet                      the dashboard, of the fleet
              curl {address}slo/api/v1/fleet                 the instances, and who leads
              curl '{address}slo/api/v1/slos?scope=fleet'    the objectives over the events of all
              curl {address}slo/api/v1/slos                  over those of this instance alone
            """);
        await Task.Delay(stay, TimeProvider.System, _cancellation);
    }

    private async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"not within {SloDuration.Format(Patience)}: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, _cancellation);
        }
    }
}
