using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Slo.AsCode.Reading;
using Slo.AsCode.Yaml;

namespace Slo.AsCode.Hosting;

/// <summary>
/// Signals changes of definition files. It polls: file system notifications miss mounted volumes, as a Kubernetes volume is, where not the
/// file changes but a link on the way to it.
/// </summary>
internal sealed class DefinitionWatch : ISloChangeTokenSource, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Func<string> _look;
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private CancellationTokenSource _change = new();
    private string _seen;
    private bool _isDisposed;

    internal DefinitionWatch(string set, string[] paths, TimeProvider time)
        : this(set, () => Look(paths), time)
    {
    }

    internal DefinitionWatch(string set, Func<string> look, TimeProvider time)
    {
        Name = set;
        _look = look;
        _seen = look();

        // Never periodic: a file share that hangs would take one more thread at every tick.
        _timer = time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    public string Name { get; }

    public IChangeToken GetChangeToken()
    {
        lock (_gate)
        {
            return new CancellationChangeToken(_change.Token);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }

        _timer.Dispose();
        _change.Dispose();
    }

    private void Check()
    {
        try
        {
            Tell(_look());
        }
#pragma warning disable CA1031 // This runs on a timer: what a file system or a listener throws would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
        finally
        {
            Rearm();
        }
    }

    private void Tell(string now)
    {
        CancellationTokenSource changed;
        lock (_gate)
        {
            if (_isDisposed || now == _seen)
            {
                return;
            }

            _seen = now;
            changed = _change;
            _change = new CancellationTokenSource();
        }

        using (changed)
        {
            changed.Cancel();
        }
    }

    private void Rearm()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _timer.Change(Interval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>
    /// Which files there are and what they hold; times and lengths do not distinguish two saves in a row, nor detect a file that cannot be
    /// opened.
    /// </summary>
    private static string Look(string[] paths) =>
        string.Join('\n', SourceFile.Expand(paths).Select(file => $"{file.Path}|{file.Problem}|{Describe(file.Path)}"));

    private static string Describe(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

            // Too large a file is refused whatever it holds.
            return file.Length > YamlLimits.FileSize ? "too large" : Convert.ToHexString(SHA256.HashData(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Security.SecurityException
            or NotSupportedException or ArgumentException)
        {
            return exception.GetType().Name;
        }
    }
}
