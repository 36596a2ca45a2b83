using System.Diagnostics;
using System.Globalization;

namespace Canary;

/// <summary>One version of the shop, as a separate process.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    /// <summary>The text that the app prints before its address when it accepts requests.</summary>
    internal const string Ready = "ready on ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _role;
    private readonly Process _process;

    private AppProcess(string role, ProcessStartInfo start)
    {
        _role = role;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The {role} app ended at its start."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal Uri Address => _address.Task.Result;

    internal static async Task<AppProcess> StartAsync(AppStart start, CancellationToken cancellation)
    {
        AppProcess app = new(start.Role, InfoOf(start));
        try
        {
            await app._address.Task.WaitAsync(StartLimit, TimeProvider.System, cancellation);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo InfoOf(AppStart start)
    {
        ProcessStartInfo info = new(Environment.ProcessPath!,
        [
            // If the sample was started by "dotnet Canary.dll", the path of the assembly is the first argument.
            .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : Array.Empty<string>(),
            "app", "--role", start.Role, "--version", start.Version, "--store", Path.Combine(start.Folder, $"{start.Role}.db"),
            "--life", string.Create(CultureInfo.InvariantCulture, $"{start.Life.TotalSeconds:0}s"),
            .. start.Proxy is { } proxy ? ["--proxy", proxy.ToString()] : Array.Empty<string>(),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (start.Token is { } token)
        {
            info.Environment[AppArguments.TokenVariable] = token;
        }

        return info;
    }

    private void Hear(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        if (line.StartsWith(Ready, StringComparison.Ordinal))
        {
            _address.TrySetResult(new Uri(line[Ready.Length..]));
            return;
        }

        Console.WriteLine($"  {_role}: {line}");
    }
}
