namespace Slo.AsCode.OpenSlo;

/// <summary>
/// Resolves references, and decides which of them must be declared: a document that is read alone may leave them to other documents.
/// </summary>
internal sealed class References(OpenSloStore store, SloReadOptions options, bool hasManyFiles, IReadOnlyList<SloSpec> slos)
{
    private readonly Lazy<bool> _isWhole = new(() =>
        slos.Any(spec => Named(spec).Any()) && slos.All(spec => Named(spec).All(reference => Has(store, reference))));

    internal OpenSloObject? Policy(Link link, Metadata slo, SloSpec spec) => store.Resolve(
        link, "AlertPolicy", slo, IsComplete(spec), "; the rules of the other policies apply, or the default rules");

    internal OpenSloObject? Indicator(Link link, Metadata slo, SloSpec spec) => store.Resolve(
        link, "SLI", slo, IsComplete(spec) || (options.IsComplete is null && store.Declares("SLI")),
        "; without it the objective is not loaded");

    internal OpenSloObject? Condition(Link link, OpenSloObject policy) => store.Resolve(
        link, "AlertCondition", policy.Metadata, IsComplete(policy, "AlertCondition"), "; the policy has no effect without it");

    internal void CheckTargets(OpenSloObject policy)
    {
        foreach (Link target in policy.Spec is AlertPolicySpec { Targets: { } targets } ? targets : [])
        {
            store.Resolve(
                target, "AlertNotificationTarget", policy.Metadata, IsComplete(policy, "AlertNotificationTarget"));
        }
    }

    // A single document may be read without the others. If some of its references resolve, all of them should.
    private bool IsComplete(SloSpec spec) =>
        options.IsComplete ?? (hasManyFiles || Named(spec).Any(reference => Has(store, reference)));

    // Read strictly, a file that declares others of the kind, or what its SLOs refer to, is a set and not one document of many.
    private bool IsComplete(OpenSloObject policy, string kind) => options.IsComplete
        ?? (hasManyFiles || (options.IsStrict && (store.Declares(kind)
            || (_isWhole.Value && ReferenceEquals(store.Find("AlertPolicy", policy.Metadata.Name), policy)))));

    private static bool Has(OpenSloStore store, (string Kind, string Name) reference) =>
        store.Find(reference.Kind, reference.Name) is not null;

    private static IEnumerable<(string Kind, string Name)> Named(SloSpec spec) =>
    [
        .. spec.Policies.Select(link => link.Reference).OfType<string>().Select(name => ("AlertPolicy", name)),
        .. spec.Objectives.Select(objective => objective.Indicator).Append(spec.Indicator).Select(link => link?.Reference).OfType<string>()
            .Select(name => ("SLI", name)),
    ];
}
