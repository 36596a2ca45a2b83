using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slo.Testing;
using Xunit;

namespace Slo.Tests.Hosting;

public sealed class AddOpenSloTests : IDisposable
{
    private const string Checkout = """
        apiVersion: openslo/v1
        kind: SLO
        metadata:
          name: checkout
        spec:
          service: shop
          budgetingMethod: Occurrences
          indicator:
            metadata:
              name: checkout
            spec:
              ratioMetric:
                counter: true
                good:
                  metricSource:
                    type: manual
                    spec: { recorded: by code }
                total:
                  metricSource:
                    type: manual
                    spec: { recorded: by code }
          timeWindow:
            - duration: 30d
              isRolling: true
          objectives:
            - target: 0.999
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-ascode");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Files_ThatChange_AreTakenOverAndKeepTheirCounts()
    {
        Write("checkout.yaml", Checkout);
        using IHost host = Host();
        await host.StartAsync(TestContext.Current.CancellationToken);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        SloTracker checkout = registry.Get("checkout");
        checkout.Record(good: 7, bad: 3);
        Assert.Equal(0.999m, checkout.Objective.TargetRatio);

        Write("checkout.yaml", Checkout.Replace("0.999", "0.99", StringComparison.Ordinal));
        Write("search.yaml", Checkout.Replace("checkout", "search", StringComparison.Ordinal));
        await Until(() => registry.TryGet("search", out _));

        Assert.Equal(0.99m, checkout.Objective.TargetRatio);
        Assert.Equal(new SloEventCounts(7, 3), checkout.GetEvents(TimeSpan.FromHours(1)));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Files_ThatBreak_LeaveTheLastGoodSetInForce()
    {
        Write("checkout.yaml", Checkout);
        LogRecorder log = new();
        using IHost host = Host(log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();

        Write("checkout.yaml", Checkout.Replace("0.999", "99.9", StringComparison.Ordinal));
        await Until(() => log.Messages(9).Count > 0);

        Assert.Contains("checkout.yaml(", log.Messages(9)[0], StringComparison.Ordinal);
        Assert.Equal(0.999m, registry.Get("checkout").Objective.TargetRatio);

        // A link changed on the way to the file, as in a Kubernetes volume, is a change too.
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "..v2"));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "..v2", "checkout.yml"), Checkout.Replace("0.999", "0.95", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(_folder.FullName, "checkout.yaml"));
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "checkout.yaml"), Path.Combine(_folder.FullName, "..v2", "checkout.yml"));
        await Until(() => registry.Get("checkout").Objective.TargetRatio == 0.95m);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Files_WrongAtStart_StopTheHostWithEveryFinding()
    {
        Write("checkout.yaml", Checkout.Replace("0.999", "99.9", StringComparison.Ordinal));
        Write("search.yaml", Checkout.Replace("30d", "30x", StringComparison.Ordinal));
        using IHost host = Host();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(refused.Failures, failure => failure.Contains("checkout.yaml(", StringComparison.Ordinal));
        Assert.Contains(refused.Failures, failure => failure.Contains("search.yaml(", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("dangling")]
    [InlineData("loop")]
    [InlineData("denied")]
    [InlineData("folder")]
    public async Task File_ThatCannotBeOpened_IsToldOnceAndItsRepairIsTakenOver(string how)
    {
        Assert.SkipWhen(
            how == "denied" && (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess),
            "the superuser may open every file, and Windows has no such mode");
        Write("checkout.yaml", Checkout);
        LogRecorder log = new();
        using IHost host = Host(log);
        await host.StartAsync(TestContext.Current.CancellationToken);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();
        var path = Path.Combine(_folder.FullName, "checkout.yaml");

        Break(path, how);
        await Until(() => log.Messages(9).Count > 0);
        Assert.Equal(0.999m, registry.Get("checkout").Objective.TargetRatio);

        _folder.Create();
        Write("checkout.new", Checkout.Replace("0.999", "0.99", StringComparison.Ordinal));
        File.Move(Path.Combine(_folder.FullName, "checkout.new"), path, overwrite: true);
        await Until(() => registry.Get("checkout").Objective.TargetRatio == 0.99m);
        Assert.Single(log.Messages(9));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    // Such saves are told apart by what the file holds, and by nothing else.
    [Fact]
    public async Task File_SavedWithTheSameTimeAndLength_IsTakenOver()
    {
        Write("checkout.yaml", Checkout);
        var path = Path.Combine(_folder.FullName, "checkout.yaml");
        DateTime saved = File.GetLastWriteTimeUtc(path);
        using IHost host = Host();
        await host.StartAsync(TestContext.Current.CancellationToken);
        SloRegistry registry = host.Services.GetRequiredService<SloRegistry>();

        Write("checkout.new", Checkout.Replace("0.999", "0.998", StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(Path.Combine(_folder.FullName, "checkout.new"), saved);
        File.Move(Path.Combine(_folder.FullName, "checkout.new"), path, overwrite: true);
        await Until(() => registry.Get("checkout").Objective.TargetRatio == 0.998m);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static void Break(string path, string how)
    {
        if (how == "denied" && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.None);
            return;
        }

        File.Delete(path);
        switch (how)
        {
            case "dangling":
                File.CreateSymbolicLink(path, path + ".not-there");
                break;
            case "loop":
                File.CreateSymbolicLink(path, path);
                break;
            case "folder":
                Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
                break;
        }
    }

    private static Task Until(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string what = "") =>
        Eventually.TrueAsync(holds, what, Patience);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);

    private IHost Host(LogRecorder? log = null)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { ContentRootPath = _folder.FullName });
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }

        builder.Services.AddSlo().AddOpenSlo("*.yaml");
        return builder.Build();
    }
}
