using System.Diagnostics;
using System.Text.Json;
using Slo.Hosting.Tests.Sources;
using Slo.Testing;
using Xunit;

namespace Slo.Hosting.Tests.Notifications;

/// <summary>A real Alertmanager of its own in a temporary folder, on a free loopback port, without a cluster.</summary>
internal sealed class AlertmanagerServer : IAsyncDisposable
{
    private const string Program = "/usr/bin/prometheus-alertmanager";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("slo-am-");
    private readonly HttpClient _client = new();
    private readonly Process _server;

    private AlertmanagerServer()
    {
        Address = Dependency.Nowhere();
        var configuration = Path.Combine(_folder.FullName, "alertmanager.yml");
        File.WriteAllText(configuration, "route: { receiver: none }\nreceivers: [ { name: none } ]\n");
        ProcessStartInfo start = new(
            Program,
            [
                $"--config.file={configuration}", $"--storage.path={Path.Combine(_folder.FullName, "data")}",
                $"--web.listen-address={Address.Authority}", "--cluster.listen-address=", "--log.level=error",
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder.FullName,
        };
        _server = Process.Start(start)!;
        _server.OutputDataReceived += (_, _) => { };
        _server.ErrorDataReceived += (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
    }

    internal Uri Address { get; }

    /// <summary>On a developer's machine only: CI has it.</summary>
    internal static void SkipWhereAbsent() => Assert.SkipWhen(
        !File.Exists(Program) && Environment.GetEnvironmentVariable("CI") != "true", "Alertmanager is not installed; test.sh installs it");

    internal static async Task<AlertmanagerServer> StartAsync()
    {
        AlertmanagerServer server = new();
        await Eventually.TrueAsync(server.AnswersAsync, () => "Alertmanager answers");
        return server;
    }

    /// <summary>The alerts that its API shows, as labels; those that are over are not among them.</summary>
    internal async Task<IReadOnlyList<JsonElement>> AlertsAsync()
    {
        using var document = JsonDocument.Parse(await _client.GetStringAsync(new Uri(Address, "/api/v2/alerts")));
        return [.. document.RootElement.EnumerateArray().Select(alert => alert.Clone())];
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using HttpResponseMessage response = await _client.GetAsync(new Uri(Address, "/-/ready"));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
