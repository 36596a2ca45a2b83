using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Apps.Tests.Shop;

/// <summary>The program of samples/Shop on free ports. It ends with the test.</summary>
internal sealed class ShopSample : IAsyncDisposable
{
    private static readonly string Configuration = typeof(ShopSample).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-shop-");
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private ShopSample(string[] arguments)
    {
        // The default store would be in the working directory.
        ProcessStartInfo start = new(
            "dotnet", [Repository.PathOf("samples", "Shop", "bin", Configuration, "net10.0", "Shop.dll"), "--port", "0", "--payments-port", "0", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far.</summary>
    internal string Said => string.Join('\n', _said);

    internal static ShopSample Start(params string[] arguments) => new(arguments);

    /// <summary>Waits until it listens.</summary>
    /// <returns>Where.</returns>
    internal async Task<Uri> ListensAsync()
    {
        await Eventually.TrueAsync(() => _address.Task.IsCompleted || _process.HasExited, "the shop listens", TimeSpan.FromMinutes(1));
        Assert.True(_address.Task.IsCompleted, Said);
        return await _address.Task;
    }

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    internal async Task<int> EndAsync()
    {
        using CancellationTokenSource late = new(TimeSpan.FromMinutes(3));
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    /// <summary>Numbers that it has printed.</summary>
    /// <param name="pattern">With a group for each number.</param>
    /// <returns>For each match its groups.</returns>
    internal double[][] Numbers(string pattern) =>
    [
        .. Regex.Matches(Said, pattern, RegexOptions.CultureInvariant).Select(match =>
            match.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture)).ToArray()),
    ];

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Hear(string? line)
    {
        _said.Enqueue(line ?? "");
        if (line?.Split(' ', ',') is ["Shop", "on", var url, ..])
        {
            _address.TrySetResult(new Uri(url));
        }
    }
}
