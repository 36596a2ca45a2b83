using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Simulate;

/// <summary><c>slo simulate</c>: which rules fire in an outage, and when.</summary>
internal sealed class SimulateVerb : Verb
{
    private static readonly TimeSpan LongestOutage = TimeSpan.FromDays(30);

    private readonly ObjectiveOptions _objective = new();
    private readonly Option<TimeSpan?> _duration = CommonOptions.Duration(
        "--duration", "How long the outage lasts, up to 30d; 10m unless stated.");
    private readonly Option<decimal?> _badPercent = CommonOptions.Percent(
        "--bad-percent", "The share of bad events in it; 100 unless stated.");

    private readonly Option<long> _rate = new("--events-per-second")
    {
        Description = "Constant traffic, from 1 to 1000000: with few events the share is approximate.",
        HelpName = "COUNT",
        DefaultValueFactory = _ => 1000,
    };

    private readonly Option<bool> _cold = new("--cold")
    {
        Description = "The outage begins with the first event: no traffic before it, as after a start without a history.",
    };

    private readonly Option<string> _format = CommonOptions.Format("table", "json");

    internal SimulateVerb()
        : base("simulate", "Simulate an outage: when each alert rule of an objective fires and resets.")
    {
        _objective.AddTo(this);
        Add(_duration);
        Add(_badPercent);
        Add(_rate);
        Add(_cold);
        Add(_format);
        SetAction((arguments, cancel) => Task.Run(() => Run(arguments, cancel), cancel));
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo simulate --target 99.9 --duration 10m",
        "slo simulate --target 99.9 --period 7d --bad-percent 5 --duration 3h",
        "slo simulate --target 99.9 --duration 10m --cold",
        "slo simulate --slo appsettings.json --name checkout --duration 1h --format json",
    ];

    private int Run(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        TimeSpan duration = arguments.GetValue(_duration) ?? TimeSpan.FromMinutes(10);
        var rate = arguments.GetValue(_rate);
        if (duration > LongestOutage || rate is < 1 or > 1_000_000)
        {
            throw new ToolException(ExitCode.Usage, FormattableString.Invariant(
                $"--duration {SloDuration.Format(duration)} --events-per-second {rate}: at most 30d, and from 1 to 1000000 events"));
        }

        Outage outage = new(
            _objective.Read(arguments), (arguments.GetValue(_badPercent) ?? 100) / 100, duration, rate,
            arguments.GetValue(_cold));
        using (Progress progress = configuration.Progress("simulate"))
        {
            outage.Run(progress, cancel);
        }

        if (arguments.GetValue(_format) == "json")
        {
            SimulateJson.Write(configuration.Output, outage);
        }
        else
        {
            SimulateTable.Write(new Screen(configuration), outage);
        }

        return ExitCode.Ok;
    }
}
