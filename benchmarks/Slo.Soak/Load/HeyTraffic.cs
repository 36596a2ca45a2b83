using Slo.Testing;

namespace Slo.Soak.Load;

/// <summary>What the clients ask for and get: one hey for each stream, round after round, so that connections come and go.</summary>
/// <param name="app">Where the app is.</param>
internal sealed class HeyTraffic(Uri app)
{
    private const int RoundSeconds = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<(LoadStream Stream, int Status), long> _responses = [];
    private readonly List<string> _errors = [];

    /// <summary>What hey could not get an answer to, in its words.</summary>
    internal IReadOnlyList<string> Errors => _errors;

    internal long Total
    {
        get
        {
            lock (_gate)
            {
                return _responses.Values.Sum();
            }
        }
    }

    /// <summary>Responses of a stream, of the status codes that the condition names.</summary>
    internal long Count(LoadStream stream, Func<int, bool> status)
    {
        lock (_gate)
        {
            return _responses.Where(response => response.Key.Stream == stream && status(response.Key.Status))
                .Sum(response => response.Value);
        }
    }

    internal async Task RunAsync(TimeSpan duration)
    {
        var started = TimeProvider.System.GetTimestamp();
        TimeSpan left = duration;
        while (left >= TimeSpan.FromSeconds(1))
        {
            var seconds = Math.Min(RoundSeconds, (int)left.TotalSeconds);
            await Task.WhenAll(LoadStream.All.Select(stream => AskAsync(stream, seconds)));
            left = duration - TimeProvider.System.GetElapsedTime(started);
        }
    }

    private async Task AskAsync(LoadStream stream, int seconds)
    {
        HeyReport report = await HeyReport.RunAsync(CancellationToken.None, stream.Arguments(app, seconds));
        lock (_gate)
        {
            foreach ((int status, long count) in report.Responses)
            {
                _responses[(stream, status)] = _responses.GetValueOrDefault((stream, status)) + count;
            }

            var missing = (LoadStream.PerSecond * seconds) - report.Responses.Values.Sum();
            if (missing != 0)
            {
                _errors.Add($"{stream.Name}: {missing} requests without an answer\n{report.Text}");
            }
        }
    }
}
