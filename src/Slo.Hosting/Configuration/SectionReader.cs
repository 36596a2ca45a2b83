using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>Typed reads from one section; a value that cannot be read is reported with its path.</summary>
internal sealed class SectionReader(IConfiguration section, Action<SloFinding> report)
{
    private readonly HashSet<string> _misplaced = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A value in a finding, truncated so that the problem stays readable.</summary>
    internal static string Shown(string? text) => SloText.OneLine(text, 61);

    /// <summary>The path of the section, and a colon.</summary>
    internal string Path => section is IConfigurationSection { Path: var path } ? path + ":" : "";

    /// <summary>Reports a problem with a key, with its path and value.</summary>
    internal void Error(string code, string key, string problem) =>
        report(SloFinding.Error(code, $"{Path}{key} '{Shown(section[key])}': {problem}", $"{Path}{key}"));

    /// <summary>Reports a problem with the section, or with a key whose value is missing or not shown.</summary>
    internal void Reject(string code, string problem, string? key = null)
    {
        var path = key is null ? Path.TrimEnd(':') : $"{Path}{key}";
        report(SloFinding.Error(code, $"{path}: {problem}", path));
    }

    /// <summary>Reports a warning about a key.</summary>
    internal void Warn(string code, string key, string problem) =>
        report(SloFinding.Warning(code, $"{Path}{key} '{Shown(section[key])}': {problem}", $"{Path}{key}"));

    /// <summary>
    /// Reports each key that is not known, and each value that has not the form of its key; such a value is not read, so it causes no
    /// other finding.
    /// </summary>
    /// <returns>Whether every value has the form of its key.</returns>
    internal bool Check(IReadOnlyCollection<SectionKey> known)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (known.FirstOrDefault(key => key.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase)) is { } key)
            {
                HasForm(key);
            }
            else
            {
                var names = known.Where(key => !key.IsFormer).Select(key => key.Name);
                report(SloFinding.Error(
                    SloFindingCodes.UnknownField, $"{child.Path}: unknown key{SloText.NearestHint(child.Key, names)}", child.Path));
            }
        }

        return _misplaced.Count == 0;
    }

    /// <summary>Whether what a key holds has its form, which is reported if not.</summary>
    internal bool HasForm(SectionKey key) => HasForm(section.GetSection(key.Name), key);

    /// <summary>Whether the section itself is an object or absent, which is reported if not.</summary>
    internal bool IsObject() =>
        section is not IConfigurationSection own || own.GetChildren().Any() || HasForm(own, new(own.Key, SectionForm.Object));

    /// <summary>Whether the key exists, with a value of any form: an empty section has neither a value nor children.</summary>
    internal bool Has(string key) => section.GetChildren().Any(child => child.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the key has no value, not even one of another form.</summary>
    internal bool Lacks(string key) => Text(key) is null && !_misplaced.Contains(Path + key);

    internal string? Text(string key) => _misplaced.Contains(Path + key) ? null : section[key];

    /// <summary>The section of a key, if it exists.</summary>
    internal IConfigurationSection? Section(string key) =>
        Has(key) && !_misplaced.Contains(Path + key) ? section.GetSection(key) : null;

    internal IEnumerable<IConfigurationSection> Children(string key) =>
        Section(key)?.GetChildren().Where(child => !_misplaced.Contains(child.Path)) ?? [];

    internal IEnumerable<string> List(string key) => Children(key).Select(child => child.Value ?? "");

    internal decimal? Number(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Error(SloFindingCodes.InvalidNumber, key, "is not a number; write digits with a decimal point, for example 99.9");
        return null;
    }

    internal long? WholeNumber(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        Error(SloFindingCodes.InvalidNumber, key, "is not a whole number; write digits only, for example 50");
        return null;
    }

    internal TimeSpan? Duration(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (SloDuration.TryParse(text, out TimeSpan value))
        {
            return value;
        }

        Error(SloFindingCodes.InvalidDuration, key,
            "is not a duration; write a number and a unit (w, d, h, m, s, ms), for example 28d, 1h30m or 300ms");
        return null;
    }

    internal bool Flag(string key)
    {
        if (Text(key) is not { } text)
        {
            return false;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Error(SloFindingCodes.UnknownWord, key, "must be true or false");
        return false;
    }

    internal TEnum? Word<TEnum>(string key) where TEnum : struct, Enum =>
        Word(key, Enum.GetNames<TEnum>()) is { } word ? Enum.Parse<TEnum>(word) : null;

    /// <summary>One of the words, in its own spelling; the case is ignored.</summary>
    internal string? Word(string key, IReadOnlyList<string> words)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        // Enum.TryParse would also accept a number, and "Page,Ticket" as flags.
        if (words.FirstOrDefault(word => word.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }

        Error(SloFindingCodes.UnknownWord, key, $"must be one of {string.Join(", ", words)}");
        return null;
    }

    private bool HasForm(IConfigurationSection place, SectionKey key)
    {
        var hasForm = true;
        foreach ((IConfigurationSection wrong, SectionForm wanted) in SectionForms.Misplaced(place, key.Form))
        {
            hasForm = false;
            if (_misplaced.Add(wrong.Path))
            {
                var shown = key.IsSecret || string.IsNullOrEmpty(wrong.Value) ? "" : $" '{Shown(wrong.Value)}'";
                var example = key.Example is { } own && wanted == key.Form ? own : SectionForms.Example(wanted);
                report(SloFinding.Error(
                    SloFindingCodes.WrongType, $"{wrong.Path}{shown}: is {SectionForms.Of(wrong, wanted)}; write {example}", wrong.Path));
            }
        }

        return hasForm;
    }
}
