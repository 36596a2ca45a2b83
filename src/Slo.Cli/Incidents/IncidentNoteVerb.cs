using System.CommandLine;
using System.Text.Json;
using Slo.Cli.Infrastructure;
using Slo.Cli.Status;

namespace Slo.Cli.Incidents;

/// <summary><c>slo incident acknowledge</c> and <c>slo incident comment</c>: add a note about an incident to the ledger of an
/// app.</summary>
internal sealed class IncidentNoteVerb : Verb
{
    private readonly Argument<string> _id = new("id") { Description = "The incident, as slo incidents --format json has it." };
    private readonly Argument<string?> _text;
    private readonly AdminOptions _app;
    private readonly string _path;
    private readonly string _example;

    internal IncidentNoteVerb(string name, string description, string path, string who, bool isTextRequired, string example)
        : base(name, description)
    {
        _text = new("text")
        {
            Description = "What there is to say; at most 1000 characters.",
            Arity = isTextRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
        };
        _app = new AdminOptions(who, why: null);
        _path = path;
        _example = example;
        Add(_id);
        Add(_text);
        _app.AddTo(this);
        SetAction(RunAsync);
    }

    internal override IReadOnlyList<string> Examples => [_example];

    private Task<int> RunAsync(ParseResult arguments, CancellationToken cancel) => _app.RunAsync(arguments, async request =>
    {
        var id = arguments.GetRequiredValue(_id);
        using JsonDocument entry = await request($"v1/incidents/{Uri.EscapeDataString(id)}/{_path}").PostAsync(
            json =>
            {
                json.WriteStringOrNull("text", arguments.GetValue(_text));
                _app.WriteTo(json, arguments);
            },
            cancel).ConfigureAwait(false);
        new Screen(ToolConfiguration.Of(arguments)).Line($"the note about {id} is in the ledger");
    });
}
