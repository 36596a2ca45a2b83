namespace Slo.Hosting.Configuration;

/// <summary>What a reload changed, by name, in a text of limited length.</summary>
internal static class ChangedNames
{
    // Of each kind; a name has at most 63 characters.
    private const int Maximum = 10;

    internal static string Of(
        SloDefinitionChanges objectives, SloDefinitionChanges sources, SloDefinitionChanges? targets) => string.Join("; ",
    [
        .. Each(objectives, "", "redefined"),
        .. Each(sources, "source ", "changed"),
        .. targets is null ? [] : Each(targets, "notification target ", "changed"),
    ]);

    private static IEnumerable<string> Each(SloDefinitionChanges changes, string what, string redefined) =>
        from change in new (IReadOnlyList<string> Names, string Word)[]
        {
            (changes.Added, "added"), (changes.Removed, "removed"), (changes.Redefined, redefined), (changes.Restarted, "restarted"),
        }
        where change.Names.Count > 0
        let more = change.Names.Count > Maximum ? FormattableString.Invariant($" and {change.Names.Count - Maximum} more") : ""
        select $"{what}{change.Word}: {string.Join(", ", change.Names.Take(Maximum).Select(name => SloText.OneLine(name, 63)))}{more}";
}
