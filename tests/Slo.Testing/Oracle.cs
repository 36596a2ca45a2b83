using System.Runtime.CompilerServices;

namespace Slo.Testing;

/// <summary>Where the shared oracle lies: traces, closed forms and documents with expected answers, beside the checkout.</summary>
public static class Oracle
{
    /// <summary>Its folder, or null where it is absent: tests that need it then skip, except in CI.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Why a test skips, or null if it can run. In CI an absent oracle is a failure, not a reason.</summary>
    public static string? MissingReason => Root is not null || Environment.GetEnvironmentVariable("CI") == "true"
        ? null
        : "the shared oracle (../shared/oracle beside the checkout) is absent";

    /// <summary>A file or folder below the oracle's root.</summary>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Root ?? throw new DirectoryNotFoundException("../shared/oracle is absent, which CI does not allow"), .. parts]);

    private static string? Find([CallerFilePath] string here = "")
    {
        string?[] starts = [Path.GetDirectoryName(here), AppContext.BaseDirectory];
        foreach (var start in starts)
        {
            for (DirectoryInfo? folder = start is null ? null : new(start); folder is not null; folder = folder.Parent)
            {
                var candidate = Path.Combine(folder.FullName, "shared", "oracle");
                if (Directory.Exists(candidate))
                {
                    return candidate;
                }
            }
        }

        return null;
    }
}
