using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Canary;

/// <summary>A third-party server as a process on a free loopback port. It ends with the sample.</summary>
internal sealed class ServerProgram : IAsyncDisposable
{
    private const int Attempts = 5;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Queue<string> _said = new();

    private ServerProgram(string program, string[] arguments, string folder)
    {
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        })!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private string LastWords
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    /// <summary>The path of an installed program. Also searches /usr/sbin, which is not in the PATH of every user.</summary>
    internal static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append("/usr/sbin")
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <param name="programs">The programs.</param>
    /// <param name="otherwise">What to do without them.</param>
    /// <exception cref="MissingProgramException">One of them is not installed.</exception>
    internal static void Require(string[] programs, string otherwise = "")
    {
        string[] missing = [.. programs.Where(program => Find(program) is null)];
        if (missing.Length > 0)
        {
            throw new MissingProgramException(
                $"Not installed: {string.Join(", ", missing)}. On Debian and Ubuntu: sudo apt-get install {string.Join(' ', missing)}{otherwise}");
        }
    }

    /// <summary>Starts it on a free port, or on another one if this port is in use by then.</summary>
    /// <param name="program">An installed program.</param>
    /// <param name="folder">Its working directory.</param>
    /// <param name="configure">Writes its configuration for an address, and returns its arguments.</param>
    /// <param name="isReady">Whether it responds at this address.</param>
    /// <param name="cancellation">Cancels the start.</param>
    /// <returns>The process and its address.</returns>
    internal static async Task<(ServerProgram Server, Uri Address)> StartAsync(
        string program, string folder, Func<Uri, Task<string[]>> configure, Func<Uri, Task<bool>> isReady, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            Uri address = FreeAddress();
            ServerProgram server = new(Find(program)!, await configure(address), folder);
            try
            {
                if (await server.IsReadyAsync(() => isReady(address), cancellation))
                {
                    return (server, address);
                }
            }
            catch
            {
                await server.DisposeAsync();
                throw;
            }

            var said = server.LastWords;
            await server.DisposeAsync();
            if (attempt == Attempts)
            {
                throw new InvalidOperationException($"{program} does not start; it says: {said}");
            }
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

    private static Uri FreeAddress()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}/");
    }

    private async Task<bool> IsReadyAsync(Func<Task<bool>> isReady, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!_process.HasExited && TimeProvider.System.GetElapsedTime(started) < StartLimit)
        {
            try
            {
                if (await isReady())
                {
                    return true;
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or SocketException or IOException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellation);
        }

        return false;
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.Enqueue(line ?? "");
            if (_said.Count > 20)
            {
                _said.Dequeue();
            }
        }
    }
}
