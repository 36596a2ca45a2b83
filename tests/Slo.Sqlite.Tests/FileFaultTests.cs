using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slo.Testing;
using Xunit;

namespace Slo.Sqlite.Tests;

/// <summary>What happens to the file, its folder and its disk, for real: recording goes on, and what was saved is not lost.</summary>
public sealed class FileFaultTests : IDisposable
{
    private readonly StoreFolder _folder = new();
    private readonly ManualTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Probe => Repository.PathOf("tests", "Slo.StateProbe", "bin", Configuration, "net10.0", "Slo.StateProbe");

    private static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";

    public void Dispose() => _folder.Dispose();

    // A limit on the size of files is a disk that is full: a write fails in the middle. Raised again, everything is saved by itself.
    [Fact]
    public async Task Disk_ThatIsFull_CostsNothingThatWasSavedAndIsUsedAgainWhenThereIsRoom()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/prlimit"), "needs prlimit");
        // Unlike a full disk, the limit also ends a process that does not ignore its signal.
        using Process process = Start("/bin/sh", "-c", "trap '' XFSZ; exec \"$0\" \"$1\"", Probe, _folder.Path);
        try
        {
            Assert.Equal("LOADED", (await ReadAsync(process)).Word);
            var saved = await SavedAsync(process);
            await LimitAsync(process, "4000");
            for (var unsaved = 0; unsaved < 20;)
            {
                (string word, long total) = await ReadAsync(process);
                saved = word == "SAVED" ? total : saved;
                unsaved = word == "SAVED" ? 0 : unsaved + 1;
            }

            // Another one can read what was saved before, and all of it.
            Assert.Equal(saved, Total());
            await LimitAsync(process, "unlimited");
            var next = await SavedAsync(process);
            process.Kill();
            await process.WaitForExitAsync(Cancel);
            Assert.True(next > saved);
            Assert.True(Total() >= next);
        }
        finally
        {
            process.Kill();
        }
    }

    // Not in this process: the lock is the operating system's.
    [Fact]
    public async Task SecondProcess_OnTheSameFile_IsRefusedAndGoesOn()
    {
        using SqliteSloStore store = new(_folder.Path);
        await store.LoadAsync("", Cancel);
        using SloRegistry registry = Registry();
        await store.SaveAsync("", new(registry.Capture()), Cancel);
        using Process process = Start(Probe, _folder.Path);
        try
        {
            Assert.Equal("REFUSED", (await ReadAsync(process)).Word);
            Assert.Equal("LOADED", (await ReadAsync(process)).Word);
            Assert.Equal(("RECORD", "RECORD"), ((await ReadAsync(process)).Word, (await ReadAsync(process)).Word));
        }
        finally
        {
            process.Kill();
        }

        Assert.Equal("a", Assert.Single((await store.LoadAsync("", Cancel)).States).Name);
    }

    [Fact]
    public async Task Folder_RemovedWhileInUse_IsMadeAnewAndStillLocked()
    {
        using SloRegistry registry = Registry();
        using SqliteSloStore store = new(_folder.Path);
        await store.SaveAsync("", new(registry.Capture()), Cancel);
        Directory.Delete(Path.GetDirectoryName(_folder.Path)!, recursive: true);

        await Assert.ThrowsAsync<IOException>(() => store.SaveAsync("", new(registry.Capture()), Cancel));
        await store.SaveAsync("", new(registry.Capture()), Cancel);

        Assert.Single((await store.LoadAsync("", Cancel)).States);
        using SqliteSloStore second = new(_folder.Path);
        await Assert.ThrowsAsync<IOException>(() => second.LoadAsync("", Cancel));
    }

    // A file system without locks, a folder of the system, a folder that is a file: the host runs without its store, and says so.
    [Theory]
    [InlineData("/proc/slo.db", true)]
    [InlineData("file/slo.db", false)]
    [InlineData("locked/slo.db", false)]
    public async Task Folder_ThatCannotBeUsed_StopsNothing(string path, bool isOfLinux)
    {
        Assert.SkipUnless(!isOfLinux || OperatingSystem.IsLinux(), "needs Linux");
        var folder = Path.GetDirectoryName(_folder.Path)!;
        await File.WriteAllTextAsync(Path.Combine(folder, "file"), "", Cancel);
        Directory.CreateDirectory(Path.Combine(folder, "locked", "slo.db.lock"));
        using LogRecorder log = new();
        using IHost host = CreateHost(Path.Combine(folder, path), log);
        await host.StartAsync(Cancel);
        host.Services.GetRequiredService<SloRegistry>().Get("a").Record(90, 10);
        await Eventually.TrueAsync(() => host.Services.GetRequiredService<SloRegistry>().Get("a").Status.Events.Total == 100, "it is evaluated");

        HealthReport health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);
        Assert.Contains("not persisted since", health.Entries["slo"].Description, StringComparison.Ordinal);
        await host.StopAsync(Cancel);
        host.Dispose();
        Assert.InRange(log.Messages(30).Count, 1, 2);
    }

    // Of any length, with anything behind it: it starts, and gives back all or says that something is lost.
    [Fact]
    public async Task File_TruncatedOrWithMoreBehindIt_IsWholeOrReported()
    {
        using (SloRegistry registry = Registry())
        {
            using SqliteSloStore store = new(_folder.Path);
            await store.SaveAsync("", new(registry.Capture()), Cancel);
        }

        var whole = await File.ReadAllBytesAsync(_folder.Path, Cancel);
        IEnumerable<byte[]> damaged =
        [
            [], [1], whole[..1], whole[..15], whole[..16], whole[..100], whole[..^1], [.. whole, 1], [.. whole, .. whole], [.. whole, .. new byte[100_000]],
            .. Enumerable.Range(1, 20).Select(i => whole[..(whole.Length * i / 21)]),
        ];
        foreach (var bytes in damaged)
        {
            Array.ForEach(_folder.Aside, File.Delete);
            await File.WriteAllBytesAsync(_folder.Path, bytes, Cancel);
            using SqliteSloStore store = new(_folder.Path, _time);
            SloStoreContent content = await store.LoadAsync("", Cancel);
            using SloRegistry next = new(_time);
            next.Restore(content.States);
            var total = Track(next, "a").Status.Events.Total;

            Assert.True(total == 100 || (total == 0 && content.Loss is not null), $"{bytes.Length} bytes: {total}, {content.Loss}");
        }
    }

    [Fact]
    public async Task Dispose_TwiceAndDuringACall_EndsInTime()
    {
        using SloRegistry registry = Registry();
        SqliteSloStore store = new(_folder.Path);
        Task[] calls = [.. Enumerable.Range(0, 20).Select(_ => store.SaveAsync("", new(registry.Capture()), Cancel))];
        store.Dispose();
        store.Dispose();

        await Task.WhenAll(calls).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.All(calls, call => Assert.True(call.IsCompletedSuccessfully || call.Exception?.InnerException is ObjectDisposedException));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.LoadAsync("", Cancel));
        using SqliteSloStore next = new(_folder.Path);
        await next.LoadAsync("", Cancel);
    }

    private long Total()
    {
        using SloRegistry registry = new();
        registry.Restore(SqliteSloStore.Read(_folder.Path)[""]);
        return Track(registry, "probe").Status.Events.Total;
    }

    private static async Task<long> SavedAsync(Process process)
    {
        (string Word, long Total) line;
        do
        {
            line = await ReadAsync(process);
        }
        while (line.Word != "SAVED");
        return line.Total;
    }

    private static async Task LimitAsync(Process process, string bytes)
    {
        using Process limit = Start("/usr/bin/prlimit", $"--fsize={bytes}:unlimited", "--pid", process.Id.ToString(CultureInfo.InvariantCulture));
        await limit.WaitForExitAsync(Cancel);
        Assert.Equal(0, limit.ExitCode);
    }

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;

    private static async Task<(string Word, long Total)> ReadAsync(Process process)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        string[] words = (await process.StandardOutput.ReadLineAsync(patience.Token) ?? throw new EndOfStreamException("the probe has ended")).Split(' ');
        return (words[0], words[0] == "REFUSED" ? 0 : long.Parse(words[^1], CultureInfo.InvariantCulture));
    }

    private static IHost CreateHost(string path, LogRecorder log)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(log);
        builder.Services.AddHealthChecks().AddSlo();
        builder.Services.AddSlo(options => options.AddObjective("a", objective => objective.TargetPercent(90)))
            .AddSqliteStore(path, options => options.Interval = TimeSpan.FromSeconds(1));
        return builder.Build();
    }

    private SloRegistry Registry()
    {
        SloRegistry registry = new(_time);
        Track(registry, "a").Record(90, 10);
        _time.Advance(TimeSpan.FromSeconds(1));
        registry.Evaluate();
        return registry;
    }

    private static SloTracker Track(SloRegistry registry, string name) => registry.Add(new SloObjectiveBuilder(name).TargetPercent(99).Build());
}
