using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Slo.Testing;
using Xunit;

namespace Slo.Apps.Tests.Canary;

/// <summary>The program of samples/Canary, with everything that it starts.</summary>
internal sealed partial class CanarySample : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-canary-sample-");
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Process _process;

    private CanarySample(string[] arguments, string? path)
    {
        var program = Repository.PathOf(
            "samples", "Canary", "bin",
            typeof(CanarySample).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration, "net10.0", "Canary.dll");
        ProcessStartInfo start = new("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // All that it starts inherits this, and is known by it.
        start.Environment["TMPDIR"] = _folder.FullName;
        start.Environment["PATH"] = path ?? start.Environment["PATH"];
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _said.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far.</summary>
    internal string Said => string.Join('\n', _said);

    /// <summary>The addresses that it has printed, each once.</summary>
    internal IReadOnlyList<Uri> Addresses =>
        [.. LocalAddress().Matches(Said).Select(match => new Uri(match.Value)).Distinct()];

    internal static CanarySample Start(params string[] arguments) => new(arguments, null);

    internal static CanarySample StartWithPath(string path, params string[] arguments) => new(arguments, path);

    /// <summary>A number that it has printed.</summary>
    /// <param name="pattern">With a group for it.</param>
    internal double Number(string pattern)
    {
        Match match = Regex.Match(Said, pattern, RegexOptions.CultureInvariant);
        Assert.True(match.Success, $"{pattern} is not in:\n{Said}");
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    internal Task SaysAsync(string text) => Eventually.TrueAsync(
        () =>
        {
            Assert.False(_process.HasExited && !Said.Contains(text, StringComparison.Ordinal), Said);
            return Task.FromResult(Said.Contains(text, StringComparison.Ordinal));
        },
        () => $"'{text}' is in:\n{Said}", Limit);

    internal Task TerminateAsync() =>
        ServerProcess.RunAsync("kill", "-TERM", _process.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>Waits until it has ended.</summary>
    /// <returns>Its exit code.</returns>
    internal async Task<int> EndAsync()
    {
        using CancellationTokenSource late = new(Limit);
        await _process.WaitForExitAsync(late.Token);
        return _process.ExitCode;
    }

    /// <summary>No process of it is left, no file, and nothing listens any more.</summary>
    internal async Task AssertNothingLeftAsync(IEnumerable<Uri> addresses)
    {
        Assert.Empty(Children());
        Assert.DoesNotContain(
            Directory.EnumerateDirectories(_folder.FullName), left => Path.GetFileName(left).StartsWith("slo-canary-", StringComparison.Ordinal));
        using HttpClient http = new();
        foreach (Uri address in addresses)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(address));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    // By the environment, so also those whose parent is gone. One may end while it is read.
    private List<string> Children()
    {
        List<string> children = [];
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)))
        {
            try
            {
                if (File.ReadAllText(Path.Combine(process, "environ"), Encoding.UTF8).Contains($"TMPDIR={_folder.FullName}", StringComparison.Ordinal))
                {
                    children.Add(File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' '));
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
            }
        }

        return children;
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/", RegexOptions.CultureInvariant)]
    private static partial Regex LocalAddress();
}
