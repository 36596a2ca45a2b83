using System.Diagnostics;

namespace Slo.Testing;

/// <summary>A third-party server as a process with a temporary folder. Both are removed at its end.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Queue<string> _said = new();

    private ServerProcess(DirectoryInfo folder, string program, string[] arguments)
    {
        Folder = folder;
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        })!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Its working directory, deleted in the end.</summary>
    public DirectoryInfo Folder { get; }

    /// <summary>Its last words, for the message of a test that fails.</summary>
    public string LastWords
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    /// <summary>Starts it, and waits until it says that it is ready.</summary>
    /// <param name="folder">A temporary folder of its own.</param>
    /// <param name="ready">Answers 200 once it is ready.</param>
    /// <param name="program">Found in PATH.</param>
    /// <param name="arguments">As they are.</param>
    public static async Task<ServerProcess> StartAsync(DirectoryInfo folder, Uri ready, string program, params string[] arguments)
    {
        using HttpClient client = new() { Timeout = TimeSpan.FromSeconds(2) };
        return await StartAsync(folder, () => AnswersAsync(client, ready), program, arguments).ConfigureAwait(false);
    }

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="folder">A temporary folder of its own.</param>
    /// <param name="isReady">Whether it answers; a failed request is no answer.</param>
    /// <param name="program">Found in PATH.</param>
    /// <param name="arguments">As they are.</param>
    public static async Task<ServerProcess> StartAsync(DirectoryInfo folder, Func<Task<bool>> isReady, string program, params string[] arguments)
    {
        ServerProcess server = new(folder, program, arguments);
        try
        {
            await Eventually.TrueAsync(() => server.IsReadyAsync(isReady), () => $"{program} is ready; it said: {server.LastWords}").ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a program to its end, and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync().ConfigureAwait(false);
        await process.WaitForExitAsync().ConfigureAwait(false);
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program}: exit code {process.ExitCode}\n{output}{await errors.ConfigureAwait(false)}");
    }

    /// <summary>Whether a program of this name is installed.</summary>
    public static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Ends it at once, and leaves its folder to the next one.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
        Folder.Refresh();
        if (Folder.Exists)
        {
            Folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri ready)
    {
        using HttpResponseMessage response = await client.GetAsync(ready).ConfigureAwait(false);
        return response.IsSuccessStatusCode;
    }

    private async Task<bool> IsReadyAsync(Func<Task<bool>> isReady)
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException($"it ended at once and said: {LastWords}");
        }

        try
        {
            return await isReady().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.Enqueue(line ?? "");
            if (_said.Count > 50)
            {
                _said.Dequeue();
            }
        }
    }
}
