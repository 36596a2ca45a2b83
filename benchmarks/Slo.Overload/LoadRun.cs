using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace Slo.Overload;

/// <summary>Requests at a constant rate, whether the app answers or not: users do not wait for one another.</summary>
internal sealed class LoadRun(OverloadApp app)
{
    internal const int CriticalPerSecond = 100;
    internal const int OptionalPerSecond = 500;

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentBag<(bool IsCritical, HttpStatusCode Status, TimeSpan Elapsed, TimeSpan At)> _answers = [];

    internal async Task RunAsync(TimeSpan length)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.Address };
        var started = TimeProvider.System.GetTimestamp();
        List<Task> requests = [];
        (int Critical, int Optional) sent = (0, 0);
        using PeriodicTimer timer = new(Tick, TimeProvider.System);
        while (TimeProvider.System.GetElapsedTime(started) is var elapsed && elapsed < length)
        {
            for (; sent.Critical < elapsed.TotalSeconds * CriticalPerSecond; sent.Critical++)
            {
                requests.Add(SendAsync(client, "/checkout", isCritical: true, started));
            }

            for (; sent.Optional < elapsed.TotalSeconds * OptionalPerSecond; sent.Optional++)
            {
                requests.Add(SendAsync(client, "/recommendations", isCritical: false, started));
            }

            await timer.WaitForNextTickAsync();
        }

        await Task.WhenAll(requests);
    }

    public override string ToString()
    {
        TimeSpan[] latencies = [.. _answers.Where(one => one.IsCritical).Select(one => one.Elapsed).Order()];
        var critical = _answers.Where(one => one.IsCritical).ToArray();
        var optional = _answers.Where(one => !one.IsCritical).ToArray();
        var shed = optional.Where(one => one.Status == HttpStatusCode.ServiceUnavailable).ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(app.Sheds ? "with" : "without"),-8}  {100.0 * critical.Count(one => IsGood(one) && one.Elapsed <= OverloadApp.Threshold) / critical.Length,15:0.00}"
                + $"  {100.0 * critical.Count(one => !IsGood(one)) / critical.Length,17:0.00}"
                + $"  {At(0.5),6:0}  {At(0.99),6:0}  {optional.Count(IsGood),13}  {shed.Length,13}"
                + $"  {optional.Length - optional.Count(IsGood) - shed.Length,15}"
                + $"  {(shed.Length == 0 ? "-" : shed.Min(one => one.At).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)),18}");

        double At(double share) => latencies[(int)(share * (latencies.Length - 1))].TotalMilliseconds;
    }

    private static bool IsGood((bool IsCritical, HttpStatusCode Status, TimeSpan Elapsed, TimeSpan At) answer) => answer.Status == HttpStatusCode.OK;

    private async Task SendAsync(HttpClient client, string path, bool isCritical, long started)
    {
        var sent = TimeProvider.System.GetTimestamp();
        using HttpResponseMessage response = await client.GetAsync(new Uri(path, UriKind.Relative));
        _answers.Add((isCritical, response.StatusCode, TimeProvider.System.GetElapsedTime(sent), TimeProvider.System.GetElapsedTime(started)));
    }
}
