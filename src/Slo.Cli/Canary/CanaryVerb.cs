using System.CommandLine;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Canary;

/// <summary><c>slo canary</c>: compares a canary with its baseline. Exit code 0: promote; 1: roll back; 3: undecided.</summary>
internal sealed class CanaryVerb : Verb
{
    private readonly Option<string> _url = new("--url")
    {
        Description = "The JSON API of the app that serves the canary: the prefix given to MapSloApi, for example http://app/slo/api.",
        HelpName = "URL",
        Required = true,
    };

    private readonly Option<string?> _baselineUrl = new("--baseline-url")
    {
        Description = "The JSON API of another process that serves the baseline; the tool then compares both from now on, with --wait.",
        HelpName = "URL",
    };

    private readonly Option<string> _name = new("--name", "-n") { Description = "The objective.", HelpName = "OBJECTIVE", Required = true };

    private readonly Option<string> _baseline = new("--baseline")
    {
        Description = "The cohort to compare with, for example the version in use.",
        HelpName = "COHORT",
        Required = true,
    };

    private readonly Option<string> _canary = new("--canary")
    {
        Description = "The cohort to judge, for example the new version.",
        HelpName = "COHORT",
        Required = true,
    };

    private readonly Option<TimeSpan?> _wait = CommonOptions.Duration("--wait", "How long to wait for a verdict.", mostDays: 30);
    private readonly Option<TimeSpan?> _interval = CommonOptions.Duration(
        "--interval", "How often --wait queries; 5s unless stated.", mostDays: 1);

    private readonly RequestOptions _request = new();
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    internal CanaryVerb()
        : base("canary", "Gate a pipeline by a canary: promote it, or roll it back.")
    {
        Add(_url);
        Add(_baselineUrl);
        Add(_name);
        Add(_baseline);
        Add(_canary);
        Add(_wait);
        Add(_interval);
        _request.AddTo(this);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo canary --url http://localhost:5080/slo/api --name checkout --baseline 1.4.0 --canary 1.5.0 --wait 30m",
        "slo canary --url http://canary:8080/slo/api --baseline-url http://stable:8080/slo/api -n checkout --baseline 1.4.0 "
            + "--canary 1.5.0 --wait 1h",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        _request.Configure(arguments, client);
        ICanarySource source = Source(arguments, client);
        TimeSpan wait = arguments.GetValue(_wait) ?? TimeSpan.Zero;
        TimeSpan interval = arguments.GetValue(_interval) ?? TimeSpan.FromSeconds(5);
        var start = configuration.Time.GetTimestamp();
        CanaryAnswer? last = null;
        while (true)
        {
            TimeSpan elapsed = configuration.Time.GetElapsedTime(start);
            try
            {
                last = await source.ReadAsync(elapsed, cancel).ConfigureAwait(false);
            }
            catch (UnansweredException exception)
            {
                await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
                if (exception.IsThere || elapsed >= wait)
                {
                    return ExitCode.Undecided;
                }
            }

            if (last is { IsDecided: true } || elapsed >= wait)
            {
                last?.Write(configuration, arguments.GetRequiredValue(_format));
                return last?.ExitCode ?? ExitCode.Undecided;
            }

            await Task.Delay(Least(interval, wait - elapsed), configuration.Time, cancel).ConfigureAwait(false);
        }
    }

    private ICanarySource Source(ParseResult arguments, HttpClient client)
    {
        (string baseline, string canary) = (arguments.GetRequiredValue(_baseline), arguments.GetRequiredValue(_canary));
        (string name, string? other) = (arguments.GetRequiredValue(_name), arguments.GetValue(_baselineUrl));
        CanaryApp app = new(client, Address("--url", arguments.GetRequiredValue(_url)), name);
        if (other is null)
        {
            return baseline != canary ? new OneApp(app, name, baseline, canary) : throw OneApp.Same(canary);
        }

        return arguments.GetValue(_wait) is { } wait
            ? new TwoApps(new(client, Address("--baseline-url", other), name), app, name, baseline, canary, wait)
            : throw new ToolException(
                ExitCode.Usage, "--baseline-url: the tool compares what happens while it waits; add --wait, for example --wait 30m");
    }

    private static Uri Address(string option, string text)
    {
        Uri api = RequestOptions.Address(option, text);
        return api is { Query: "", Fragment: "" } ? api : throw new ToolException(
            ExitCode.Usage,
            $"{option} '{api.GetLeftPart(UriPartial.Path)}': must end before the '?'"
                + (api.Query.Contains("scope=fleet", StringComparison.OrdinalIgnoreCase)
                    ? "; cohorts are counted by each instance and not by the fleet, so give the address of a single replica of each version"
                    : ""));
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
