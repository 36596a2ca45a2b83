namespace Fleet;

/// <summary>Traffic over the instances that run: so many requests each second, for so long.</summary>
internal sealed class Customers(IReadOnlyList<InstanceProcess> shops) : IDisposable
{
    internal const int PerSecond = 40;

    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    internal Task BuyAsync(TimeSpan time, CancellationToken cancellation) =>
        Task.WhenAll(shops.Where(shop => shop.IsRunning).Select(shop => BuyAsync(shop.Address!, time, cancellation)));

    /// <summary>Sets which share of the requests fails, on all instances.</summary>
    internal async Task BreakAsync(string errorShare, CancellationToken cancellation)
    {
        foreach (InstanceProcess shop in shops.Where(shop => shop.IsRunning))
        {
            using HttpResponseMessage response = await _http.PutAsync(new Uri(shop.Address!, $"/faults/{errorShare}"), null, cancellation);
            response.EnsureSuccessStatusCode();
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task BuyAsync(Uri shop, TimeSpan time, CancellationToken cancellation)
    {
        Uri address = new(shop, "/buy");
        var started = TimeProvider.System.GetTimestamp();
        var count = (int)(time.TotalSeconds * PerSecond);
        for (var i = 0; i < count; i++)
        {
            TimeSpan wait = (time * i / count) - TimeProvider.System.GetElapsedTime(started);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, TimeProvider.System, cancellation);
            }

            using HttpResponseMessage response = await _http.GetAsync(address, cancellation);
        }
    }
}
