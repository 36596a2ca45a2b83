using Slo.Cli.Infrastructure;

namespace Slo.Cli.Mark;

/// <summary><c>slo mark</c>: notes in the ledger of an app.</summary>
internal sealed class MarkVerb : Verb
{
    internal MarkVerb()
        : base("mark", "Note in the ledger of a running app what happened.") => Add(new MarkDeployVerb());

    internal override IReadOnlyList<string> Examples => ["slo mark deploy v1.4.2 --url http://localhost:5080/slo/api"];
}
