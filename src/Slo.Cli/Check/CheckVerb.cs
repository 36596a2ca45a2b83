using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Check;

/// <summary><c>slo check</c>: checks objectives in a pipeline. Exit code 0: pass; 1: fail; 3: undecided.</summary>
internal sealed class CheckVerb : Verb
{
    private readonly StatusOptions _status = new();

    private readonly Option<string> _failOn = new("--fail-on")
    {
        Description = "What fails the check: an exhausted error budget, in addition compliance so far below the target, in addition any "
            + "rule that fires; what closes the release gate of the app, and nothing else; or nothing.",
        DefaultValueFactory = _ => "burning",
    };

    private readonly Option<double?> _minBudget = new("--min-budget")
    {
        Description = "The share of the error budget that must be left, for example 10%.",
        HelpName = "PERCENT",
        CustomParser = result => ParsePercent(result, needsSign: true),
    };

    private readonly Option<long> _minEvents = new("--min-events")
    {
        Description = "How many events of the period are needed to judge it.",
        HelpName = "COUNT",
        DefaultValueFactory = _ => 20,
    };

    private readonly Option<double?> _minCoverage = new("--min-coverage")
    {
        Description = "The share of the period that must have been observed, for example 10%.",
        HelpName = "PERCENT",
        CustomParser = result => ParsePercent(result, needsSign: false),
    };

    private readonly Option<double?> _maxBurn = new("--max-burn")
    {
        Description = "The highest burn rate allowed, of those that both windows of a rule show; for example 2.",
        HelpName = "RATE",
        CustomParser = ParseRate,
    };

    private readonly Option<bool> _requireData = new("--require-data")
    {
        Description = "Every objective must have data, not only one of them.",
    };

    private readonly Option<string?> _noData = new("--no-data")
    {
        Description = "The verdict of a check without a result: exit code 0 or 1 instead of 3.",
    };

    private readonly Option<string?> _override = new("--override-reason")
    {
        Description = "Always exit with 0, and print this reason.",
        HelpName = "TEXT",
    };

    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    internal CheckVerb()
        : base("check", "Gate a pipeline: fail while objectives are missed or burning.")
    {
        _failOn.AcceptOnlyFromAmong("burning", "missed", "exhausted", "gate", "never");
        _noData.AcceptOnlyFromAmong("pass", "fail");
        _status.AddTo(this);
        Add(_failOn);
        Add(_minBudget);
        Add(_maxBurn);
        Add(_minEvents);
        Add(_minCoverage);
        Add(_requireData);
        Add(_noData);
        Add(_override);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo check --url http://localhost:5080/slo/api",
        "slo check --url https://shop.example/slo/api --header 'Authorization: Bearer ${TOKEN}' --min-coverage 50% --min-budget 10%",
        "slo check --state slo.db -i appsettings.json",
        "slo check --prometheus http://prometheus:9090 --name checkout --max-burn 2 --require-data",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        IStatusSource source = _status.Source(arguments, client);
        CheckOutput output = new(configuration);
        var format = arguments.GetRequiredValue(_format);
        int code;
        try
        {
            IReadOnlyList<Verdict> verdicts = await JudgeAsync(arguments, source, cancel).ConfigureAwait(false);
            code = Verdict.ExitCode(verdicts);
            output.Write(format, verdicts, code);
            if (code == ExitCode.Undecided)
            {
                configuration.Note(verdicts.Count == 0
                    ? $"{source.Address}: declares no objective" : $"could not decide: {Verdict.Reason(verdicts)}");
                code = WithoutData(arguments, code, configuration);
            }
        }
        catch (UnansweredException exception)
        {
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);

            // If the app rejects the request, the command line is wrong, so --no-data must not make it pass.
            code = exception.IsThere ? ExitCode.Undecided : WithoutData(arguments, ExitCode.Undecided, configuration);
            output.WriteUnanswered(format, exception.Message);
        }

        if (code != ExitCode.Ok && arguments.GetValue(_override) is { } reason)
        {
            configuration.Note($"overridden, exit code 0 instead of {code}: {reason}");
            return ExitCode.Ok;
        }

        return code;
    }

    private async Task<IReadOnlyList<Verdict>> JudgeAsync(ParseResult arguments, IStatusSource source, CancellationToken cancel)
    {
        Gate gate = ReadGate(arguments);
        IReadOnlyList<ObjectiveStatus> all = await source.ReadAsync(cancel).ConfigureAwait(false);
        IReadOnlyList<ObjectiveStatus> chosen = _status.Choose(arguments, source, all);
        GateAnswer? release = await source.ReadGateAsync(_status.Names(arguments), cancel).ConfigureAwait(false);
        if (release is null && gate.FailOn == "gate")
        {
            throw new UnansweredException($"{source.Address}: has no release gate; use another --fail-on", isThere: true);
        }

        foreach (GateReason review in release?.Reviews ?? [])
        {
            ToolConfiguration.Of(arguments).Note($"a review is required: {review.Objective}: {review}");
        }

        return Verdict.Of(chosen, gate with { Release = release }, arguments.GetValue(_requireData));
    }

    private Gate ReadGate(ParseResult arguments) => new(arguments.GetRequiredValue(_failOn))
    {
        LeastBudget = arguments.GetValue(_minBudget),
        MostBurn = arguments.GetValue(_maxBurn),
        LeastEvents = arguments.GetValue(_minEvents) is >= 0 and var least
            ? least : throw new ToolException(ExitCode.Usage, "--min-events: must be a whole number from 0"),
        LeastCoverage = arguments.GetValue(_minCoverage),
    };

    private int WithoutData(ParseResult arguments, int code, ToolConfiguration configuration)
    {
        if (arguments.GetValue(_noData) is not { } wanted)
        {
            return code;
        }

        configuration.Note($"--no-data {wanted}");
        return wanted == "pass" ? ExitCode.Ok : ExitCode.Failed;
    }

    private static double? ParsePercent(ArgumentResult result, bool needsSign)
    {
        var text = result.Tokens[^1].Value;
        var hasSign = text.EndsWith('%');
        if ((hasSign || !needsSign) && TryNumber(hasSign ? text[..^1] : text, out var percent) && percent <= 100)
        {
            return percent / 100;
        }

        result.AddError($"{(result.Parent as OptionResult)?.IdentifierToken?.Value} '{text}': must be percent from 0% to 100%"
            + $"{(needsSign ? ", with the sign" : "")}, for example 10%");
        return null;
    }

    private static double? ParseRate(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (TryNumber(text, out var rate))
        {
            return rate;
        }

        result.AddError($"--max-burn '{text}': must be a number with a decimal point, for example 2 or 14.4");
        return null;
    }

    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
}
