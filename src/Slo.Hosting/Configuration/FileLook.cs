using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>What a configuration file held when it was looked at.</summary>
/// <param name="Content">A hash: times and lengths do not tell two saves in a row apart. Null if the file cannot be read.</param>
/// <param name="Fault">Why it cannot be read.</param>
internal sealed record FileLook(string? Content, string? Fault)
{
    internal static readonly FileLook Gone = new(null, "the file is gone; put it back, or restart without it");

    private static readonly FileLook Elsewhere = new("not a file of this machine", null);

    internal static FileLook At(FileConfigurationSource source)
    {
        try
        {
            if (source is not { Path: { } path, FileProvider: { } files } || files.GetFileInfo(path) is not { Exists: true } file)
            {
                return Gone;
            }

            // Reading a blob or a row of a database has a cost; its provider tells of its changes.
            if (file.PhysicalPath is null)
            {
                return Elsewhere;
            }

            // A link to nothing exists as well: only opening the file shows whether it can be read.
            using FileStream stream = new(file.PhysicalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new(Convert.ToHexString(SHA256.HashData(stream)), null);
        }
#pragma warning disable CA1031 // File providers may be the app's own, and throw what they like.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(null, exception.Message);
        }
    }
}
