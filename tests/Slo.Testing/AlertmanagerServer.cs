namespace Slo.Testing;

/// <summary>A real Alertmanager (Debian package prometheus-alertmanager) of its own, alone in its cluster, on a free loopback port.</summary>
public sealed class AlertmanagerServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private AlertmanagerServer(ServerProcess process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Whether its package is installed; test.sh does that.</summary>
    public static bool IsInstalled => ServerProcess.IsInstalled("prometheus-alertmanager");

    /// <summary>Where its API and pages are.</summary>
    public Uri Address { get; }

    /// <summary>What it said last.</summary>
    public string LastWords => _process.LastWords;

    /// <param name="configuration">Its YAML file: route and receivers.</param>
    public static async Task<AlertmanagerServer> StartAsync(string configuration)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("slo-alertmanager-");
        var file = Path.Combine(folder.FullName, "alertmanager.yml");
        await File.WriteAllTextAsync(file, configuration).ConfigureAwait(false);
        var address = LoopbackPort.Free();
        return new AlertmanagerServer(
            await ServerProcess.StartAsync(
                folder, new Uri($"http://{address}/-/ready"), "prometheus-alertmanager", $"--config.file={file}",
                $"--storage.path={Path.Combine(folder.FullName, "data")}", $"--web.listen-address={address}", "--cluster.listen-address=").ConfigureAwait(false),
            new Uri($"http://{address}/"));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
