using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace Slo.Hosting.Configuration;

/// <summary>What a configuration file held when it was looked at.</summary>
/// <param name="Content">A hash: times and lengths do not tell two saves in a row apart. Null if the file cannot be read.</param>
/// <param name="Fault">Why it cannot be read.</param>
internal sealed record FileLook(string? Content, string? Fault)
{
    internal static readonly FileLook Gone = new(null, "the file is gone; put it back, or restart without it");

    internal static FileLook At(FileConfigurationSource source)
    {
        try
        {
            if (source is not { Path: { } path, FileProvider: { } files } || files.GetFileInfo(path) is not { Exists: true } file)
            {
                return Gone;
            }

            // A link to nothing exists as well: only opening the file shows whether it can be read.
            using Stream stream = Open(file);
            return new(Convert.ToHexString(SHA256.HashData(stream)), null);
        }
#pragma warning disable CA1031 // File providers may be the app's own, and throw what they like.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(null, exception.Message);
        }
    }

    private static Stream Open(IFileInfo file) => file.PhysicalPath is { } path
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
        : file.CreateReadStream();
}
