using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;
using static Slo.Hosting.Tests.Configuration.ConfigurationFile;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>JSON settings on a volume, of whose updates the platform's watcher reports nothing.</summary>
public sealed class MountedFileTests
{
    // Without the looks of ConfigurationFiles the target stays as it was at start.
    [Fact]
    public async Task Volume_Updated_IsTakenOverWithTheCountsKept()
    {
        using MountedFile file = new(Objective("checkout", 99));
        await using FollowedHost host = await StartAsync(file, isFollowed: true);
        host.Registry.Get("checkout").Record(90, 10);

        file.Swap(Document(Objective("checkout", 98)));
        await host.ReloadedAsync();
        Assert.Equal(["checkout: 98 % over 30d", "code: 90 % over 30d"], host.Objectives);

        file.Swap(Document(Objective("checkout", 97)));
        await host.ReloadedAsync(2);
        Assert.Equal(["checkout: 97 % over 30d", "code: 90 % over 30d"], host.Objectives);
        Assert.Equal(new SloEventCounts(90, 10), host.Registry.Get("checkout").Total);
        Assert.Empty(host.Log.Messages(9));
    }

    [Theory]
    [InlineData("""{ "Slo": { "Objectives": { """)]
    [InlineData("""{ "Slo": { "Objectives": { "checkout": { "TargetPercent": 990 } } } }""")]
    [InlineData("{}")]
    public async Task Volume_UpdatedWithAnError_KeepsTheLastGoodSetUntilTheNextUpdate(string text)
    {
        using MountedFile file = new(Objective("checkout", 99));
        await using FollowedHost host = await StartAsync(file, isFollowed: true);
        host.Registry.Get("checkout").Record(90, 10);

        file.Swap(text);
        await host.RefusedAsync();
        Assert.Equal(["checkout: 99 % over 30d", "code: 90 % over 30d"], host.Objectives);
        Assert.Equal(HealthStatus.Degraded, await host.HealthAsync());

        file.Swap(Document(Objective("checkout", 98)));
        await host.ReloadedAsync();
        Assert.Equal(["checkout: 98 % over 30d", "code: 90 % over 30d"], host.Objectives);
        await host.HealthyAsync();
        Assert.Single(host.Log.Messages(9));
        Assert.Equal(new SloEventCounts(90, 10), host.Registry.Get("checkout").Total);
    }

    [Fact]
    public async Task Volume_OfAnAppThatWantsNoReload_IsNotFollowed()
    {
        using MountedFile file = new(Objective("checkout", 99));
        using ConfigurationFile other = new(Objective("login", 99));
        await using FollowedHost host = await StartAsync(file, isFollowed: false, other);

        file.Swap(Document(Objective("checkout", 98)));
        other.Write(Objective("login", 95));
        await host.ReloadedAsync();

        Assert.Equal(["checkout: 99 % over 30d", "login: 95 % over 30d", "code: 90 % over 30d"], host.Objectives);
    }

    private static Task<FollowedHost> StartAsync(MountedFile file, bool isFollowed, params ConfigurationFile[] others) =>
        FollowedHost.StartAsync(
            configuration => configuration.AddJsonFile(file.FullName, optional: false, reloadOnChange: isFollowed), others);
}
