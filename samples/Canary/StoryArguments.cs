namespace Canary;

/// <summary>
/// --through process (default), alertmanager or both is who sees the alert; --runs 10 repeats; --load 60s is how long users send --rate 200
/// requests per second; after --warm-up 10s of it, --errors 0.5 of the canary's requests fail; --scrape 1s is how often Prometheus scrapes and
/// evaluates; --group-wait 0 is Alertmanager's; --stay 10m keeps the last run up to look at.
/// </summary>
internal sealed record StoryArguments(
    IReadOnlyList<Way> Ways, int Runs, TimeSpan Load, int Rate, TimeSpan WarmUp, double Errors, TimeSpan Scrape, TimeSpan GroupWait,
    TimeSpan Stay)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    internal static StoryArguments Read(string[] args)
    {
        Arguments values = new(
            args, "--through", "--runs", "--load", "--rate", "--warm-up", "--errors", "--scrape", "--group-wait", "--stay");
        StoryArguments arguments = new(
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
