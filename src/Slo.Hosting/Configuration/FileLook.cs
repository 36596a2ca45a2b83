using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>The content of a configuration file at one time.</summary>
/// <param name="Content">A hash, because time and length can be equal after two quick saves. Null if the file cannot be read.</param>
/// <param name="Fault">Why it cannot be read.</param>
internal sealed record FileLook(string? Content, string? Fault)
{
    internal static readonly FileLook Gone = new(null, "the file is gone; put it back, or restart without it");

    private static readonly FileLook Elsewhere = new("not a file on this machine", null);

    internal static FileLook At(FileConfigurationSource source)
    {
        try
        {
            if (source is not { Path: { } path, FileProvider: { } files } || files.GetFileInfo(path) is not { Exists: true } file)
            {
                return Gone;
            }

            // Reading a blob or a database row has a cost, and its provider reports changes.
            if (file.PhysicalPath is null)
            {
                return Elsewhere;
            }

            // A dangling link exists too: only opening the file shows whether it can be read.
            using FileStream stream = new(file.PhysicalPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return new(Convert.ToHexString(SHA256.HashData(stream)), null);
        }
#pragma warning disable CA1031 // The app's own file provider may throw any exception.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(null, exception.Message);
        }
    }
}
