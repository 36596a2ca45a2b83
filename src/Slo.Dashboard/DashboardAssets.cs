using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace Slo.Dashboard;

/// <summary>The files of the page, embedded in this assembly. Read once, and compressed by the first request that wants it.</summary>
internal sealed class DashboardAssets
{
    private const string PageName = "index.html";

    private static readonly Lazy<DashboardAssets> Embedded = new(() => new());

    private readonly Dictionary<string, DashboardAsset> _files = new(StringComparer.Ordinal);

    private DashboardAssets()
    {
        Assembly assembly = typeof(DashboardAssets).Assembly;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            using MemoryStream content = new();
            stream.CopyTo(content);
            DashboardAsset asset = new(name, CompactAsset.Of(name, content.ToArray()));
            hash.AppendData(asset.Content);
            _files.Add(name, asset);
        }

        Version = Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
        _files.Remove(PageName, out DashboardAsset? page);
        Page = new(PageName, Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(page!.Content).Replace("{version}", Version, StringComparison.Ordinal)));
    }

    internal static DashboardAssets All => Embedded.Value;

    /// <summary>Another one whenever any file is another one.</summary>
    internal string Version { get; }

    /// <summary>The HTML.</summary>
    internal DashboardAsset Page { get; }

    internal IEnumerable<DashboardAsset> Files => _files.Values;

    internal DashboardAsset? Find(string? name) => name is null ? null : _files.GetValueOrDefault(name);
}
