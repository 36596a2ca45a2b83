using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Slo.Hosting.Configuration;

/// <summary>
/// A file of the app's configuration, compared with what its provider read last. Where the file is gone or is not even JSON the provider
/// has no values; where it cannot be opened the provider keeps its values and says nothing at all.
/// </summary>
internal sealed class FollowedFile : IDisposable
{
    private readonly FileConfigurationProvider _provider;
    private readonly Action _changed;
    private readonly Action<FileLoadExceptionContext>? _earlier;
    private readonly IDisposable _subscription;
    private volatile FileLook? _loaded;
    private volatile string? _failure;
    private volatile bool _isPassedOver;
    private volatile bool _wasThere;
    private FileLook _seen;

    /// <param name="provider">The app's.</param>
    /// <param name="changed">Called when the file could not be read, or can be read again.</param>
    internal FollowedFile(FileConfigurationProvider provider, Action changed)
    {
        _provider = provider;
        _changed = changed;
        _loaded = _seen = Look();
        _wasThere = _seen != FileLook.Gone;
        _earlier = provider.Source.OnLoadException;
        provider.Source.OnLoadException = Failed;
        _subscription = ChangeToken.OnChange(provider.GetReloadToken, Reloaded);
    }

    /// <summary>Why the file cannot be read right now, or null if it can, and what it holds. One that was never there is no
    /// problem.</summary>
    internal (string? Problem, FileLook Content) LookForProblem()
    {
        FileLook now = Look();
        return (Fault(now) is { } fault ? $"{_provider.Source.Path}: {fault}" : null, now);
    }

    /// <summary>Looks for what the platform's watcher does not tell, or lost: then the provider reads once more.</summary>
    internal void Check()
    {
        // Without it the app wants the values of the start.
        if (!_provider.Source.ReloadOnChange)
        {
            return;
        }

        FileLook before = _seen;
        FileLook now = _seen = Look();
        if (now.Fault is null && now != _loaded)
        {
            // Once more at the next look: by then the writer is through, and the watcher had its chance.
            if (now == before)
            {
                Load(now);
            }
        }
        else if (now.Fault != before.Fault)
        {
            _changed();
        }
    }

    public void Dispose()
    {
        _provider.Source.OnLoadException = _earlier;
        _subscription.Dispose();
    }

    private FileLook Look() => FileLook.At(_provider.Source);

    private string? Fault(FileLook now)
    {
        if (now == FileLook.Gone)
        {
            return _wasThere ? now.Fault : null;
        }

        return (_provider.Source.ReloadOnChange ? now.Fault : null) ?? _failure;
    }

    private void Load(FileLook now)
    {
        var isRead = false;
        try
        {
            _provider.Load();
            isRead = true;
        }
#pragma warning disable CA1031 // This runs on a timer: what a parser or a listener throws would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        if (isRead || _failure is not null)
        {
            // Read it was, by a provider of the app's perhaps without telling, or found wrong: not to be read again before it changes.
            _loaded = now;
        }
    }

    // The app's own handler goes on deciding what becomes of the exception.
    private void Failed(FileLoadExceptionContext context)
    {
        _earlier?.Invoke(context);
        _failure = context.Exception.GetBaseException().Message;
        _isPassedOver = context.Ignore;

        // It may have been half written, and whole by now.
        _loaded = null;
        _changed();
    }

    // Where the app ignores what cannot be read, the provider tells of a change all the same, right after the exception.
    private void Reloaded()
    {
        if (_isPassedOver)
        {
            _isPassedOver = false;
            return;
        }

        _failure = null;
        FileLook now = Look();
        _wasThere |= now != FileLook.Gone;
        _loaded = now;
    }
}
