using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Watches for files that cannot be read when they change, or are gone. Their provider then simply has no values: to read on would be to
/// take every objective in them for removed. Of a file that is not even JSON the change token says nothing at all.
/// </summary>
internal sealed class ConfigurationFiles : IDisposable
{
    private readonly ConcurrentDictionary<FileConfigurationProvider, string> _unreadable = new();
    private readonly ConcurrentDictionary<FileConfigurationProvider, bool> _passedOver = new();
    private readonly List<FileConfigurationProvider> _found = [];
    private readonly List<Action> _undo = [];

    /// <summary>Why a file cannot be read right now, or null if all can.</summary>
    internal string? Problem => _unreadable.Values.Order(StringComparer.Ordinal).FirstOrDefault() ?? Missing();

    /// <param name="configuration">The app's, if it is a root.</param>
    /// <param name="failed">Called when a file could not be read.</param>
    internal void Watch(IConfiguration? configuration, Action failed)
    {
        foreach (FileConfigurationProvider provider in ((configuration as IConfigurationRoot)?.Providers ?? []).OfType<FileConfigurationProvider>())
        {
            if (IsThere(provider))
            {
                _found.Add(provider);
            }

            // The app's own handler goes on deciding what becomes of the exception.
            Action<FileLoadExceptionContext>? earlier = provider.Source.OnLoadException;
            provider.Source.OnLoadException = context =>
            {
                earlier?.Invoke(context);
                _unreadable[provider] = $"{provider.Source.Path}: {context.Exception.GetBaseException().Message}";
                _passedOver[provider] = context.Ignore;
                failed();
            };
            _undo.Add(() => provider.Source.OnLoadException = earlier);
            _undo.Add(ChangeToken.OnChange(provider.GetReloadToken, () => Reloaded(provider)).Dispose);
        }
    }

    public void Dispose()
    {
        _undo.ForEach(undo => undo());
        _undo.Clear();
    }

    // Where the app ignores what cannot be read, the provider tells of a change all the same, right after the exception.
    private void Reloaded(FileConfigurationProvider provider)
    {
        if (!_passedOver.TryRemove(provider, out var isIgnored) || !isIgnored)
        {
            _unreadable.TryRemove(provider, out _);
        }
    }

    private static bool IsThere(FileConfigurationProvider provider) =>
        provider.Source is { Path: { } path, FileProvider: { } files } && files.GetFileInfo(path).Exists;

    private string? Missing() => _found.Find(provider => !IsThere(provider)) is { } gone
        ? $"{gone.Source.Path}: the file is gone; put it back, or restart without it"
        : null;
}
