using System.CommandLine;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Policy;

/// <summary><c>slo policy</c>: which levels of error-budget policies are in force, and why.</summary>
internal sealed class PolicyVerb : Verb
{
    private static readonly string[] Heads =
        ["in force", "policy", "level", "objective", "actions", "why", "since", "until", "who may override"];

    private readonly StatusOptions _status = new();
    private readonly Option<bool> _inForce = new("--in-force") { Description = "Only the levels that are in force." };
    private readonly Option<string> _format = CommonOptions.Format("table", "json", "markdown");

    internal PolicyVerb()
        : base("policy", "Show which levels of error-budget policies are in force, and why.")
    {
        _status.AddTo(this);
        Add(_inForce);
        Add(_format);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo policy --url http://localhost:5080/slo/api",
        "slo policy --url http://localhost:5080/slo/api --name checkout --in-force --format json",
        "slo policy --state slo.db -i appsettings.json",
    ];

    private async Task<int> RunAsync(ParseResult arguments, CancellationToken cancel)
    {
        var configuration = ToolConfiguration.Of(arguments);
        using HttpClient client = RequestOptions.CreateClient();
        IStatusSource source = _status.Source(arguments, client);
        try
        {
            if (await source.ReadPoliciesAsync(cancel).ConfigureAwait(false) is not { } rows)
            {
                throw new UnansweredException(
                    $"{source.Address}: knows no error-budget policies; ask an app with --url, or its state with --state", isThere: true);
            }

            Show(configuration, arguments.GetRequiredValue(_format), Chosen(arguments, source, rows));
            return ExitCode.Ok;
        }
        catch (UnansweredException exception)
        {
            await configuration.Error.WriteLineAsync("slo: " + exception.Message).ConfigureAwait(false);
            return ExitCode.Undecided;
        }
    }

    private PolicyRow[] Chosen(ParseResult arguments, IStatusSource source, IReadOnlyList<PolicyRow> rows)
    {
        string[] names = _status.Names(arguments);
        if (names.FirstOrDefault(name => !rows.Any(row => IsNamed(row, name))) is { } absent)
        {
            throw new UnansweredException($"{source.Address}: no policy applies to an objective '{absent}'", isThere: true);
        }

        return
        [
            .. rows.Where(row => names.Length == 0 || names.Any(name => IsNamed(row, name)))
                .Where(row => row.IsInForce || !arguments.GetValue(_inForce)).OrderBy(row => !row.IsInForce),
        ];
    }

    private static void Show(ToolConfiguration configuration, string format, PolicyRow[] rows)
    {
        switch (format)
        {
            case "json":
                PolicyJson.Write(configuration.Output, rows);
                break;
            case "markdown":
                MarkdownTable.Write(configuration.Output, Heads, rows.Select(Cells));
                break;
            default:
                new Screen(configuration).Table(Heads, rows.Select(Cells), row => rows[row].IsInForce);
                break;
        }

        if (rows.Length == 0)
        {
            configuration.Note("no level of a policy is in force, or none is declared");
        }
    }

    private static string[] Cells(PolicyRow row) =>
    [
        row.IsInForce ? "YES" : row.Value is null ? "no (no data)" : "no", row.Policy, row.Level, row.Objective,
        string.Join(", ", row.Actions), row.Reason, row.Since is { } since ? Display.Of(since) : "",
        row.Until is { } until ? Display.Of(until) : "", row.WhoMayOverride ?? "",
    ];

    private static bool IsNamed(PolicyRow row, string name) => row.Objective.Equals(name, StringComparison.OrdinalIgnoreCase);
}
