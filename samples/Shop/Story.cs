using Slo;

namespace Shop;

/// <summary>The main job as a story of three acts: traffic while all is well, while something is broken, and after the repair.</summary>
/// <param name="address">The shop.</param>
/// <param name="faults">What is broken.</param>
/// <param name="registry">The shop's objectives.</param>
/// <param name="act">How long each act takes: the requests are spread over it.</param>
/// <param name="hasDatabase">Whether orders are stored in a database.</param>
internal sealed class Story(Uri address, Faults faults, SloRegistry registry, TimeSpan act, bool hasDatabase) : IDisposable
{
    private const int Customers = 8;

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };

    internal async Task TellAsync(int requests, CancellationToken cancellation)
    {
        await ActAsync("All is well", requests / 3, new FaultSettings(), cancellation);
        var title = "5 % of requests fail, 10 % are slow, 3 % of payments bounce" + (hasDatabase ? ", 30 % of inserts fail" : "");
        await ActAsync(title, requests / 3, new FaultSettings(
            ErrorShare: 0.04, ExceptionShare: 0.01, LatencyShare: 0.1, LatencyMilliseconds: 200, PaymentErrorShare: 0.03,
            DatabaseErrorShare: hasDatabase ? 0.3 : 0), cancellation);
        await ActAsync("Repaired", requests - (2 * (requests / 3)), new FaultSettings(), cancellation);
    }

    public void Dispose() => _http.Dispose();

    private async Task ActAsync(string title, int requests, FaultSettings settings, CancellationToken cancellation)
    {
        using HttpResponseMessage response = await _http.PostAsJsonAsync("/faults", settings, cancellation);
        response.EnsureSuccessStatusCode();

        var sent = -1;
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(async _ =>
        {
            while (Interlocked.Increment(ref sent) is var request && request < requests)
            {
                TimeSpan wait = (act * request / requests) - TimeProvider.System.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, TimeProvider.System, cancellation);
                }

                await ShopAsync(cancellation);
            }
        }));

        await Evaluations.NextAsync(registry, cancellation);
        // In one piece, so that no alert is printed into the table.
        var stillBroken = faults.Settings == new FaultSettings() ? "" : ", still broken";
        Console.WriteLine($"\n{title} ({requests} requests{stillBroken})\n{StatusTable.Of(registry)}");
    }

    private async Task ShopAsync(CancellationToken cancellation)
    {
        var product = Random.Shared.Next(1, 21);
        using HttpResponseMessage response = Random.Shared.Next(3) switch
        {
            0 => await _http.GetAsync(new Uri("/products", UriKind.Relative), cancellation),
            1 => await _http.GetAsync(new Uri($"/products/{product}", UriKind.Relative), cancellation),
            _ => await _http.PostAsJsonAsync("/orders", new Order(product, Random.Shared.Next(1, 4)), cancellation),
        };
    }
}
