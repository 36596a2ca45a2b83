using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Slo.Testing;
using Xunit;

namespace Slo.Apps.Tests.Shop;

/// <summary>
/// Faults of the running sample, switched on while it serves: a real Kestrel, HttpClient, payment service and PostgreSQL. What its API says of the
/// alert is the true cause. docs/insight.md has the outcome of all of them, measured by eng/shop-faults.sh.
/// </summary>
public sealed class ShopFaultsTests
{
    private const string Objective = "/slo/api/v1/slos/shop-now";

    private static readonly string[] Declared =
    [
        "--Slo:Objectives:shop-now:TargetPercent=95", "--Slo:Objectives:shop-now:Period=1h", "--Slo:Objectives:shop-now:UnobservedTime=Exclude",
        "--Slo:Objectives:shop-now:FasterThan=600ms", "--Slo:Objectives:shop-now:CohortBy=header:X-Shop-Version",
        "--Slo:Objectives:shop-now:Http:GoodStatusCodes:0=200-399", "--Slo:Objectives:shop-now:Rules:0:BurnRate=1",
        "--Slo:Objectives:shop-now:Rules:0:Long=20s", "--Slo:Objectives:shop-now:Rules:0:Short=5s",
        "--Slo:Objectives:shop-now:Rules:0:MinimumEvents=200",
    ];

    // With a reason of each kind, from every route.
    private static readonly Dictionary<string, object> Noise = new()
    {
        ["errorShare"] = 0.008,
        ["exceptionShare"] = 0.004,
        ["paymentErrorShare"] = 0.01,
        ["refundErrorShare"] = 0.01,
    };

    // The file that eng/shop-faults.sh makes a table of. Without it, the long tests are skipped: they take ten minutes.
    private static readonly string? Table = Environment.GetEnvironmentVariable("SLO_SHOP_FAULTS");

    // The faults that it runs; null: all.
    private static readonly string[]? Chosen = Environment.GetEnvironmentVariable("SLO_SHOP_FAULT_NAMES")?.Split(';');

    public static TheoryData<ShopFault> Faults { get; } =
        [.. Table is null ? [] : ShopFault.All.Where(fault => Chosen?.Contains(fault.Name) ?? true)];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("payments slow")]
    [InlineData("inserts fail")]
    public async Task FaultOfAShopThatNeverFailed_IsTheFirstContributorOfItsAlert(string name)
    {
        Assert.SkipWhen(PostgresServer.MissingReason is not null, PostgresServer.MissingReason ?? "");
        ShopFault fault = ShopFault.All.Single(one => one.Name == name);

        Outcome outcome = await RunAsync(fault, new(), TimeSpan.FromSeconds(4));

        Assert.True(fault.IsNamedBy(outcome.Contributors.FirstOrDefault() ?? []), outcome.Answer);
    }

    // Nothing is known of what else may fail, so less is said, and nothing wrong.
    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task AnyFaultOfAShopThatNeverFailed_IsPartlyTheFirstContributorOfItsAlert(ShopFault fault)
    {
        Outcome outcome = await RunAsync(fault, new(), TimeSpan.FromSeconds(14));

        await NoteAsync("never failed", fault, outcome);
        Assert.True(fault.IsPartlyNamedBy(outcome.Contributors.FirstOrDefault() ?? []), outcome.Answer);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task AnyFaultOfAShopWithNoise_IsAmongTheFirstThreeContributorsOfItsAlert(ShopFault fault)
    {
        // Three buckets of ten seconds: the one before the rise is left out of the comparison.
        Outcome outcome = await RunAsync(fault, Noise, TimeSpan.FromSeconds(32));

        await NoteAsync("noise", fault, outcome);
        Assert.True(outcome.Contributors.Take(3).Any(fault.IsNamedBy), outcome.Answer);
    }

    private static Task NoteAsync(string before, ShopFault fault, Outcome outcome)
    {
        var place = outcome.Contributors.FindIndex(fault.IsNamedBy) + 1;
        return File.AppendAllTextAsync(Table!, string.Create(CultureInfo.InvariantCulture,
            $"| {fault.Name} | {before} | {outcome} | {(place == 0 ? "-" : place)} | {outcome.ToAlert.TotalSeconds:0.0} s |\n"), Cancel);
    }

    private static async Task<Outcome> RunAsync(ShopFault fault, Dictionary<string, object> noise, TimeSpan before)
    {
        await using PostgresServer server = await PostgresServer.StartAsync();
        await using ShopSample shop = ShopSample.Start(["--stay", "5m", "--database", server.ConnectionString, .. Declared]);
        Uri address = await shop.ListensAsync();
        using HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        await BreakAsync(http, noise);
        await using ShopLoad load = new(address, perSecond: 100);
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        await Eventually.TrueAsync(
            () => TimeProvider.System.GetUtcNow() - started >= before, "traffic before the fault", before + TimeSpan.FromSeconds(10));
        JsonElement healthy = await http.GetFromJsonAsync<JsonElement>(Objective, Cancel);
        Assert.True(StartedAt(healthy) is null, healthy.ToString());

        DateTimeOffset broken = TimeProvider.System.GetUtcNow();
        load.SendsRubbish = fault.SendsRubbish;
        if (fault.StopsDatabase)
        {
            await server.CrashAsync();
        }

        await BreakAsync(http, noise.Concat(fault.Settings).GroupBy(pair => pair.Key).ToDictionary(pairs => pairs.Key, pairs => pairs.Last().Value));
        JsonElement now = default;
        await Eventually.TrueAsync(
            async () => StartedAt(now = await http.GetFromJsonAsync<JsonElement>(Objective, Cancel)) is not null, () => $"the alert fires: {now}");
        JsonElement found = await http.GetFromJsonAsync<JsonElement>(Objective + "/contributors", Cancel);
        return new Outcome(
            StartedAt(now)!.Value - broken,
            [.. found.GetProperty("contributors").EnumerateArray().Select(contributor => (List<string>)
                [.. contributor.GetProperty("values").EnumerateArray().Select(value => $"{value.GetProperty("dimension")}={value.GetProperty("value")}")])],
            found.ToString());
    }

    private static async Task BreakAsync(HttpClient http, Dictionary<string, object> faults)
    {
        using HttpResponseMessage response = await http.PostAsJsonAsync("/faults", faults, Cancel);
        response.EnsureSuccessStatusCode();
    }

    private static DateTimeOffset? StartedAt(JsonElement objective) =>
        objective.GetProperty("alert").GetProperty("startedAt") is { ValueKind: JsonValueKind.String } time ? time.GetDateTimeOffset() : null;

    private sealed record Outcome(TimeSpan ToAlert, List<List<string>> Contributors, string Answer)
    {
        public override string ToString() => Contributors.Count == 0
            ? "none" : string.Join("; ", Contributors.Select(values => string.Join(", ", values.Select(value => value.Split('=', 2)[1]))));
    }
}
