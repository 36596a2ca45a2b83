using Slo.AsCode.Reading;

namespace Slo.AsCode.OpenSlo;

/// <summary>Every object that was read, by kind and name, to resolve references.</summary>
internal sealed class OpenSloStore
{
    private readonly Dictionary<(string Kind, string Name), OpenSloObject> _objects = [];
    private readonly HashSet<string> _kinds = [];

    internal IEnumerable<OpenSloObject> All => _objects.Values;

    internal void Add(OpenSloObject added)
    {
        Metadata metadata = added.Metadata;
        _kinds.Add(added.Kind);
        if (metadata.Name.Length == 0 || _objects.TryAdd((added.Kind, metadata.Name), added))
        {
            return;
        }

        var first = Place(_objects[(added.Kind, metadata.Name)].Metadata);
        var message = $"{added.Kind} '{Shown.Text(metadata.Name)}': is declared twice, first at {first}; rename one";
        if (added.Kind == "Service")
        {
            // A reference to a service is only a name, so a second declaration changes nothing.
            metadata.Findings.Warn(SloFindingCodes.DuplicateName, metadata.Node, message);
        }
        else
        {
            metadata.Findings.Error(SloFindingCodes.DuplicateName, metadata.Node, message);
        }
    }

    internal OpenSloObject? Find(string kind, string name) => _objects.GetValueOrDefault((kind, name));

    internal bool Declares(string kind) => _kinds.Contains(kind);

    /// <summary>The object that a link refers to; a dangling link is reported with both ends.</summary>
    internal OpenSloObject? Resolve(Link link, string kind, Metadata owner, bool isComplete, string? otherwise = null)
    {
        if (link.Reference is null)
        {
            return link.Inline;
        }

        if (Find(kind, link.Reference) is { } found)
        {
            return found;
        }

        var message = $"{kind} '{Shown.Text(link.Reference)}', which '{Shown.Text(owner.Name)}' refers to, is not declared";
        if (isComplete)
        {
            owner.Findings.Error(SloFindingCodes.UnknownReference, link.Node, message + Hint(kind, link.Reference));
        }
        else
        {
            owner.Findings.Warn(SloFindingCodes.UnknownReference, link.Node,
                $"{message} in what was read{otherwise}{Hint(kind, link.Reference)}");
        }

        return null;
    }

    private static string Place(Metadata metadata) =>
        FormattableString.Invariant($"{metadata.Findings.File}({metadata.Node.Line},{metadata.Node.Column})");

    private string Hint(string kind, string name)
    {
        string[] names = [.. _objects.Keys.Take(1000).Where(key => key.Kind == kind).Select(key => key.Name)];
        return SloText.NearestHint(name, names);
    }
}
