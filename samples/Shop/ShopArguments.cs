using System.Globalization;
using Slo;

namespace Shop;

/// <summary>--requests N drives N requests in three acts of --act 20s and breaks things on the way; --stay 2m ends by itself; --port and --payments-port choose ports (0: any free one); --database "Host=..." stores the orders in PostgreSQL; --store slo.db is where budgets are kept; --chaos 15s runs a chaos experiment in place of the story, at most so long each time, and ends by itself.</summary>
internal sealed record ShopArguments(int Port, int PaymentsPort, int Requests, TimeSpan Act, TimeSpan? Stay, string? Database, string? Store, TimeSpan? Chaos)
{
    private const int OrdersBeforeChaos = 4_000;
    private const int LeastBeforeChaos = 2_000;

    internal const string FaultExample = """{"errorShare":0.1}""";

    /// <summary>The longest time that chaos takes: twice what it should, and a reserve.</summary>
    internal TimeSpan ChaosLimit => (2 * (Act + (2 * (Chaos ?? TimeSpan.Zero)))) + TimeSpan.FromSeconds(30);

    internal static ShopArguments Read(string[] args)
    {
        IConfiguration values = new ConfigurationBuilder().AddCommandLine(args).Build();
        TimeSpan? chaos = ReadChaos(values);
        return new ShopArguments(
            Number(values, "port", 5080, 65_535), Number(values, "payments-port", 5081, 65_535),
            ReadRequests(values, chaos),
            Duration(values, "act") ?? TimeSpan.FromSeconds(20), Duration(values, "stay"), values["database"],
            // Each time, chaos begins with a budget that nothing has spent.
            values["store"] ?? (chaos is null ? "slo.db" : null), chaos);
    }

    private static int Number(IConfiguration values, string key, int fallback, int maximum) => values[key] switch
    {
        null => fallback,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= maximum => value,
        var text => throw new ArgumentException($"--{key} {text}: must be a number from 0 to {maximum}"),
    };

    private static int ReadRequests(IConfiguration values, TimeSpan? chaos)
    {
        var requests = Number(values, "requests", chaos is null ? 0 : OrdersBeforeChaos, 1_000_000);
        return chaos is null || requests >= LeastBeforeChaos ? requests : throw new ArgumentException(
            $"--requests {requests}: must be at least {LeastBeforeChaos} with --chaos, which spends a share of the budget that they make");
    }

    private static TimeSpan? ReadChaos(IConfiguration values) => Duration(values, "chaos") is { TotalSeconds: < 3 or > 600 }
        ? throw new ArgumentException($"--chaos {values["chaos"]}: must be from 3s to 10m") : Duration(values, "chaos");

    private static TimeSpan? Duration(IConfiguration values, string key) => values[key] switch
    {
        null => null,
        var text when SloDuration.TryParse(text, out TimeSpan value) => value,
        var text => throw new ArgumentException($"--{key} {text}: must be a duration, for example 2m"),
    };
}
