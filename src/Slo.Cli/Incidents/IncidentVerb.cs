using Slo.Cli.Infrastructure;

namespace Slo.Cli.Incidents;

/// <summary><c>slo incident</c>: shows one incident, and adds notes to it.</summary>
internal sealed class IncidentVerb : Verb
{
    internal IncidentVerb()
        : base("incident", "Show an incident with its timeline; acknowledge it, comment on it.")
    {
        Add(new IncidentShowVerb());
        Add(new IncidentNoteVerb(
            "acknowledge", "Note that someone works on an incident of a running app.", "acknowledge", "Who works on it",
            isTextRequired: false,
            "slo incident acknowledge 20260101T000100-abc --url http://localhost:5080/slo/api --by kim"));
        Add(new IncidentNoteVerb(
            "comment", "Comment on an incident of a running app.", "comments", "Who says it", isTextRequired: true,
            "slo incident comment 20260101T000100-abc 'rolled back to v1.4.1' --url http://localhost:5080/slo/api --by kim"));
    }

    internal override IReadOnlyList<string> Examples =>
        ["slo incident show 20260101T000100-abc --url http://localhost:5080/slo/api --format markdown"];
}
