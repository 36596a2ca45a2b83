using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Finds values where a list or an object belongs, and the reverse. An empty text and null have every form: an empty list becomes the
/// one, an empty object the other.
/// </summary>
internal static class SectionForms
{
    /// <summary>The sections that have another form than the one wanted; a section within such a section is not looked at.</summary>
    internal static IEnumerable<(IConfigurationSection Section, SectionForm Wanted)> Misplaced(
        IConfigurationSection section, SectionForm wanted)
    {
        IConfigurationSection[] children = [.. section.GetChildren()];
        if (!Has(wanted, section, children))
        {
            return [(section, wanted)];
        }

        SectionForm? ofChildren = wanted switch
        {
            SectionForm.Values or SectionForm.Texts => SectionForm.Value,
            SectionForm.Objects or SectionForm.ObjectList => SectionForm.Object,
            _ => null,
        };
        return ofChildren is { } form ? children.SelectMany(child => Misplaced(child, form)) : [];
    }

    /// <summary>What a section is that has not the form wanted.</summary>
    internal static string Of(IConfigurationSection section, SectionForm wanted) =>
        wanted != SectionForm.Value && !string.IsNullOrEmpty(section.Value) ? "one value"
        : IsList([.. section.GetChildren()]) ? "a list" : "an object";

    /// <summary>How a form is written.</summary>
    internal static string Example(SectionForm form) => form switch
    {
        SectionForm.Value => "one text, number or flag",
        SectionForm.Values => """a list of texts: [ "…", "…" ]""",
        SectionForm.Texts => """texts by key: { "key": "text" }""",
        SectionForm.Object => """an object: { "key": … }""",
        SectionForm.Objects => """objects by name, which do not merge by position as lists do: { "name": { … } }""",
        _ => "a list of objects: [ { … } ]",
    };

    private static bool Has(SectionForm form, IConfigurationSection section, IConfigurationSection[] children) => form == SectionForm.Value
        ? children.Length == 0
        : string.IsNullOrEmpty(section.Value) && (children.Length == 0 || form switch
        {
            SectionForm.Values => children.All(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)),
            SectionForm.ObjectList => IsList(children) || !Array.TrueForAll(children, child => child.Value is not null),
            _ => !IsList(children),
        });

    // A name may be a number, but not one after the other from 0.
    private static bool IsList(IConfigurationSection[] children) =>
        children.Index().All(child => child.Item.Key == child.Index.ToString(CultureInfo.InvariantCulture));
}
