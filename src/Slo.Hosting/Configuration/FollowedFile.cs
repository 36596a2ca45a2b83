using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace Slo.Hosting.Configuration;

/// <summary>
/// A configuration file of the app, compared with what its provider read last. If the file is gone or is not valid JSON, the provider has
/// no values; if the file cannot be opened, the provider keeps its values and reports nothing.
/// </summary>
internal sealed class FollowedFile : IDisposable
{
    private readonly FileConfigurationProvider _provider;
    private readonly Action _changed;
    private readonly Action<FileLoadExceptionContext>? _earlier;
    private readonly IDisposable _subscription;
    private volatile FileLook? _loaded;
    private volatile Failure? _failure;
    private volatile bool _isPassedOver;
    private volatile bool _wasThere;
    private FileLook _seen;

    /// <param name="provider">The app's provider.</param>
    /// <param name="changed">Called when the file becomes unreadable, or readable again.</param>
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

    /// <summary>Why the file cannot be read now, or null if it can, and its content. A file that never existed is no problem.</summary>
    internal FileState LookForProblem()
    {
        FileLook now = Look();
        var problem = Fault(now) is { } fault ? $"{_provider.Source.Path}: {fault}" : null;
        return new(problem, now, IsUnread: _provider.Source.ReloadOnChange && now.Fault is null && now != (_failure?.Content ?? _loaded));
    }

    /// <summary>Finds changes that the platform's watcher did not report, and makes the provider read again.</summary>
    internal void Check()
    {
        // The app keeps the values of its start.
        if (!_provider.Source.ReloadOnChange)
        {
            return;
        }

        FileLook before = _seen;
        FileLook now = _seen = Look();
        if (now.Fault is null && now != _loaded)
        {
            // Only if the next check finds the same: by then the writer has finished, and the watcher had time to report.
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

        return (_provider.Source.ReloadOnChange ? now.Fault : null) ?? _failure?.Message;
    }

    private void Load(FileLook now)
    {
        try
        {
            _provider.Load();

            // The app's own provider may not report that it has read.
            _loaded = now;
        }
#pragma warning disable CA1031 // On a timer, an exception of a parser or a listener would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
            // Found invalid: do not read it again until it changes.
            _loaded = _failure?.Content ?? _loaded;
        }
    }

    // The app's own handler still decides whether to ignore the exception.
    private void Failed(FileLoadExceptionContext context)
    {
        _earlier?.Invoke(context);
        _failure = new(context.Exception.GetBaseException().Message, Look());
        _isPassedOver = context.Ignore;

        // The file may have been incomplete, and complete by now.
        _loaded = null;
        _changed();
    }

    // If the app ignores the exception, the provider still reports a change right after it.
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

    /// <summary>Why the provider could not read the file, and what the file was then.</summary>
    private sealed record Failure(string Message, FileLook Content);
}
