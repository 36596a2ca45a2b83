using System.Diagnostics;

namespace Canary;

/// <summary>A version of the shop, or the proxy, as a separate process of this program.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    /// <summary>The text that the app prints before its address when it accepts requests.</summary>
    internal const string Ready = "ready on ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _name;
    private readonly Process _process;

    private AppProcess(string name, ProcessStartInfo start)
    {
        _name = name;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _address.TrySetException(new InvalidOperationException($"The {name} app ended at its start."));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    internal Uri Address => _address.Task.Result;

    internal static async Task<AppProcess> StartAsync(string name, string[] arguments, string? token, CancellationToken cancellation)
    {
        AppProcess app = new(name, InfoOf(arguments, token));
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

    private static ProcessStartInfo InfoOf(string[] arguments, string? secret)
    {
        ProcessStartInfo info = new(Environment.ProcessPath!,
        [
            // If the sample was started by "dotnet Canary.dll", the path of the assembly is the first argument.
            .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : Array.Empty<string>(),
            .. arguments,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (secret is { } token)
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

        Console.WriteLine($"  {_name}: {line}");
    }
}
