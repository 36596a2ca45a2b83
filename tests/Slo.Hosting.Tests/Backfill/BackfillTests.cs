using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slo.Hosting.Tests.Persistence;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Backfill;

/// <summary>New objectives get a history when the host starts; whatever the source does, the host starts.</summary>
public sealed class BackfillTests : IDisposable
{
    private const int Filled = 35;
    private const int NotFilled = 36;
    private const int LeftOut = 37;

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ManualTime _time = new(Start);
    private readonly LogRecorder _log = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("slo-backfill-").FullName;
    private IHost? _host;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private SloRegistry Registry => _host!.Services.GetRequiredService<SloRegistry>();

    public void Dispose()
    {
        _host?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Csv_FillsNewObjectivesAndOnlyThose()
    {
        Write("new", 10);
        Write("kept", 10);
        Write("counted", 10);
        Build(
            slo => slo.AddCsvBackfill(_folder).AddStore(_ => new MemoryStore { Content = new(Kept("kept")) }, options => options.MarkDeployments = false),
            "new", "kept", "counted", "absent");
        Registry.Get("counted").Record(3, 0);
        await _host!.StartAsync(Cancel);
        _time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.TrueAsync(() => Registry.Get("new").Status.Events.Total == 100, "it is evaluated");

        SloStatus status = Registry.Get("new").Status;
        Assert.Equal(new SloEventCounts(90, 10), status.Events);
        Assert.Equal(10.0 / (7 * 1440), status.CoverageRatio, 1e-6);
        Assert.Equal(0, Registry.Get("absent").GetStatus().Events.Total);
        Assert.Equal(7, Registry.Get("kept").GetStatus().Events.Total);
        Assert.Equal(3, Registry.Get("counted").GetStatus().Events.Total);
        await _host.LoggedAsync();
        Assert.Contains("'new'", Assert.Single(_log.Messages(Filled)), StringComparison.Ordinal);
        Assert.Empty(_log.Messages(NotFilled));
    }

    // A process that was killed before it was filled left a state without events: that is no history.
    [Fact]
    public async Task ObjectiveOfWhichTheStoreHasNoEvents_IsFilled()
    {
        Write("new", 10);
        Build(
            slo => slo.AddCsvBackfill(_folder).AddStore(_ => new MemoryStore { Content = new(Kept("new", events: 0)) }, options => options.MarkDeployments = false),
            "new");
        await _host!.StartAsync(Cancel);

        await Eventually.TrueAsync(() => Registry.Get("new").GetStatus().Events.Total == 100, "it is filled");
        await _host.LoggedAsync();
        Assert.Single(_log.Messages(Filled));
    }

    // What is filled is kept, and the next start finds it there.
    [Fact]
    public async Task Filled_IsSaved()
    {
        Write("new", 10);
        MemoryStore store = new();
        Build(slo => slo.AddStore(_ => store, options => options.MarkDeployments = false).AddCsvBackfill(_folder), "new");
        await _host!.StartAsync(Cancel);
        await _host.StopAsync(Cancel);

        Assert.Equal(100, store.Batches.SelectMany(batch => batch.States).Last().GetSteps().Sum(step => step.Events.Total));
    }

    // One counter began again at 0, and an hour has no samples.
    [Fact]
    public async Task Prometheus_FillsFromItsCountersWithoutResetsAndGaps()
    {
        using PrometheusStub server = new((query, at) =>
        {
            var minute = (at - Start.AddHours(-4).ToUnixTimeSeconds()) / 60;
            if (minute is < 0 or > 60 and <= 120)
            {
                return null;
            }

            var count = minute >= 30 ? minute - 29 : minute;
            return query.StartsWith("max(timestamp(", StringComparison.Ordinal) ? at
                : query.Contains("bad", StringComparison.Ordinal) ? count : 10 * count;
        });
        Build(
            slo => slo.AddPrometheusBackfill(
                server.Address, options => options.ConfigureClient = client => client.DefaultRequestHeaders.Authorization = new("Bearer", "secret")),
            "new");
        await _host!.StartAsync(Cancel);
        await Eventually.TrueAsync(() => Registry.Get("new").GetStatus().Events.Total > 0, "it is filled");

        // Four hours without one, of whose first minute at each start nothing is known.
        SloEventCounts events = Registry.Get("new").GetStatus().Events;
        Assert.Equal(10 * (60 + 119), events.Total);
        Assert.Equal(60 + 119, events.Bad);
        Assert.Equal((60 + 119) / (7 * 1440.0), Registry.Get("new").GetStatus().CoverageRatio, 1e-6);
        Assert.All(server.Authorizations, header => Assert.Equal("Bearer secret", header));
    }

    [Theory]
    [InlineData(500, null, "answered 500")]
    [InlineData(200, "<html>", "is no answer of Prometheus")]
    [InlineData(200, """{"status":"success"}""", "is no answer of Prometheus")]
    public async Task SourceThatFails_IsLoggedAndTheNextOneFills(int status, string? answer, string reason)
    {
        Write("new", 10);
        using PrometheusStub server = new((_, _) => 0) { Status = status, Answer = answer };
        Build(slo => slo.AddPrometheusBackfill(server.Address).AddCsvBackfill(_folder), "new");

        await _host!.StartAsync(Cancel);

        await Eventually.TrueAsync(() => Registry.Get("new").GetStatus().Events.Total == 100, "it is filled");
        await _host.LoggedAsync();
        Assert.Contains(reason, Assert.Single(_log.Messages(NotFilled)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage", "the first line must be the header")]
    [InlineData("timestamp,good,total\n1,2,1\n", "new.csv(2): good 2 exceeds total 1")]
    [InlineData("timestamp,good,total\n99999999999,1,1\n", "new.csv(2)")]
    public async Task CsvThatIsNone_IsLoggedAndTheObjectiveBeginsAtZero(string csv, string reason)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "new.csv"), csv, Cancel);
        Build(slo => slo.AddCsvBackfill(_folder), "new");

        await _host!.StartAsync(Cancel);
        await _host.LoggedAsync();

        Assert.Contains(reason, Assert.Single(_log.Messages(NotFilled)), StringComparison.Ordinal);
        Assert.Equal(0, Registry.Get("new").GetStatus().Events.Total);
    }

    // The start goes on after a moment, what is counted meanwhile counts, and the time for all of it is bounded.
    [Fact]
    public async Task ServerThatHangs_DelaysTheStartByAMomentAndThenIsGivenUp()
    {
        using PrometheusStub server = new((_, _) => 0) { Hangs = true };
        Build(
            slo => slo.AddPrometheusBackfill(server.Address, options => options.ConfigureClient = client => client.Timeout = TimeSpan.FromMinutes(10)),
            "a", "b");
        Task start = _host!.StartAsync(Cancel);
        await Eventually.TrueAsync(() => server.Authorizations.Count > 0, "it is asked");
        Assert.False(start.IsCompleted);
        await PassAsync(() => start.IsCompleted);
        Assert.InRange(_time.GetUtcNow() - Start, new SloBackfillOptions().StartDelay, new SloBackfillOptions().StartDelay + TimeSpan.FromMinutes(1));
        Registry.Get("a").Record(5, 0);
        await PassAsync(() => _log.Messages(NotFilled).Count == 2);

        Assert.Equal(5, Registry.Get("a").GetStatus().Events.Total);
        Assert.InRange(_time.GetUtcNow() - Start, new SloBackfillOptions().Timeout, new SloBackfillOptions().Timeout + TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task FillingThatEndsAfterTheStart_KeepsWhatWasCounted()
    {
        TaskCompletionSource load = new();
        Write("new", 10);
        Build(
            slo => slo.AddStore(_ => new MemoryStore { Before = () => load.Task }, options => options.MarkDeployments = false).AddCsvBackfill(_folder),
            "new");
        Task start = _host!.StartAsync(Cancel);
        await PassAsync(() => start.IsCompleted);
        Registry.Get("new").Record(1, 0);
        load.SetResult();
        await PassAsync(() => _log.Messages(Filled).Count == 1);

        Assert.Equal(new SloEventCounts(91, 10), Registry.Get("new").GetStatus().Events);
    }

    [Fact]
    public async Task StoreThatIsNotLoaded_LeavesAllAsItIs()
    {
        TaskCompletionSource load = new();
        Write("new", 10);
        Build(
            slo => slo.AddCsvBackfill(_folder).AddStore(_ => new MemoryStore { Before = () => load.Task }, options => options.MarkDeployments = false),
            "new");
        Task start = _host!.StartAsync(Cancel);
        await PassAsync(() => start.IsCompleted);
        await PassAsync(() => _log.Messages(LeftOut).Count == 1);

        Assert.Equal(0, Registry.Get("new").GetStatus().Events.Total);
        load.SetResult();
    }

    [Fact]
    public async Task Options_OutOfTheirRange_StopTheStart()
    {
        Build(
            slo => slo.AddCsvBackfill(_folder, options =>
                (options.Timeout, options.StartDelay, options.Step) = (TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromMilliseconds(1500))), "new");

        OptionsValidationException refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => _host!.StartAsync(Cancel));

        Assert.Equal(3, refusal.Failures.Count());
    }

    [Theory]
    [InlineData("ftp://prometheus")]
    [InlineData("http://ada:secret@prometheus")]
    [InlineData("relative")]
    public void Address_ThatIsNone_IsRefused(string address) => Build(slo => Assert.Throws<ArgumentException>(
        () => slo.AddPrometheusBackfill(new Uri(address, UriKind.RelativeOrAbsolute))), "new");

    private async Task PassAsync(Func<bool> condition)
    {
        await Eventually.TrueAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return condition();
            },
            "it passes");
    }

    private void Build(Action<ISloBuilder> configure, params string[] names) => _host = SloHost.Build(
        builder => configure(builder.Services.AddSlo(options =>
        {
            foreach (var name in names)
            {
                options.AddObjective(name, objective => objective.TargetPercent(90).Rolling(TimeSpan.FromDays(7)));
            }
        })),
        _log, _time);

    private void Write(string name, int minutes) => File.WriteAllText(
        Path.Combine(_folder, name + ".csv"),
        "timestamp,good,total\n" + string.Concat(Enumerable.Range(0, minutes).Select(minute => FormattableString.Invariant(
            $"{Start.AddMinutes(minute - minutes).ToUnixTimeSeconds()},9,10\n"))));

    private static IReadOnlyList<SloObjectiveState> Kept(string name, long events = 7)
    {
        ManualTime time = new(Start.AddHours(-1));
        using SloRegistry registry = new(time);
        registry.Add(new SloObjectiveBuilder(name).TargetPercent(90).Rolling(TimeSpan.FromDays(7)).Build()).Record(events, 0);
        time.Advance(TimeSpan.FromMinutes(1));
        registry.Evaluate();
        return registry.Capture();
    }
}
