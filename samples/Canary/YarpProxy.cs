using System.Globalization;

namespace Canary;

/// <summary>YARP in a process of its own. Weights change only in that process, so the reaction runs there.</summary>
/// <param name="folder">For its state.</param>
/// <param name="life">The time after which it exits.</param>
/// <param name="token">The secret of Alertmanager, if it calls the proxy.</param>
internal sealed class YarpProxy(string folder, TimeSpan life, string? token) : IProxy
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };
    private AppProcess? _process;

    public Uri Address => _process!.Address;

    public Uri? Control => null;

    public string WeightCommand => $"curl {Weight}";

    private Uri Weight => new(Address, ProxyApp.WeightPath);

    public async Task StartAsync(Uri stable, Uri canary, CancellationToken cancellation)
    {
        string[] arguments =
        [
            "proxy", "--stable", stable.ToString(), "--canary", canary.ToString(), "--store", Path.Combine(folder, "proxy.db"),
            "--life", Arguments.TextOf(life),
        ];
        _process = await AppProcess.StartAsync("proxy", arguments, token, cancellation);
    }

    public async Task<int> CanaryWeightAsync(CancellationToken cancellation) =>
        int.Parse(await _http.GetStringAsync(Weight, cancellation), NumberStyles.None, CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            await process.DisposeAsync();
        }

        _http.Dispose();
    }
}
