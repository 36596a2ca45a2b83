using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Fleet;

/// <summary>An instance as a process of its own, which can be killed and started again on its port.</summary>
internal sealed class InstanceProcess(string name, string database, TimeSpan life) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _alerts = new();
    private Process? _process;

    internal string Name => name;

    internal Uri? Address { get; private set; }

    internal bool IsRunning => _process is { HasExited: false };

    /// <summary>What its handler printed of alerts, also before it was killed.</summary>
    internal IReadOnlyCollection<string> Alerts => _alerts;

    internal async Task StartAsync(CancellationToken cancellation)
    {
        TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Command())
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data, address);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, address);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Address = await address.Task.WaitAsync(StartLimit, TimeProvider.System, cancellation);
    }

    /// <summary>SIGKILL: what it counted since it last published is lost.</summary>
    internal async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private string[] Command() =>
    [
        // Started by "dotnet Fleet.dll", it needs its own name.
        .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : Array.Empty<string>(),
        "instance", "--name", name, "--database", database, "--life", string.Create(CultureInfo.InvariantCulture, $"{life.TotalSeconds:0}s"),
        "--port", (Address?.Port ?? 0).ToString(CultureInfo.InvariantCulture),
    ];

    private void Hear(string? line, TaskCompletionSource<Uri> address)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        if (line.StartsWith(AlertPrinter.Mark, StringComparison.Ordinal))
        {
            _alerts.Enqueue(line);
        }

        if (line.StartsWith($"{name} on http", StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri(line[$"{name} on ".Length..]));
            return;
        }

        Console.WriteLine($"  {name}: {line}");
    }
}
