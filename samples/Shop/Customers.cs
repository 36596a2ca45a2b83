using System.Globalization;

namespace Shop;

/// <summary>Customers who place orders at a constant rate, and see for themselves which of them fail: what they count is not what Slo counts.</summary>
internal sealed class Customers(Uri address, double ordersPerSecond) : IDisposable
{
    private const int Number = 8;

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
    private int _placed;
    private int _failed;

    internal int Placed => Volatile.Read(ref _placed);

    internal int Failed => Volatile.Read(ref _failed);

    /// <summary>The share of all orders that failed.</summary>
    internal double ErrorRatio => Placed == 0 ? 0 : (double)Failed / Placed;

    /// <summary>Places orders: so many, unless it is over before.</summary>
    internal async Task OrderAsync(int most, Func<bool> isOver, CancellationToken cancellation)
    {
        var sent = -1;
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Number).Select(async _ =>
        {
            while (!isOver() && Interlocked.Increment(ref sent) is var order && order < most)
            {
                TimeSpan wait = TimeSpan.FromSeconds(order / ordersPerSecond) - TimeProvider.System.GetElapsedTime(start);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, TimeProvider.System, cancellation);
                }

                await PlaceAsync(new Order((order % 20) + 1, 1), cancellation);
            }
        }));
    }

    public void Dispose() => _http.Dispose();

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Failed} of {Placed} orders failed, {ErrorRatio * 100:0.00} %");

    private async Task PlaceAsync(Order order, CancellationToken cancellation)
    {
        var isPlaced = false;
        try
        {
            using HttpResponseMessage response = await _http.PostAsJsonAsync("/orders", order, cancellation);
            isPlaced = response.IsSuccessStatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            // No answer is a failure too.
        }

        Interlocked.Increment(ref _placed);
        if (!isPlaced)
        {
            Interlocked.Increment(ref _failed);
        }
    }
}
