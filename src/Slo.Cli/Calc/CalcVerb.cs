using System.CommandLine;
using Slo.Cli.Definitions;
using Slo.Cli.Infrastructure;

namespace Slo.Cli.Calc;

/// <summary><c>slo calc</c>: the arithmetic of a target, and of its rules.</summary>
internal sealed class CalcVerb : Verb
{
    private const long MostEvents = 1L << 61;

    private readonly ObjectiveOptions _objective = new();

    private readonly Option<long?> _total = new("--total")
    {
        Description = "Events of the period so far, good and bad.",
        HelpName = "COUNT",
    };

    private readonly Option<long?> _bad = new("--bad") { Description = "Bad ones among them.", HelpName = "COUNT" };
    private readonly Option<decimal?> _badPercent = CommonOptions.Percent(
        "--bad-percent", "The share of bad events from now on; as in --bad and --total unless stated.");
    private readonly Option<string> _format = CommonOptions.Format("table", "json");

    internal CalcVerb()
        : base("calc", "Calculate an error budget: its size, what is left, how long it lasts, when each rule fires.")
    {
        _objective.AddTo(this);
        Add(_total);
        Add(_bad);
        Add(_badPercent);
        Add(_format);
        SetAction(Run);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo calc --target 99.9",
        "slo calc --target 99.9 --period 28d --total 1200000 --bad 340",
        "slo calc --slo appsettings.json --name checkout --bad-percent 2 --format json",
    ];

    private int Run(ParseResult arguments)
    {
        BudgetCalculation sum = new(_objective.Read(arguments), Events(arguments), arguments.GetValue(_badPercent) / 100);
        var configuration = ToolConfiguration.Of(arguments);
        if (arguments.GetValue(_format) == "json")
        {
            CalcJson.Write(configuration.Output, sum);
        }
        else
        {
            CalcTable.Write(new Screen(configuration), sum);
        }

        return ExitCode.Ok;
    }

    private SloEventCounts? Events(ParseResult arguments) => (arguments.GetValue(_total), arguments.GetValue(_bad)) switch
    {
        (null, null) => null,
        ({ } total, { } bad) when total <= MostEvents && bad >= 0 && bad <= total => new(total - bad, bad),
        var (total, bad) => throw new ToolException(
            ExitCode.Usage, FormattableString.Invariant(
                $"--total {total} --bad {bad}: give both, whole numbers up to {MostEvents}, and bad not above total")),
    };
}
