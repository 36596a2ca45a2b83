namespace Canary;

/// <summary>
/// --proxy is in front of the two versions: haproxy (default) or yarp; --through is what raises the alert: process (default),
/// alertmanager or both; --runs 10 repeats; for --load 60s, --rate 200 requests per second are sent; after
/// --warm-up 10s, a share of --errors 0.5 of the canary's requests fails; --scrape 1s is the interval at which Prometheus scrapes and
/// evaluates; --group-wait 0 is the setting of Alertmanager; --stay 10m keeps the last run running.
/// </summary>
internal sealed record StoryArguments(
    ProxyKind Proxy, IReadOnlyList<Way> Ways, int Runs, TimeSpan Load, int Rate, TimeSpan WarmUp, double Errors, TimeSpan Scrape,
    TimeSpan GroupWait, TimeSpan Stay)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    internal static StoryArguments Read(string[] args)
    {
        Arguments values = new(
            args, "--through", "--proxy", "--runs", "--load", "--rate", "--warm-up", "--errors", "--scrape", "--group-wait", "--stay");
        StoryArguments arguments = new(
            values.Text("proxy") switch
            {
                null or "haproxy" => ProxyKind.HaProxy,
                "yarp" => ProxyKind.Yarp,
                var proxy => throw new ArgumentException($"--proxy {proxy}: must be haproxy or yarp"),
            },
            values.Text("through") switch
            {
                null or "process" => [Way.Process],
                "alertmanager" => [Way.Alertmanager],
                "both" => [Way.Process, Way.Alertmanager],
                var way => throw new ArgumentException($"--through {way}: must be process, alertmanager or both"),
            },
            values.Number("runs", 1, 1, 100),
            values.Duration("load", 60 * Second, 10 * Second, TimeSpan.FromMinutes(10)),
            values.Number("rate", 200, 50, 2_000),
            values.Duration("warm-up", 10 * Second, 5 * Second, TimeSpan.FromMinutes(5)),
            values.Share("errors", 0.5),
            values.Duration("scrape", Second, Second, 15 * Second),
            values.Duration("group-wait", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(5)),
            values.Duration("stay", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromHours(1)));
        return arguments.WarmUp < arguments.Load
            ? arguments
            : throw new ArgumentException("--warm-up: must be shorter than --load, of which it is the first part");
    }
}
