using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Check;

/// <summary><c>slo check</c>: a gate for pipelines. Exit code 0 passes, 1 fails, 3 is undecided.</summary>
internal sealed class CheckVerb : Verb
{
    private readonly StatusOptions _status = new();

    private readonly Option<string> _failOn = new("--fail-on")
    {
        Description = "What fails the check: an exhausted error budget, in addition any burn-rate rule that holds, or nothing.",
        DefaultValueFactory = _ => "exhausted",
    };

    private readonly Option<double?> _minBudget = new("--min-budget")
    {
        Description = "The share of the error budget that must be left, for example 10%.",
        HelpName = "PERCENT",
        CustomParser = ParsePercent,
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
        _failOn.AcceptOnlyFromAmong("exhausted", "burning", "never");
        _noData.AcceptOnlyFromAmong("pass", "fail");
        _status.AddTo(this);
        Add(_failOn);
        Add(_minBudget);
        Add(_maxBurn);
        Add(_requireData);
        Add(_noData);
        Add(_override);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo check --url http://localhost:5080/slo/api",
        "slo check --url https://shop.example/slo/api --header 'Authorization: Bearer ${TOKEN}' --fail-on burning --min-budget 10%",
        "slo check --prometheus http://prometheus:9090 --name checkout --max-burn 2 --require-data",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = StatusOptions.CreateClient();
        IStatusSource source = _status.Source(arguments, client);
        Gate gate = new(arguments.GetRequiredValue(_failOn), arguments.GetValue(_minBudget), arguments.GetValue(_maxBurn));
        CheckOutput output = new(configuration);
        var format = arguments.GetRequiredValue(_format);
        int code;
        try
        {
            IReadOnlyList<ObjectiveStatus> statuses = _status.Choose(
                arguments, source, await source.ReadAsync(cancel).ConfigureAwait(false));
            IReadOnlyList<Verdict> verdicts = Verdict.Of(statuses, gate, arguments.GetValue(_requireData));
            code = Verdict.ExitCode(verdicts);
            output.Write(format, verdicts, code);
            if (code == ExitCode.Undecided)
            {
                configuration.Note(verdicts.Count == 0 ? $"{source.Address}: declares no objective" : "could not decide: no data");
                code = WithoutData(arguments, code, configuration);
            }
        }
        catch (UnansweredException exception)
        {
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);

            // A response that rejects the request must not pass: the command line is wrong.
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

    private int WithoutData(ParseResult arguments, int code, ToolConfiguration configuration)
    {
        if (arguments.GetValue(_noData) is not { } wanted)
        {
            return code;
        }

        configuration.Note($"--no-data {wanted}");
        return wanted == "pass" ? ExitCode.Ok : ExitCode.Failed;
    }

    private static double? ParsePercent(ArgumentResult result)
    {
        var text = result.Tokens[^1].Value;
        if (text.EndsWith('%') && TryNumber(text[..^1], out var percent) && percent <= 100)
        {
            return percent / 100;
        }

        result.AddError($"--min-budget '{text}': must be percent from 0% to 100%, with the sign, for example 10%");
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
