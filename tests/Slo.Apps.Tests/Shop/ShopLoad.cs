using System.Globalization;
using System.Net.Http.Json;
using System.Text;

namespace Slo.Apps.Tests.Shop;

/// <summary>The traffic of a shop: four routes, four kinds of clients, and two versions between which a proxy divides it. Each request starts at its
/// time, whether those before have been answered or not, as long as not too many are open.</summary>
internal sealed class ShopLoad : IAsyncDisposable
{
    private const int MostOpen = 500;

    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
        "Shop/7 CFNetwork/1498 Darwin/23.6.0", "python-requests/2.32.3",
    ];

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _open = new(MostOpen);
    private readonly HttpClient _http;
    private readonly Random _random = new(7);
    private readonly Task _sending;
    private volatile bool _sendsRubbish;

    internal ShopLoad(Uri address, double perSecond)
    {
        _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = address };
        _sending = SendAsync(perSecond);
    }

    /// <summary>Whether the partner sends orders that cannot be read.</summary>
    internal bool SendsRubbish
    {
        set => _sendsRubbish = value;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _sending;
        for (var i = 0; i < MostOpen; i++)
        {
            await _open.WaitAsync();
        }

        _http.Dispose();
        _stop.Dispose();
        _open.Dispose();
    }

    private async Task SendAsync(double perSecond)
    {
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        var start = TimeProvider.System.GetTimestamp();
        long sent = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                for (; sent < perSecond * TimeProvider.System.GetElapsedTime(start).TotalSeconds; sent++)
                {
                    await _open.WaitAsync(_stop.Token);
                    _ = AskAsync(Next());
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task AskAsync(HttpRequestMessage request)
    {
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request);
        }
        catch (HttpRequestException)
        {
            // Counted by the shop, which is what is looked at.
        }
        finally
        {
            request.Dispose();
            _open.Release();
        }
    }

    private HttpRequestMessage Next()
    {
        (var draw, var agent) = (_random.NextDouble(), _random.NextDouble() switch { < 0.4 => 0, < 0.7 => 1, < 0.85 => 2, _ => 3 });
        var product = _random.Next(1, 21);
        var order = new { productId = product, quantity = _random.Next(1, 4) };
        HttpRequestMessage request = agent == 3 && _sendsRubbish
            ? new(HttpMethod.Post, "/orders") { Content = new StringContent("""{"productId":"all of them"}""", Encoding.UTF8, "application/json") }
            : draw switch
            {
                < 0.2 => new(HttpMethod.Get, "/products"),
                < 0.4 => new(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/products/{product}")),
                < 0.8 => new(HttpMethod.Post, "/orders") { Content = JsonContent.Create(order) },
                _ => new(HttpMethod.Post, "/refunds") { Content = JsonContent.Create(order) },
            };
        request.Headers.TryAddWithoutValidation("User-Agent", Agents[agent]);
        request.Headers.Add("X-Shop-Version", _random.NextDouble() < 0.25 ? "1.5.0" : "1.4.0");
        return request;
    }
}
