using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Mark;

/// <summary><c>slo mark deploy</c>: a version was deployed.</summary>
internal sealed class MarkDeployVerb : Verb
{
    private readonly Argument<string> _version = new("version") { Description = "What was deployed, for example v1.4.2." };

    private readonly AdminOptions _app = new("Who deployed it", "Why, or what is new.");

    internal MarkDeployVerb()
        : base("deploy", "Note that a version was deployed.")
    {
        Add(_version);
        _app.AddTo(this);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples =>
    [
        "slo mark deploy v1.4.2 --url http://localhost:5080/slo/api --by pipeline-417 --header 'Authorization: Bearer ${TOKEN}'",
    ];

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancel) => _app.RunAsync(arguments, async request =>
    {
        using JsonDocument entry = await request("v1/ledger/deployments").PostAsync(
            json =>
            {
                json.WriteString("version", arguments.GetRequiredValue(_version));
                _app.WriteTo(json, arguments);
            },
            cancel).ConfigureAwait(false);
        new Screen(ToolConfiguration.Of(arguments)).Line($"{arguments.GetRequiredValue(_version)} is in the ledger");
    });
}
