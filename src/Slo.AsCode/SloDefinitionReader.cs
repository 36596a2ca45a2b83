using Slo.AsCode.Reading;

namespace Slo;

/// <summary>
/// Reads definitions as code: OpenSLO (v1, v1alpha, v2alpha), Sloth (<c>prometheus/v1</c> and its Kubernetes resource) and Reliably
/// manifests, recognised by their version. Never throws because of what a file holds: everything found is in the set, with its place.
/// </summary>
public static class SloDefinitionReader
{
    /// <summary>Reads files together: references reach from one to the other, names are unique among them.</summary>
    /// <param name="paths">Files, folders (all <c>*.yaml</c> and <c>*.yml</c> below), patterns with <c>*</c> and <c>?</c> in the last part,
    /// or <c>-</c> for standard input.</param>
    /// <param name="options">Default: lenient.</param>
    public static SloDefinitionSet ReadFiles(IEnumerable<string> paths, SloReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        DefinitionLoader loader = new(options ?? new SloReadOptions());
        foreach (SourceFile file in SourceFile.Expand(paths))
        {
            loader.Read(file);
        }

        return loader.Finish();
    }

    /// <summary>
    /// Whether a text is meant to be a definition, by its version or kind: files that are found through a folder or pattern and are not are
    /// passed over.
    /// </summary>
    /// <param name="text">YAML, or JSON.</param>
    public static bool IsDefinition(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return DefinitionText.IsDefinition(text);
    }

    /// <summary>Reads one text.</summary>
    /// <param name="text">YAML, or JSON, which is YAML too.</param>
    /// <param name="fileName">What findings call it.</param>
    /// <param name="options">Default: lenient.</param>
    public static SloDefinitionSet Read(string text, string fileName, SloReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(fileName);
        DefinitionLoader loader = new(options ?? new SloReadOptions());
        loader.Read(text, fileName);
        return loader.Finish();
    }
}
