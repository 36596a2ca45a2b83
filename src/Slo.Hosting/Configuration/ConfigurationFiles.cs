using Microsoft.Extensions.Configuration;

namespace Slo.Hosting.Configuration;

/// <summary>
/// Watches the app's configuration files in addition to the platform, whose watcher loses changes: it reports nothing for a file that
/// cannot be opened or for a folder that was deleted and created again, and sometimes misses the last of many saves.
/// </summary>
internal sealed class ConfigurationFiles(TimeProvider time) : IDisposable
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly List<FollowedFile> _files = [];
    private ITimer? _timer;
    private volatile bool _isDisposed;

    /// <summary>
    /// Why a file cannot be read now, or null if all can; the content of all files, to distinguish changes; and whether one is not read
    /// yet. Each file is read once: if one were repaired between two reads, its content would be refused again.
    /// </summary>
    internal (string? Problem, string Content, bool IsUnread) Look()
    {
        FileState[] files = [.. _files.Select(file => file.LookForProblem())];
        return (
            files.Select(file => file.Problem).FirstOrDefault(problem => problem is not null),
            string.Join('\n', files.Select(file => file.Content)),
            files.Any(file => file.IsUnread));
    }

    /// <param name="configuration">The app's configuration; only a root has files.</param>
    /// <param name="changed">Called when a file becomes unreadable, or readable again.</param>
    internal void Watch(IConfiguration? configuration, Action changed)
    {
        _files.AddRange(Providers(configuration).Select(provider => new FollowedFile(provider, changed)));
        if (_files.Count > 0)
        {
            // Not periodic: with a file share that hangs, every tick would block another thread.
            _timer = time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Rearm();
        }
    }

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _timer?.Dispose();
        _files.ForEach(file => file.Dispose());
    }

    private static IEnumerable<FileConfigurationProvider> Providers(IConfiguration? configuration) =>
        ((configuration as IConfigurationRoot)?.Providers ?? []).SelectMany(Files);

    private static IEnumerable<FileConfigurationProvider> Files(IConfigurationProvider provider) => provider switch
    {
        FileConfigurationProvider file => [file],
        ChainedConfigurationProvider chained => Providers(chained.Configuration),
        _ => [],
    };

    private void Check()
    {
        try
        {
            _files.ForEach(file => file.Check());
        }
#pragma warning disable CA1031 // On a timer, any exception (for example of the app's own clock) would end the process.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
        finally
        {
            Rearm();
        }
    }

    private void Rearm()
    {
        if (!_isDisposed)
        {
            _timer?.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }
}
