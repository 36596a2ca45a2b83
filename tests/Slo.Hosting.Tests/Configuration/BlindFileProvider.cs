using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Slo.Hosting.Tests.Configuration;

/// <summary>The files of a folder, whose watcher loses every change.</summary>
internal sealed class BlindFileProvider(string folder) : IFileProvider, IDisposable
{
    private readonly PhysicalFileProvider _files = new(folder);

    public IFileInfo GetFileInfo(string subpath) => _files.GetFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => _files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    public void Dispose() => _files.Dispose();
}
