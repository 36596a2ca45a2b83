using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests;

public sealed class SloServiceCollectionExtensionsTests
{
    private static readonly Dictionary<string, string?> FromConfiguration = new() { ["Slo:Objectives:search:TargetPercent"] = "99.5" };

    [Fact]
    public async Task AddSlo_CalledTwice_IsOneEngineWithBothConfigurations()
    {
        LogRecorder log = new();
        using IHost host = SloHost.Build(
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(FromConfiguration);
                builder.Services.AddSlo(options => options.AddObjective("checkout", objective => objective.TargetPercent(99.9m)));
                builder.Services.AddSlo(builder.Configuration.GetSection("Slo"))
                    .AddObjective("login", objective => objective.TargetRatio(0.99m));
                builder.Services.AddSlo();
            },
            log);
        await host.StartAsync(TestContext.Current.CancellationToken);

        Assert.Single(host.Services.GetServices<SloRegistry>());
        Assert.Equal(["AlertDispatchService", "SloEvaluationService", "InstrumentSource", "SloReloader", "SourcePolling", "ReactionService"], host.Services.GetServices<IHostedService>().Select(service => service.GetType().Name));
        Assert.Equal(
            ["search: 99.5 % over 30d", "checkout: 99.9 % over 30d", "login: 99 % over 30d"],
            host.Services.GetRequiredService<SloRegistry>().Trackers.Select(tracker => tracker.Objective.ToString()));
        await host.LoggedAsync();
        Assert.Equal(["Tracking 3 service level objectives, evaluated every 1s"], log.Messages(1));
    }

    [Fact]
    public void AddSlo_TwiceWithTheSameSection_DeclaresItsObjectivesOnce()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(FromConfiguration);
            builder.Services.AddSlo(builder.Configuration.GetSection("Slo"));
            builder.Services.AddSlo(builder.Configuration.GetSection("slo"), options => options.AddObjective("login", o => o.TargetPercent(99)));
        });

        Assert.Equal(["search", "login"], host.Services.GetRequiredService<SloRegistry>().Trackers.Select(tracker => tracker.Objective.Name));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AddSlo_WithoutASection_ReadsThatOfTheHostOnce(bool isOnTheBuilder)
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(FromConfiguration);
            _ = isOnTheBuilder ? builder.AddSlo() : builder.Services.AddSlo();
            builder.AddSlo(options => options.AddObjective("login", o => o.TargetPercent(99)));
            builder.Services.AddSlo(builder.Configuration.GetSection("Slo"));
        });

        Assert.Equal(["search", "login"], host.Services.GetRequiredService<SloRegistry>().Trackers.Select(tracker => tracker.Objective.Name));
    }

    [Fact]
    public void AddSlo_WithASectionOfAnotherConfiguration_IsPreferredToThatOfTheHost()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(FromConfiguration);
            builder.Services.AddSlo();
            builder.Services.AddSlo(new ConfigurationBuilder().AddInMemoryCollection([new("Slo:Objectives:other:TargetPercent", "99")]).Build().GetSection("Slo"));
        });

        Assert.Equal("other", Assert.Single(host.Services.GetRequiredService<SloRegistry>().Trackers).Objective.Name);
    }

    [Fact]
    public void AddSlo_OfANamedSet_DoesNotReadTheSectionOfTheDefaultSet()
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection(FromConfiguration);
            builder.Services.AddSlo("payments");
        });

        Assert.Empty(host.Services.GetRequiredKeyedService<SloRegistry>("payments").Trackers);
    }

    [Theory]
    [InlineData("frontend", "frontend")]
    [InlineData(" ", "shop")]
    [InlineData(null, "shop")]
    public void Service_WithoutAName_IsThatOfOpenTelemetryElseTheApplication(string? variable, string expected)
    {
        using IHost host = SloHost.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("OTEL_SERVICE_NAME", variable), .. FromConfiguration]);
            builder.AddSlo();
        });

        Assert.Equal(expected, host.Services.GetRequiredService<SloRegistry>().Get("search").Objective.Service);
    }

    [Fact]
    public void AddSlo_InTwoServiceCollections_SharesNothing()
    {
        using IHost first = SloHost.Build(builder => builder.Services.AddSlo(options => options.AddObjective("checkout", o => o.TargetPercent(99))));
        using IHost second = SloHost.Build(builder => builder.Services.AddSlo(options => options.AddObjective("CHECKOUT", o => o.TargetPercent(90))));
        first.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(5, 1);
        second.Services.GetRequiredService<SloRegistry>().Get("checkout").Record(7, 0);

        Assert.Equal(new SloEventCounts(5, 1), first.Services.GetRequiredService<SloRegistry>().Get("checkout").Total);
        Assert.Equal(new SloEventCounts(7, 0), second.Services.GetRequiredService<SloRegistry>().Get("checkout").Total);
        Assert.Equal(0.9m, second.Services.GetRequiredService<SloRegistry>().Get("checkout").Objective.TargetRatio);
    }

    [Fact]
    public void AddSlo_InTwoHosts_MakesAMeterPerHost()
    {
        List<object?> scopes = [];
        using IHost first = SloHost.Build(builder => builder.Services.AddMetrics().AddSlo());
        using IHost second = SloHost.Build(builder => builder.Services.AddMetrics().AddSlo());
        object[] factories = [first.Services.GetRequiredService<IMeterFactory>(), second.Services.GetRequiredService<IMeterFactory>()];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Name == "slo.events" && factories.Contains(instrument.Meter.Scope))
                {
                    lock (scopes)
                    {
                        scopes.Add(instrument.Meter.Scope);
                    }
                }
            },
        };
        listener.Start();
        _ = first.Services.GetRequiredService<SloRegistry>();
        _ = second.Services.GetRequiredService<SloRegistry>();

        Assert.Equal(factories, scopes);
    }

    [Fact]
    public void AddSlo_WithoutAnything_IsRefused()
    {
        Assert.Throws<ArgumentNullException>("services", () => ((IServiceCollection)null!).AddSlo());
        Assert.Throws<ArgumentNullException>("section", () => new ServiceCollection().AddSlo((IConfiguration)null!));
        Assert.Throws<ArgumentNullException>("builder", () => ((ISloBuilder)null!).AddObjective("a", _ => { }));
        Assert.Throws<ArgumentNullException>("configure", () => new SloOptions().AddObjective("a", null!));
    }

    [Fact]
    public void Objective_WithoutService_BelongsToTheApplication()
    {
        using IHost host = SloHost.Build(builder => builder.Services.AddSlo(options => options.AddObjective("checkout", o => o.TargetPercent(99))));

        Assert.Equal("shop", host.Services.GetRequiredService<SloRegistry>().Get("checkout").Objective.Service);
    }

    [Fact]
    public void Registry_OfAHostWithItsOwnClock_UsesIt()
    {
        FakeTimeProvider time = new();
        using IHost host = SloHost.Build(
            builder => builder.Services.AddSlo(options => options.AddObjective("checkout", o => o.TargetPercent(99))), time: time);
        SloTracker tracker = host.Services.GetRequiredService<SloRegistry>().Get("checkout");
        time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(time.GetUtcNow(), tracker.GetStatus().AsOf);
    }
}
