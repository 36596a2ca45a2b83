using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;
using static Slo.Hosting.Tests.Configuration.ConfigurationFile;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>What the platform's watcher of files does not tell of.</summary>
public sealed class UnreadableFileTests
{
    private static readonly string[] Good = ["checkout: 99 % over 30d", "code: 90 % over 30d"];

    public static TheoryData<string> Ways => ["deleted", "dangling", "loop", "denied", "folder"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task File_ThatCannotBeOpened_IsToldOnceAndItsRepairIsTakenOver(string how)
    {
        SkipWhereAllIsReadable(how);
        using ConfigurationFile file = new(Objective("checkout", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(file);
        host.Registry.Get("checkout").Record(90, 0);

        file.Break(how);
        await host.RefusedAsync();
        Assert.Equal(HealthStatus.Degraded, await host.HealthAsync());
        Assert.Equal(Good, host.Objectives);

        file.Mend(Objective("checkout", 95));
        await host.ReloadedAsync();
        Assert.Equal(["checkout: 95 % over 30d", "code: 90 % over 30d"], host.Objectives);
        Assert.Equal(new SloEventCounts(90, 0), host.Registry.Get("checkout").Total);
        await host.HealthyAsync();
        Assert.Single(host.Log.Messages(9));
        Assert.Equal(1, host.Rejections);

        // And the next change too: the watcher may be blind by now.
        file.Write(Objective("checkout", 94));
        await host.ReloadedAsync(2);
        Assert.Equal(["checkout: 94 % over 30d", "code: 90 % over 30d"], host.Objectives);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task File_ThatComesBackAsItWas_IsInForceAgain(string how)
    {
        SkipWhereAllIsReadable(how);
        using ConfigurationFile file = new(Objective("checkout", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(file);
        file.Break(how);
        await host.RefusedAsync();

        file.Mend(Objective("checkout", 99));
        await host.HealthyAsync();
        Assert.Equal(Good, host.Objectives);
    }

    // Otherwise it is refused a second time, as a section that is gone: the provider has read that there is no file.
    [Fact]
    public async Task File_RepairedAndNotReadYet_IsNotRefusedAgain()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        using BlindFileProvider files = new(Path.GetDirectoryName(file.FullName)!);
        await using FollowedHost host = await FollowedHost.StartAsync(
            configuration => configuration.AddJsonFile(files, Path.GetFileName(file.FullName), optional: true, reloadOnChange: true));
        file.Delete();
        host.ReadFiles();
        await host.RefusedAsync();

        file.Mend(Objective("checkout", 95));
        host.Reload();

        await host.ReloadedAsync();
        Assert.Single(host.Log.Messages(9));
        Assert.Equal(["checkout: 95 % over 30d", "code: 90 % over 30d"], host.Objectives);
    }

    [Fact]
    public async Task Changes_ThatTheWatcherLoses_AreTakenOver()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        using BlindFileProvider files = new(Path.GetDirectoryName(file.FullName)!);
        await using FollowedHost host = await FollowedHost.StartAsync(
            configuration => configuration.AddJsonFile(files, Path.GetFileName(file.FullName), optional: true, reloadOnChange: true));

        file.Write(Objective("checkout", 95));
        await host.ReloadedAsync();
        Assert.Equal(["checkout: 95 % over 30d", "code: 90 % over 30d"], host.Objectives);

        file.WriteText("""{ "Slo": { "Objectives": { """);
        await host.RefusedAsync();
        file.Write(Objective("checkout", 99));
        await host.ReloadedAsync(2);
        Assert.Equal(Good, host.Objectives);
        Assert.Single(host.Log.Messages(9));
    }

    [Fact]
    public async Task File_OfAConfigurationInsideAnother_IsFollowedToo()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        IConfigurationRoot inner = new ConfigurationBuilder().AddJsonFile(file.FullName, optional: false, reloadOnChange: true).Build();
        await using FollowedHost host = await FollowedHost.StartAsync(
            configuration => configuration.AddConfiguration(inner, shouldDisposeConfiguration: true));

        file.Break("dangling");
        await host.RefusedAsync();
        file.Mend(Objective("checkout", 95));
        await host.ReloadedAsync();
        Assert.Equal(["checkout: 95 % over 30d", "code: 90 % over 30d"], host.Objectives);
    }

    [Fact]
    public async Task File_ThatTheAppDoesNotFollow_IsNotLookedAt()
    {
        using ConfigurationFile file = new(Objective("checkout", 99));
        using ConfigurationFile other = new(Objective("login", 99));
        await using FollowedHost host = await FollowedHost.StartAsync(
            configuration => configuration.AddJsonFile(other.FullName, optional: true), file);
        other.Break("dangling");
        file.Write(Objective("checkout", 95));
        await host.ReloadedAsync();

        Assert.Equal(["checkout: 95 % over 30d", "login: 99 % over 30d", "code: 90 % over 30d"], host.Objectives);
        Assert.Empty(host.Log.Messages(9));
    }

    private static void SkipWhereAllIsReadable(string how) => Assert.SkipWhen(
        how == "denied" && (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess),
        "the superuser may open every file, and Windows has no such mode");
}
