using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Tests.Persistence;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Backfill;

/// <summary>Objectives that a reload of the configuration adds are given a history like those of the start.</summary>
public sealed class ReloadedBackfillTests : IDisposable
{
    private const int Filled = 35;

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
    public async Task AddedObjective_IsFilled_AndWhatItCountsMeanwhileCountsToo()
    {
        Write("later", 10);
        await StartAsync(slo => slo.AddCsvBackfill(_folder));
        Declare("later");
        await PassAsync(() => Registry.TryGet("later", out _));
        Registry.Get("later").Record(1, 0);
        await PassAsync(() => _log.Messages(Filled).Count == 1 && Registry.Get("later").GetStatus().Events.Total == 101);

        Assert.Equal(new SloEventCounts(91, 10), Registry.Get("later").GetStatus().Events);
        Assert.Contains("'later'", _log.Messages(Filled)[0], StringComparison.Ordinal);
    }

    // What it counted and was given waits for it, and is continued.
    [Fact]
    public async Task ObjectiveThatIsRemovedAndReturns_IsFilledOnce()
    {
        Write("later", 10);
        Write("other", 10);
        await StartAsync(slo => slo.AddCsvBackfill(_folder));
        Declare("later");
        await PassAsync(() => _log.Messages(Filled).Count == 1);
        Remove("later");
        await PassAsync(() => !Registry.TryGet("later", out _));
        Declare("later");
        await PassAsync(() => Registry.TryGet("later", out _));

        // One after the other: when this one is filled, that one was looked at.
        Declare("other");
        await PassAsync(() => _log.Messages(Filled).Count == 2);

        Assert.Equal(100, Registry.Get("later").GetStatus().Events.Total);
        Assert.Contains("'other'", _log.Messages(Filled)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddedObjectiveOfWhichTheStoreHasEvents_IsNotFilled()
    {
        Write("kept", 10);
        Write("other", 10);
        using SloRegistry before = new(new ManualTime(Start.AddHours(-1)));
        before.Add(new SloObjectiveBuilder("kept").TargetPercent(90).Rolling(TimeSpan.FromDays(7)).Build()).Record(7, 0);
        before.Evaluate();
        MemoryStore store = new() { Content = new(before.Capture()) };
        await StartAsync(slo => slo.AddCsvBackfill(_folder).AddStore(_ => store, options => options.MarkDeployments = false));
        Declare("kept");
        await PassAsync(() => Registry.TryGet("kept", out _));
        Declare("other");
        await PassAsync(() => _log.Messages(Filled).Count == 1);

        Assert.Equal(7, Registry.Get("kept").GetStatus().Events.Total);
        Assert.Contains("'other'", Assert.Single(_log.Messages(Filled)), StringComparison.Ordinal);
    }

    private async Task StartAsync(Action<ISloBuilder> configure)
    {
        _host = SloHost.Build(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection([new("Slo:Objectives:first:TargetPercent", "99")]);
                configure(builder.Services.AddSlo(builder.Configuration.GetSection("Slo")));
            },
            _log, _time);
        await _host.StartAsync(Cancel);
    }

    private void Declare(string name) => Change(configuration =>
    {
        configuration[$"Slo:Objectives:{name}:TargetPercent"] = "90";
        configuration[$"Slo:Objectives:{name}:Period"] = "7d";
        configuration[$"Slo:Objectives:{name}:Enabled"] = "true";
    });

    private void Remove(string name) => Change(configuration => configuration[$"Slo:Objectives:{name}:Enabled"] = "false");

    private void Change(Action<IConfiguration> change)
    {
        var configuration = (IConfigurationRoot)_host!.Services.GetRequiredService<IConfiguration>();
        change(configuration);
        configuration.Reload();
    }

    private async Task PassAsync(Func<bool> condition) => await Eventually.TrueAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        "it passes");

    private void Write(string name, int minutes) => File.WriteAllText(
        Path.Combine(_folder, name + ".csv"),
        "timestamp,good,total\n" + string.Concat(Enumerable.Range(0, minutes).Select(minute => FormattableString.Invariant(
            $"{Start.AddMinutes(minute - minutes).ToUnixTimeSeconds()},9,10\n"))));
}
