namespace Slo.Kubernetes.Api;

/// <summary>Checks names. They become part of paths, so only names that Kubernetes itself allows are accepted.</summary>
internal static class NameFaults
{
    private const int Longest = 253;

    internal static IEnumerable<string> Of(string key, string name, string help)
    {
        if (string.IsNullOrEmpty(name))
        {
            yield return $"{key}: is missing; write {help}";
        }
        else if (name.Length > Longest || !name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character)
            || character is '-' or '.') || !char.IsAsciiLetterOrDigit(name[0]) || !char.IsAsciiLetterOrDigit(name[^1]))
        {
            yield return $"{key} '{SloText.OneLine(name)}': must consist of lower-case letters, digits, '-' and '.', with a letter or "
                + $"digit at both ends; write {help}";
        }
    }
}
