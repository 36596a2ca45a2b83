namespace Slo.AsCode.Yaml;

/// <summary>What no definition needs, and what a hostile one would have. docs/ascode.md lists these.</summary>
internal static class YamlLimits
{
    /// <summary>Bytes of a file.</summary>
    internal const int FileSize = 16 * 1024 * 1024;

    /// <summary>Lists and maps in one another.</summary>
    internal const int Depth = 64;

    /// <summary>Values in one document, aliases expanded. A list of ten thousand small SLOs has fewer.</summary>
    internal const int Nodes = 700_000;

    /// <summary>Aliases in one document.</summary>
    internal const int Aliases = 1_000;

    /// <summary>Characters of one value.</summary>
    internal const int ScalarLength = 64 * 1024;

    /// <summary>
    /// Characters of a key before its colon, with its quotes: YAML allows 1,024, and a longer one is written as an explicit key.
    /// </summary>
    internal const int SimpleKey = 1_000;

    /// <summary>Objectives of one SLO.</summary>
    internal const int Objectives = 100;

    /// <summary>Alert policies of one SLO, as many as the engine has rules.</summary>
    internal const int Policies = 32;

    /// <summary>Elements of a list inside a metric source.</summary>
    internal const int SourceItems = 600;

    /// <summary>Findings of one file; the others are counted.</summary>
    internal const int Findings = 1_000;

    /// <summary>Files of one reading.</summary>
    internal const int Files = 10_000;
}
