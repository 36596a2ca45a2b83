using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Slo.Hosting.Persistence;
using Xunit;

namespace Slo.Hosting.Tests.Persistence;

public sealed class DeploymentWatchTests
{
    private readonly MemoryStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Version_ThatChangedSinceTheLastRun_IsADeployment()
    {
        Assert.Equal([("1.0", null)], await RunAsync("1.0"));
        Assert.Equal([("1.0", null)], await RunAsync("1.0"));
        Assert.Equal([("1.0", null), ("1.1", "1.0")], await RunAsync("1.1"));
        Assert.Equal([("1.0", null), ("1.1", "1.0"), ("1.0", "1.1")], await RunAsync("1.0"));
        Assert.Equal(3, (await RunAsync("2.0", isOn: false)).Length);
    }

    // A pipeline may write the version in another way than the process.
    [Fact]
    public async Task Version_OfADeploymentThatWasTold_IsNotThatOfTheProcess()
    {
        await RunAsync("1.0", registry => registry.MarkDeployment("v1.0-rc"));

        Assert.Equal(2, (await RunAsync("1.0")).Length);
    }

    [Fact]
    public async Task Version_ThatIsOlderThanWhatIsInMemory_IsFoundInTheStore()
    {
        for (var run = 0; run < 2; run++)
        {
            await RunAsync("1.0", registry => Enumerable.Range(0, 600).ToList().ForEach(i => registry.Ledger.Add(SloLedgerEntryKind.ExclusionAdded)));
        }

        Assert.Empty(await RunAsync("1.0"));
    }

    [Theory]
    [InlineData("service.name=shop,service.version=1.4.2%2Bab", null, "1.4.2+ab")]
    [InlineData("service.version=1.4.2", "2.0", "2.0")]
    public void Version_OfOpenTelemetry_IsTakenUnlessOneIsSet(string attributes, string? set, string expected)
    {
        IConfiguration configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("OTEL_RESOURCE_ATTRIBUTES", attributes)]).Build();

        Assert.Equal(expected, DeploymentWatch.Version(new SloStoreOptions { ServiceVersion = set }, configuration));
    }

    [Theory]
    [InlineData("")]
    [InlineData("service.version")]
    [InlineData("service.version=")]
    [InlineData("=,,=%%%")]
    public void Version_WithoutOne_IsThatOfTheAssembly(string attributes) => Assert.NotEmpty(DeploymentWatch.Version(
        new SloStoreOptions(), new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_RESOURCE_ATTRIBUTES", attributes)]).Build())!);

    private async Task<(string Version, string? Previous)[]> RunAsync(string version, Action<SloRegistry>? during = null, bool isOn = true)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSlo().AddStore(_ => _store, options =>
        {
            options.ServiceVersion = version;
            options.MarkDeployments = isOn;
        });
        using IHost host = builder.Build();
        await host.StartAsync(Cancel);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        during?.Invoke(registry);
        await host.StopAsync(Cancel);
        return
        [
            .. registry.Ledger.Entries.Where(entry => entry.Kind == SloLedgerEntryKind.Deployment)
                .Select(entry => (entry.Details[SloLedgerDetails.Version], entry.Details.GetValueOrDefault(SloLedgerDetails.PreviousVersion))),
        ];
    }
}
